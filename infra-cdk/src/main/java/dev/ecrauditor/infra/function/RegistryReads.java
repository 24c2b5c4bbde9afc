package dev.ecrauditor.infra.function;

import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** What only an evaluation reads, and not remediation: the settings of registries, and lifecycle policies. */
public final class RegistryReads {

    private RegistryReads() {}

    public static List<PolicyStatement> statements() {
        return List.of(
                statement(
                        "ReadLifecyclePolicies",
                        List.of("ecr:GetLifecyclePolicy"),
                        "arn:" + Aws.PARTITION + ":ecr:*:" + Aws.ACCOUNT_ID
                                + ":repository/*"), // `*`: every repository of this account is watched
                statement(
                        "ReadRegistries",
                        List.of(
                                "ecr:DescribePullThroughCacheRules",
                                "ecr:DescribeRegistry",
                                "ecr:DescribeRepositoryCreationTemplates",
                                "ecr:GetAccountSetting",
                                "ecr:GetRegistryPolicy",
                                "ecr:GetSigningConfiguration"),
                        "*")); // `*`: the actions take no resource (service authorization reference of Amazon ECR)
    }

    private static PolicyStatement statement(String sid, List<String> actions, String resource) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .actions(actions)
                .resources(List.of(resource))
                .build();
    }
}
