package dev.ecrauditor.cli.audit;

import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import java.util.List;

/**
 * What would help where the role of an account cannot be assumed. AWS denies a role that does not exist, a role that
 * does not trust the caller, and a caller that may not assume it with the same words.
 */
public final class RoleAdvice {

    private RoleAdvice() {}

    /** What to do, in lines: those that begin with {@code #} are explanations, the others are commands. */
    public static List<String> of(DeniedCall call, String account, String ownAccount, String roleName) {
        if (call.denial().policyType() != PolicyType.NOT_SAID || call.denial().explicit()) {
            return DenialAdvice.of(call, account, "us-east-1");
        }
        return List.of(
                "# Create the role in each of these accounts, and allow sts:AssumeRole for it to the identity you audit"
                        + " with. The template is infra-cdk/templates/audit-read-role.yaml; docs/audit-organization.md"
                        + " says how to create it in all accounts:",
                "aws cloudformation deploy --stack-name " + roleName + " --template-file audit-read-role.yaml"
                        + " --capabilities CAPABILITY_NAMED_IAM --parameter-overrides RoleName=" + roleName
                        + " AuditorAccount=" + ownAccount + " OrganizationId=ORGANIZATION_ID");
    }
}
