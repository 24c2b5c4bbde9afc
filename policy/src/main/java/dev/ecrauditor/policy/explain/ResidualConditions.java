package dev.ecrauditor.policy.explain;

import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Principal.Account.Extent;
import dev.ecrauditor.policy.document.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The conditions of a policy that the scope of a grant does not express: not every member of an organization may have
 * the tag that a statement requires.
 */
final class ResidualConditions {

    private static final Set<String> OPERATORS =
            Set.of("stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike");

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
        String operator = condition.operator().toLowerCase(Locale.ROOT).replaceFirst("^for(any|all)values?:", "");
        return OPERATORS.contains(operator.replaceFirst("ifexists$", "")) && names(condition, bound);
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
        return switch (condition.key().toLowerCase(Locale.ROOT)) {
            case "aws:principalorgid", "aws:sourceorgid" -> hasAll(condition, organizations(bound), "");
            case "aws:principalorgpaths", "aws:sourceorgpaths" -> hasAll(condition, organizations(bound), "/*");
            case "aws:principalaccount", "aws:sourceaccount", "aws:sourceowner" ->
                bound instanceof GrantScope.Account account
                        && condition.values().contains(account.accountId());
            default ->
                bound instanceof GrantScope.Unknowable unknowable
                        && condition.values().contains(unknowable.what());
        };
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
