package dev.ecrauditor.cli.migration.plan;

import dev.ecrauditor.repository.RepositoryArn;

/**
 * The policy of a key for one registry: the account administers the key, and uses it only through ECR in this Region.
 * ECR makes two grants for itself when a repository is created, with the permissions of the caller.
 *
 * <p>Source: "Encryption at rest", Amazon ECR User Guide; kms:ViaService and kms:CallerAccount, AWS KMS Developer
 * Guide.
 */
final class KeyPolicy {

    private static final String TEXT = """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Sid": "AccountAdministersKey",
                  "Effect": "Allow",
                  "Principal": {"AWS": "arn:%1$s:iam::%2$s:root"},
                  "Action": [
                    "kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias", "kms:UpdateKeyDescription",
                    "kms:DescribeKey", "kms:Get*", "kms:List*", "kms:PutKeyPolicy",
                    "kms:EnableKey", "kms:DisableKey", "kms:EnableKeyRotation", "kms:DisableKeyRotation",
                    "kms:RotateKeyOnDemand", "kms:TagResource", "kms:UntagResource", "kms:RevokeGrant",
                    "kms:ScheduleKeyDeletion", "kms:CancelKeyDeletion"
                  ],
                  "Resource": "*"
                },
                {
                  "Sid": "AccountUsesKeyThroughEcr",
                  "Effect": "Allow",
                  "Principal": {"AWS": "arn:%1$s:iam::%2$s:root"},
                  "Action": [
                    "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*",
                    "kms:DescribeKey", "kms:CreateGrant", "kms:RetireGrant"
                  ],
                  "Resource": "*",
                  "Condition": {
                    "StringEquals": {"kms:ViaService": "ecr.%3$s.%4$s", "kms:CallerAccount": "%2$s"}
                  }
                }
              ]
            }
            """;

    private KeyPolicy() {}

    static String of(RepositoryArn repository) {
        return TEXT.formatted(repository.partition(), repository.account(), repository.region(), repository.domain());
    }
}
