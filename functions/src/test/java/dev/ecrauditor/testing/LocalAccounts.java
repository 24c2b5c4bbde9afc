package dev.ecrauditor.testing;

import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.repository.RepositoryArn;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Puts repositories, keys and registry settings into the simulated endpoint, in the words of its account-state files.
 */
public final class LocalAccounts {

    public static final String KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

    /** Two rules of which none matches a repository that does not begin with docs. */
    public static final String RULES_FOR_DOCS_ONLY = """
            [{"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [{"filter": "docs/*", "filterType": "WILDCARD"}]}]""";

    private final LocalAws aws;

    public LocalAccounts(LocalAws aws) {
        this.aws = aws;
    }

    /** A repository that passes every rule, but for its scanning flag. */
    public void repository(RepositoryArn arn, boolean scanOnPush) {
        repository(arn, """
                "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "%s"},
                "imageScanningConfiguration": {"scanOnPush": %s}, "imageTagMutability": "IMMUTABLE",
                "policyText": %s""".formatted(keyArn(arn), scanOnPush, SampleRepository.OWN_ACCOUNT_POLICY));
    }

    /** A repository with these members besides its name and createdAt. */
    public void repository(RepositoryArn arn, String members) {
        String comma = members.isEmpty() ? "" : ", ";
        load(arn, """
                "keys": [{"keyId": "%s"}],
                "repositories": [{"repositoryName": "%s", "createdAt": "2026-03-02T09:30:00Z"%s%s}]""".formatted(KEY_ID, arn.name(), comma, members));
    }

    /** The registry's scanning configuration where this repository is. */
    public void registry(RepositoryArn arn, String scanType, String rules) {
        load(arn, "\"registryScanning\": {\"scanType\": \"" + scanType + "\", \"rules\": " + rules + "}");
    }

    /** Members of the account's Region in an account-state file. */
    public void load(RepositoryArn arn, String members) {
        String state = "{\"accounts\": {\"" + arn.account() + "\": {\"" + arn.region() + "\": {" + members + "}}}}";
        aws.load(new ByteArrayInputStream(state.getBytes(StandardCharsets.UTF_8)));
    }

    /** The requests of this operation so far. */
    public List<LoggedRequest> requests(String operation) {
        return aws.requests().stream()
                .filter(request -> request.operation().equals(operation))
                .toList();
    }

    /** The operations asked for so far, in order. */
    public List<String> operations() {
        return aws.requests().stream().map(LoggedRequest::operation).toList();
    }

    public static String keyArn(RepositoryArn arn) {
        return "arn:" + arn.partition() + ":kms:" + arn.region() + ":" + arn.account() + ":key/" + KEY_ID;
    }
}
