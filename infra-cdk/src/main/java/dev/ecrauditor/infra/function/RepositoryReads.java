package dev.ecrauditor.infra.function;

import java.util.List;
import software.amazon.awscdk.Aws;

/** The complete list of the auditor's read permissions on repositories, registries and keys. */
public final class RepositoryReads {

    private RepositoryReads() {}

    public static void allow(JavaFunction function) {
        String partition = "arn:" + Aws.PARTITION;
        function.allow(
                "ReadRepositories",
                List.of(
                        "ecr:BatchGetRepositoryScanningConfiguration",
                        "ecr:DescribeRepositories",
                        "ecr:GetRepositoryPolicy"),
                List.of(partition + ":ecr:*:" + Aws.ACCOUNT_ID
                        + ":repository/*")); // `*`: every repository of this account is watched
        function.allow(
                "ReadRegistryScanning",
                List.of("ecr:GetRegistryScanningConfiguration"),
                List.of("*")); // `*`: the action takes no resource (service authorization reference of Amazon ECR)
        function.allow(
                "ReadKeys",
                List.of("kms:DescribeKey"),
                List.of(partition + ":kms:*:*:key/*")); // `*`: a repository may use any key, even of another account
    }
}
