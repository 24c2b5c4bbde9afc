package dev.ecrauditor.infra.function;

import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** The only write to Security Hub CSPM: findings of the account's own default product. */
public final class FindingImports {

    private FindingImports() {}

    /**
     * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecurityhub.html
     *
     * @param region the Region, or `*` where several are watched
     */
    public static PolicyStatement statement(String region) {
        return PolicyStatement.Builder.create()
                .sid("ImportFindings")
                .actions(List.of("securityhub:BatchImportFindings"))
                .resources(List.of("arn:" + Aws.PARTITION + ":securityhub:" + region + ":" + Aws.ACCOUNT_ID
                        + ":product/" + Aws.ACCOUNT_ID + "/default"))
                .build();
    }
}
