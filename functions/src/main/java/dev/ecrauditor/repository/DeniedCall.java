package dev.ecrauditor.repository;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A call that AWS denied the auditor, as text: which kind of policy denied it. All of it is fixed text; AWS's message
 * is not repeated. {@code DenialAdvice} of the rules says what would help.
 *
 * @param action the IAM action, such as {@code ecr:GetRepositoryPolicy}
 * @param denial the reason as AWS states it
 */
public record DeniedCall(String action, Denial denial) {

    /** The names of the facts that alerts carry. */
    public static final String ACTION_FACT = "denied action";

    public static final String POLICY_FACT = "denied by";

    /**
     * The calls of the auditor that are about a registry. Source: "Actions, resources, and condition keys for Amazon
     * Elastic Container Registry", Service Authorization Reference (actions without the resource type repository).
     */
    private static final Set<String> ON_A_REGISTRY = Set.of(
            "ecr:GetRegistryPolicy",
            "ecr:GetAccountSetting",
            "ecr:DescribeRegistry",
            "ecr:DescribeRepositoryCreationTemplates",
            "ecr:DescribePullThroughCacheRules",
            "ecr:GetRegistryScanningConfiguration",
            "ecr:GetSigningConfiguration");

    /** The call behind a fact that could not be read. */
    public static DeniedCall of(Reading.Unreadable<?> unreadable) {
        return new DeniedCall(unreadable.permission(), unreadable.denial());
    }

    /** Who denied it, as a clause: "missing permission ecr:GetRepositoryPolicy". */
    public String cause() {
        String verb = denial.explicit() ? " explicitly denies " : " does not allow ";
        return switch (denial.policyType()) {
            case IDENTITY ->
                denial.explicit()
                        ? "an identity-based policy of the auditor's role explicitly denies " + action
                        : "missing permission " + action;
            case NOT_SAID ->
                "AWS " + (denial.explicit() ? "explicitly denies " : "denies ") + action
                        + " without saying which kind of policy does";
            case REGION_NOT_ENABLED ->
                "AWS rejects the auditor's credentials in this Region, which may not be enabled in the account";
            case RESOURCE ->
                locksOut()
                        ? "the repository policy locks the auditor out, it explicitly denies " + action
                        : resourcePolicy() + verb + action;
            default -> policy() + verb + action;
        };
    }

    /** The same as facts for machines and people. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(ACTION_FACT, action);
        facts.put(POLICY_FACT, deniedBy());
        return facts;
    }

    private String deniedBy() {
        if (denial.policyType() == PolicyType.NOT_SAID) {
            return denial.explicit()
                    ? "an explicit Deny in a policy that AWS does not name"
                    : "not known: AWS does not say";
        }
        if (denial.policyType() == PolicyType.REGION_NOT_ENABLED) {
            return "no policy: the Region may not be enabled in the account";
        }
        return denial.explicit() ? "an explicit Deny in " + policy() : "no Allow in " + policy();
    }

    /** True for an explicit Deny of a service control policy, by which organizations close Regions. */
    public boolean isOfClosedRegion() {
        return !action.equals("sts:AssumeRole")
                && denial.policyType() == PolicyType.SERVICE_CONTROL
                && denial.explicit();
    }

    /** True when the repository policy itself denies the auditor access. */
    public boolean locksOut() {
        return denial.policyType() == PolicyType.RESOURCE && denial.explicit() && isOnARepository();
    }

    /** Calls on one repository are decided by its policy, those on the registry by the registry's. */
    public boolean isOnARepository() {
        return action.startsWith("ecr:") && !ON_A_REGISTRY.contains(action);
    }

    private String policy() {
        return switch (denial.policyType()) {
            case IDENTITY -> "an identity-based policy of the auditor's role";
            case RESOURCE -> resourcePolicy();
            case SERVICE_CONTROL -> "a service control policy of the organization";
            case RESOURCE_CONTROL -> "a resource control policy of the organization";
            case PERMISSIONS_BOUNDARY -> "the permissions boundary of the auditor's role";
            case SESSION -> "the session policy of the auditor's role";
            case VPC_ENDPOINT -> "the policy of the VPC endpoint that the auditor calls through";
            case ROLE_TRUST -> "the trust policy of the role that the auditor assumes";
            case REGION_NOT_ENABLED -> "no policy";
            case NOT_SAID -> "a policy that AWS does not name";
        };
    }

    private String resourcePolicy() {
        if (action.startsWith("kms:")) {
            return "the key policy of the KMS key";
        }
        if (action.startsWith("sts:")) {
            return "the trust policy of the role that the auditor assumes";
        }
        return isOnARepository() ? "the repository policy" : "the registry policy";
    }
}
