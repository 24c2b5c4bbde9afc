package dev.ecrauditor.simulation.world;

import dev.ecrauditor.repository.RepositoryPolicy;
import java.util.List;

/**
 * A repository policy that somebody sets.
 *
 * @param policy parsed once
 * @param isPublic true if any AWS account can use the repository
 */
public record PolicyText(String name, RepositoryPolicy policy, boolean isPublic) {

    /** The account that is meant to have access. */
    public static final String TRUSTED_ACCOUNT = "444455556666";

    /** One compliant policy, and two that are public in different ways. */
    public static final PolicyText ONE_ACCOUNT =
            of("one account", "arn:aws:iam::" + TRUSTED_ACCOUNT + ":root", "\"ecr:BatchGetImage\"");

    public static final PolicyText PUBLIC_READ = of("public read", "*", "\"ecr:BatchGetImage\"");
    public static final PolicyText PUBLIC_WRITE = of("public write", "*", "[\"ecr:BatchGetImage\", \"ecr:PutImage\"]");

    /** All of them. */
    public static final List<PolicyText> ALL = List.of(ONE_ACCOUNT, PUBLIC_READ, PUBLIC_WRITE);

    private static PolicyText of(String name, String principal, String actions) {
        String text =
                "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"Use\", \"Effect\": \"Allow\", \"Principal\": {\"AWS\": \""
                        + principal + "\"}, \"Action\": " + actions + "}]}";
        return new PolicyText(name, RepositoryPolicy.of(text), principal.equals("*"));
    }

    @Override
    public String toString() {
        return name;
    }
}
