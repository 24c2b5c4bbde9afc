package dev.ecrauditor.infra.function;

import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * What every function reads that evaluates or remediates. With {@link RegistryReads} and {@link KeyReads} it is what the
 * rules declare in docs/rules/README.md.
 */
public final class RepositoryReads {

    private static final String PARTITION = "arn:" + Aws.PARTITION;

    private RepositoryReads() {}

    public static List<PolicyStatement> statements() {
        return List.of(
                statement(
                        "ReadRepositories",
                        List.of(
                                "ecr:BatchGetRepositoryScanningConfiguration",
                                "ecr:DescribeRepositories",
                                "ecr:GetRepositoryPolicy"),
                        PARTITION + ":ecr:*:" + Aws.ACCOUNT_ID
                                + ":repository/*"), // `*`: every repository of this account is watched
                statement(
                        "ReadRegistryScanning",
                        List.of("ecr:GetRegistryScanningConfiguration"),
                        "*"), // `*`: the action takes no resource (service authorization reference of Amazon ECR)
                statement(
                        "ReadKeys",
                        List.of("kms:DescribeKey"),
                        PARTITION + ":kms:*:*:key/*")); // `*`: a repository may use any key, even of another account
    }

    static void allow(JavaFunction function) {
        statements().forEach(function::allow);
    }

    private static PolicyStatement statement(String sid, List<String> actions, String resource) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .actions(actions)
                .resources(List.of(resource))
                .build();
    }
}
