package dev.ecrauditor.rule.evidence;

import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import java.util.Optional;

/**
 * What would help where AWS denied a call: one more Allow in IAM helps against a missing permission only. Lines that
 * begin with {@code #} are text, the others are commands.
 *
 * <p>Source: "Policy evaluation logic" and "Troubleshoot access denied error messages", IAM User Guide.
 */
public final class DenialAdvice {

    private final DeniedCall call;
    private final Denial denial;
    private final String account;
    private final String region;
    private final Optional<RepositoryArn> repository;

    private DenialAdvice(DeniedCall call, String account, String region, Optional<RepositoryArn> repository) {
        this.call = call;
        this.denial = call.denial();
        this.account = account;
        this.region = region;
        this.repository = repository;
    }

    /** For a call that was made because of one repository. */
    public static List<String> of(DeniedCall call, RepositoryArn repository) {
        return new DenialAdvice(call, repository.account(), repository.region(), Optional.of(repository)).lines();
    }

    /** For a call about the repositories of an account. */
    public static List<String> of(DeniedCall call, String account, String region) {
        return new DenialAdvice(call, account, region, Optional.empty()).lines();
    }

    private List<String> lines() {
        return switch (denial.policyType()) {
            case IDENTITY -> identity();
            case RESOURCE -> resource();
            case SERVICE_CONTROL -> organization("service control policy", "SERVICE_CONTROL_POLICY");
            case RESOURCE_CONTROL -> organization("resource control policy", "RESOURCE_CONTROL_POLICY");
            case PERMISSIONS_BOUNDARY ->
                List.of(
                        "# " + deniedBy("The permissions boundary of the auditor's role")
                                + " An Allow in another policy does not help: change the boundary.",
                        "aws iam get-role --role-name ROLE --query Role.PermissionsBoundary");
            case SESSION ->
                List.of("# " + deniedBy("The session policy passed when the auditor's role was assumed")
                        + " An Allow in another policy does not help: change what is passed to AssumeRole.");
            case VPC_ENDPOINT ->
                List.of(
                        "# " + deniedBy("The policy of the VPC endpoint that the auditor calls through")
                                + " An Allow in another policy does not help: change the endpoint's policy.",
                        "aws ec2 describe-vpc-endpoints --region " + region
                                + " --query \"VpcEndpoints[].[VpcEndpointId,ServiceName,PolicyDocument]\"");
            case ROLE_TRUST -> roleTrust();
            case REGION_NOT_ENABLED ->
                List.of(
                        "# No IAM Allow of " + call.action()
                                + " helps: remove the Region from the settings of the auditor, or enable it in the account:",
                        "aws account enable-region --account-id " + account + " --region-name " + region);
            case NOT_SAID -> List.of(notSaid());
        };
    }

    private List<String> identity() {
        return denial.explicit()
                ? List.of("# An identity-based policy of the role the auditor reads with denies " + call.action()
                        + " explicitly. One more Allow does not help: change that Deny.")
                : List.of("# Allow " + call.action()
                        + " to the role the auditor reads with; until then the auditor cannot evaluate this.");
    }

    private List<String> resource() {
        if (call.action().startsWith("kms:")) {
            return List.of(
                    "# " + deniedBy("The key policy of the KMS key")
                            + " Who administers the key has to change its policy; an IAM Allow alone does not help.",
                    "aws kms get-key-policy --region " + region + " --key-id KEY_ARN --policy-name default");
        }
        if (call.action().startsWith("sts:")) {
            return roleTrust();
        }
        if (repository.isEmpty() || !call.isOnARepository()) {
            return List.of(
                    "# " + deniedBy("The registry policy") + " Change it; an IAM Allow alone does not help.",
                    "aws ecr get-registry-policy --region " + region);
        }
        String which = " --region " + region + " --repository-name "
                + repository.map(RepositoryArn::name).orElse("");
        return denial.explicit()
                ? List.of(
                        "# No IAM Allow helps: the repository policy denies " + call.action()
                                + ". Change or remove it as a principal that it does not deny, or as the account's root user:",
                        "aws ecr delete-repository-policy" + which)
                : List.of(
                        "# The repository policy has to allow " + call.action()
                                + " to the role the auditor reads with. Add that to policy.json, then:",
                        "aws ecr set-repository-policy" + which + " --policy-text file://policy.json");
    }

    private List<String> organization(String kind, String filter) {
        return List.of(
                "# " + deniedBy("A " + kind + " of the organization")
                        + " No IAM Allow helps: the organization's management account has to change it.",
                "aws organizations list-policies-for-target --target-id " + account + " --filter " + filter);
    }

    private List<String> roleTrust() {
        return List.of(
                "# " + deniedBy("The trust policy of the role that the auditor assumes") + " Change it in account "
                        + account + "; an IAM Allow on the auditor's side does not help.",
                "aws iam get-role --role-name ROLE --query Role.AssumeRolePolicyDocument");
    }

    private String notSaid() {
        return denial.explicit()
                ? "# A policy denies " + call.action()
                        + " explicitly, AWS does not say which. No IAM Allow helps: look for the Deny in the resource's policy, the role's policies and boundary, and the organization's policies."
                : "# AWS denies " + call.action()
                        + " and does not say which kind of policy does. A permission of the auditor's role may be missing; if it is there, look for a Deny in the resource's policy, the role's boundary, and the organization's policies.";
    }

    private String deniedBy(String policy) {
        return policy + (denial.explicit() ? " denies " : " does not allow ") + call.action() + ".";
    }
}
