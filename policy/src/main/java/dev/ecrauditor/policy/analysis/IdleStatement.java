package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.action.ActionSet;
import dev.ecrauditor.policy.action.EcrActions;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.IpRange;
import dev.ecrauditor.policy.condition.PublicAddresses;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.ResourceSet;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.policy.pattern.WorkBudget;
import dev.ecrauditor.policy.request.ExternalPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A statement that can apply to no request of any caller, including the owner of the repository.
 *
 * @param statement the statement
 * @param conditions the conditions that no request meets: each by itself, or only all of them together
 * @param cause why no request meets them
 */
public record IdleStatement(Statement statement, List<Condition> conditions, Cause cause) {

    /** Why no request meets a condition. */
    public enum Cause {
        /** A service that calls by itself has no key that describes a principal. */
        SERVICE_WITHOUT_KEY,
        /** Only a service that calls for a resource has the key. */
        ONLY_SERVICES_HAVE_KEY,
        /** No caller comes from such an address. */
        NOT_A_PUBLIC_ADDRESS,
        /** The operator takes a wildcard literally, and no value that AWS makes contains one. */
        WILDCARD_TO_THE_LETTER,
        /** No request has such a value. */
        NO_SUCH_VALUE,
        /** Each condition can be met, but not all of them by one request. */
        NOT_TOGETHER
    }

    public IdleStatement {
        conditions = List.copyOf(conditions);
    }

    /**
     * The statements of a policy that can apply to no request, in order. A statement for which the work budget does not
     * suffice is not among them.
     *
     * @param owner the account that owns the repository
     */
    public static List<IdleStatement> of(Policy policy, String owner) {
        List<IdleStatement> idle = new ArrayList<>();
        for (Statement statement : policy.statements()) {
            boolean named = statement.everyoneExcept()
                    || statement.principals().stream()
                            .anyMatch(principal -> !(principal instanceof Principal.Unresolved));
            if (named
                    && !statement.conditions().isEmpty()
                    && canNeverApply(policy, statement, statement.conditions(), owner)) {
                idle.add(of(policy, statement, owner));
            }
        }
        return idle;
    }

    private static IdleStatement of(Policy policy, Statement statement, String owner) {
        List<Condition> alone = statement.conditions().stream()
                .filter(condition -> canNeverApply(policy, statement, List.of(condition), owner))
                .toList();
        return alone.isEmpty()
                ? new IdleStatement(statement, statement.conditions(), Cause.NOT_TOGETHER)
                : new IdleStatement(statement, alone, cause(statement, alone.get(0)));
    }

    private static Cause cause(Statement statement, Condition condition) {
        ConditionKey key = condition.key();
        boolean services = !statement.everyoneExcept()
                && statement.principals().stream().allMatch(Principal.Service.class::isInstance);
        if (services && key.isOfPrincipals()) {
            return Cause.SERVICE_WITHOUT_KEY;
        }
        boolean identities = !statement.everyoneExcept()
                && statement.principals().stream().allMatch(Principal.Account.class::isInstance);
        if (identities && ConditionKey.SOURCE.contains(key)) {
            return Cause.ONLY_SERVICES_HAVE_KEY;
        }
        if (key.equals(ConditionKey.SOURCE_IP) && areAll(condition, IdleStatement::isNoPublicAddress)) {
            return Cause.NOT_A_PUBLIC_ADDRESS;
        }
        return condition.operator().takesWildcardsLiterally()
                        && key.hasNoWildcards()
                        && areAll(condition, Wildcard::isIn)
                ? Cause.WILDCARD_TO_THE_LETTER
                : Cause.NO_SUCH_VALUE;
    }

    private static boolean areAll(Condition condition, Predicate<String> question) {
        return !condition.values().isEmpty() && condition.values().stream().allMatch(question);
    }

    private static boolean isNoPublicAddress(String value) {
        return IpRange.parse(value).filter(PublicAddresses::containNoneOf).isPresent();
    }

    /**
     * Evaluates the statement as an Allow, for which undocumented forms hold: what applies to nobody even then never
     * applies.
     */
    private static boolean canNeverApply(Policy policy, Statement statement, List<Condition> conditions, String owner) {
        Statement allow = new Statement(
                new Statement.Id(1, statement.sid()),
                Statement.Effect.ALLOW,
                statement.callers(),
                new ActionSet(List.of("*"), false),
                ResourceSet.ABSENT,
                conditions,
                true);
        Policy alone = new Policy(policy.version(), List.of(allow));
        WorkBudget budget = new WorkBudget();
        try {
            Requesters requesters = new Requesters(alone, ExternalPrincipal.to(alone, owner), "", budget);
            WitnessSearch search = new WitnessSearch(alone, budget);
            for (Requester requester : requesters.namedBy(allow)) {
                if (search.find(allow, requester, EcrActions.READ_POLICY, constraint -> true)
                        .isPresent()) {
                    return false;
                }
            }
            return true;
        } catch (WorkBudget.Spent uncertain) {
            return false;
        }
    }
}
