package dev.ecrauditor.infra.function;

import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * What the rules about keys read beside kms:DescribeKey. Only of keys of the account: another account decides itself
 * whom it lets read its keys.
 */
public final class KeyReads {

    private static final String KEYS_OF_THE_ACCOUNT =
            "arn:" + Aws.PARTITION + ":kms:*:" + Aws.ACCOUNT_ID + ":key/*"; // `*`: a repository may use any of them

    private KeyReads() {}

    /** For what evaluates keys after an event. */
    public static PolicyStatement ofEvents() {
        return statement("ReadKeysOfTheAccount", List.of("kms:GetKeyPolicy", "kms:GetKeyRotationStatus"));
    }

    /** For the sweep in addition. */
    public static PolicyStatement ofSweep() {
        return statement("ReadGrantsOfTheAccount", List.of("kms:ListGrants"));
    }

    private static PolicyStatement statement(String sid, List<String> actions) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .actions(actions)
                .resources(List.of(KEYS_OF_THE_ACCOUNT))
                .build();
    }
}
