package dev.ecrauditor.policy.explain;

import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.condition.Comparison.Kind;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.ConditionOperator;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Principal.Account.Extent;
import dev.ecrauditor.policy.document.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The conditions of a policy that the scope of a grant does not express: not every member of an organization may have
 * the tag that a statement requires.
 */
final class ResidualConditions {

    private static final Set<ConditionKey> ORGANIZATIONS =
            Set.of(ConditionKey.PRINCIPAL_ORGANIZATION, ConditionKey.SOURCE_ORGANIZATION);
    private static final Set<ConditionKey> ORGANIZATION_PATHS =
            Set.of(ConditionKey.PRINCIPAL_ORGANIZATION_PATHS, ConditionKey.SOURCE_ORGANIZATION_PATHS);
    private static final Set<ConditionKey> ACCOUNTS =
            Set.of(ConditionKey.PRINCIPAL_ACCOUNT, ConditionKey.SOURCE_ACCOUNT, ConditionKey.SOURCE_OWNER);

    private ResidualConditions() {}

    /** Conditions of the statement itself. */
    static List<Condition> of(Grant grant) {
        return grant.statement().conditions().stream()
                .filter(condition -> isForSome(grant) && !isExpressed(condition, grant.bound()))
                .toList();
    }

    /** Denials that may remove access from some of those in the scope. */
    static List<Statement> denials(Policy policy, Grant grant) {
        return StatementLabels.of(policy, grant).stream()
                .filter(deny -> isForSome(grant) && !exemptsAll(deny, grant.bound()))
                .toList();
    }

    private static boolean isForSome(Grant grant) {
        return !grant.isPublic() && !(grant.bound() instanceof GrantScope.AnyService);
    }

    /** True when everybody in the scope meets the condition. */
    private static boolean isExpressed(Condition condition, GrantScope bound) {
        if (bound instanceof GrantScope.Network) {
            return NetworkDescription.isRestrictedBy(condition);
        }
        ConditionOperator operator = condition.operator();
        return operator.isDocumented()
                && !operator.isNegated()
                && (operator.comparison().kind() == Kind.TEXT
                        || operator.comparison().kind() == Kind.ARN)
                && names(condition, bound);
    }

    /** True for a Deny that covers nobody in the scope: one condition that no caller in it meets is enough. */
    private static boolean exemptsAll(Statement deny, GrantScope bound) {
        if (deny.everyoneExcept()) {
            return bound instanceof GrantScope.Account account
                    && deny.principals().stream()
                            .anyMatch(principal -> principal instanceof Principal.Account exempt
                                    && exempt.extent() == Extent.WHOLE
                                    && exempt.accountId().equals(account.accountId()));
        }
        if (bound instanceof GrantScope.Network network) {
            return deny.conditions().stream().anyMatch(condition -> NetworkDescription.exemptsAll(condition, network));
        }
        return deny.conditions().stream()
                .anyMatch(condition -> StatementLabels.exempts(condition) && names(condition, bound));
    }

    /** True when everybody in the scope has a value of the condition. */
    private static boolean names(Condition condition, GrantScope bound) {
        if (ORGANIZATIONS.contains(condition.key())) {
            return hasAll(condition, organizations(bound), "");
        }
        if (ORGANIZATION_PATHS.contains(condition.key())) {
            return hasAll(condition, organizations(bound), "/*");
        }
        if (ACCOUNTS.contains(condition.key())) {
            return bound instanceof GrantScope.Account account
                    && condition.values().contains(account.accountId());
        }
        return bound instanceof GrantScope.Unknowable unknowable
                && condition.values().contains(unknowable.what());
    }

    private static Set<String> organizations(GrantScope bound) {
        if (bound instanceof GrantScope.Organization organization) {
            return organization.ids();
        }
        return bound instanceof GrantScope.Account account ? account.organizations() : Set.of();
    }

    private static boolean hasAll(Condition condition, Collection<String> ids, String ending) {
        return !ids.isEmpty()
                && ids.stream().allMatch(id -> condition.values().stream().anyMatch((id + ending)::equalsIgnoreCase));
    }
}
