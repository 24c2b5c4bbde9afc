package dev.ecrauditor.cli.migration;

import dev.ecrauditor.cli.migration.facts.GivenKey;
import dev.ecrauditor.cli.terminal.UsageException;
import java.util.regex.Pattern;

/** Checks that ECR can encrypt with a key that the caller names. */
final class KeyChoice {

    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:kms:(?<region>[a-z0-9-]+):[0-9]{12}:key/[A-Za-z0-9-]+");

    private KeyChoice() {}

    /** Returns the ARN of the key. */
    static String check(GivenKey key, String region) {
        var arn = ARN.matcher(key.arn());
        if (!arn.matches()) {
            throw wrong(key, "is not the ARN of a KMS key");
        }
        if (!arn.group("region").equals(region)) {
            throw wrong(key, "is in another Region than the repository; a repository and its key share a Region");
        }
        if (!key.manager().equals("CUSTOMER")) {
            throw wrong(key, "is not a customer managed key");
        }
        if (!key.state().equals("Enabled")) {
            throw wrong(key, "is not enabled but " + key.state());
        }
        if (!key.spec().isEmpty() && !key.spec().equals("SYMMETRIC_DEFAULT")) {
            throw wrong(key, "is not a symmetric encryption key but " + key.spec());
        }
        return key.arn();
    }

    private static UsageException wrong(GivenKey key, String problem) {
        return new UsageException("--key " + key.arn() + " " + problem + "; name another key, or none to create one");
    }
}
