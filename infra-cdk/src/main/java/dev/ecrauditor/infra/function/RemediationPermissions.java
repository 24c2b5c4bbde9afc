package dev.ecrauditor.infra.function;

import dev.ecrauditor.settings.file.RemediationMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** What remediation needs in the account of a repository beside {@link RepositoryReads}. */
public final class RemediationPermissions {

    private RemediationPermissions() {}

    /**
     * The statements of a remediation role.
     *
     * @param region the Region of the repositories, or {@code *} for all
     */
    public static List<PolicyStatement> statements(RemediationMode mode, String region) {
        String repositories = "arn:" + Aws.PARTITION + ":ecr:" + region + ":" + Aws.ACCOUNT_ID + ":repository/*";
        List<PolicyStatement> statements = new ArrayList<>();
        // The tag is read again just before the write, because a person may have set it since.
        statements.add(PolicyStatement.Builder.create()
                .sid("ReadTheExclusionTag")
                .actions(List.of("ecr:ListTagsForResource"))
                .resources(List.of(repositories)) // `*`: the request names the repository
                .build());
        if (mode == RemediationMode.ON) {
            // IAM has no condition on the value written, which an alarm watches. The tag is the owner's veto, enforced
            // here and in the code.
            statements.add(PolicyStatement.Builder.create()
                    .sid("SwitchScanningOn")
                    .actions(List.of("ecr:PutImageScanningConfiguration"))
                    .resources(List.of(repositories)) // `*`: all except the excluded ones
                    .conditions(Map.of("StringNotEquals", Map.of("aws:ResourceTag/ecr-auditor:remediation", "exclude")))
                    .build());
        }
        return statements;
    }
}
