package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.ConditionMatcher;
import dev.ecrauditor.policy.condition.ConditionMatcher.Context;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.pattern.WorkBudget;
import dev.ecrauditor.policy.request.Caller;
import dev.ecrauditor.policy.request.Candidate;
import dev.ecrauditor.policy.request.Principals;
import dev.ecrauditor.policy.request.RequestDimension;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the requests of a requester to which a statement applies, each once. */
final class StatementApplicability {

    private final ConditionMatcher conditions;
    private final WorkBudget budget;
    private final IdentityHashMap<Statement, Principals> principals = new IdentityHashMap<>();
    private final IdentityHashMap<Statement, Boolean> withCallerCondition = new IdentityHashMap<>();

    StatementApplicability(ConditionMatcher conditions, WorkBudget budget) {
        this.conditions = conditions;
        this.budget = budget;
    }

    /** Candidates of one part of a request. */
    record Matches(int place, BitSet candidates) {}

    /**
     * The requests of a requester to which a statement applies.
     *
     * @param isNone true for none: the service is not named, or a condition on a key that never varies is false
     * @param matches the candidates of each part to which it applies, in the order of the parts
     * @param entangled true when it applies to fewer, because a condition depends on more than one part
     * @param allowed of an Allow, all matching candidates of each part, not to be changed; empty when a part has none
     */
    record Applicability(boolean isNone, List<Matches> matches, boolean entangled, Optional<List<BitSet>> allowed) {}

    /**
     * The share that is equal for requesters that differ only in the first part.
     *
     * @param ofFirst conditions on that part
     * @param ofOthers the candidates of each other part to which the statement applies, in the order of the parts
     */
    record SharedApplicability(boolean isNone, List<Condition> ofFirst, List<Matches> ofOthers, boolean entangled) {}

    /** The requests of one requester to which a statement applies. */
    Applicability of(Statement statement, Requester requester) {
        return requester.applicability(statement, unknown -> applicability(unknown, requester));
    }

    /** The principals to which a statement applies. */
    Principals principals(Statement statement) {
        return principals.computeIfAbsent(statement, Principals::new);
    }

    /**
     * False when the statement applies to no request of this kind of requester, whatever its identity and constraints.
     */
    boolean mayApply(Statement statement, Requester requester) {
        SharedApplicability shared = shared(statement, requester);
        for (Matches fitting : shared.ofOthers()) {
            if (fitting.candidates().isEmpty()
                    && requester.parts().get(fitting.place()).isComplete()) {
                return false;
            }
        }
        return !shared.isNone();
    }

    /** False when the statement treats all callers of an account alike, except those that it names. */
    boolean hasCallerCondition(Statement statement) {
        return withCallerCondition.computeIfAbsent(statement, unknown -> {
            budget.spend(2L * statement.conditions().size());
            return statement.everyoneExcept()
                    || principals(statement).areNotWholeAccounts()
                    || statement.conditions().stream().anyMatch(this::hasCallerCondition);
        });
    }

    private boolean hasCallerCondition(Condition condition) {
        return ConditionKey.IDENTITY.contains(condition.key())
                || !Collections.disjoint(conditions.variables(condition), ConditionKey.IDENTITY);
    }

    private Applicability applicability(Statement statement, Requester requester) {
        SharedApplicability shared = shared(statement, requester);
        RequestDimension first = requester.parts().get(0);
        List<Matches> matches =
                new ArrayList<>(1 + shared.ofFirst().size() + shared.ofOthers().size());
        if (requester.service().isEmpty()) {
            matches.add(new Matches(0, named(statement, first)));
        }
        for (Condition condition : shared.ofFirst()) {
            matches.add(new Matches(0, matching(condition, first, requester, isAllow(statement))));
        }
        matches.addAll(shared.ofOthers());
        Optional<List<BitSet>> allowed =
                shared.isNone() || !isAllow(statement) ? Optional.empty() : together(matches, requester.parts());
        return new Applicability(shared.isNone(), matches, shared.entangled(), allowed);
    }

    private static Optional<List<BitSet>> together(List<Matches> matches, List<RequestDimension> parts) {
        List<BitSet> together = new ArrayList<>(parts.size());
        for (RequestDimension part : parts) {
            together.add(part.all());
        }
        for (Matches fitting : matches) {
            BitSet both = (BitSet) together.get(fitting.place()).clone();
            both.and(fitting.candidates());
            if (both.isEmpty() && parts.get(fitting.place()).isComplete()) {
                return Optional.empty();
            }
            together.set(fitting.place(), both);
        }
        return Optional.of(together);
    }

    private SharedApplicability shared(Statement statement, Requester requester) {
        return requester.sharedApplicability(statement, unknown -> ofOthers(unknown, requester));
    }

    private SharedApplicability ofOthers(Statement statement, Requester requester) {
        boolean otherwise = isAllow(statement); // the answer to a condition whose form is not documented
        boolean none = !coversService(statement, requester);
        boolean entangling = false;
        List<Condition> ofFirst = new ArrayList<>();
        List<Matches> matches = new ArrayList<>();
        for (Condition condition : statement.conditions()) {
            Integer place = requester.placeOfKey().get(condition.key());
            if (BacktrackingSearch.isEntangled(condition, requester, conditions)) {
                entangling = true;
            } else if (place == null) {
                none |= !conditions.holds(condition, Context.of(requester.fixed()), otherwise);
            } else if (place == 0) {
                ofFirst.add(condition);
            } else {
                int at = matches.size();
                while (at > 0 && matches.get(at - 1).place() > place) {
                    at--;
                }
                RequestDimension part = requester.parts().get(place);
                matches.add(at, new Matches(place, matching(condition, part, requester, otherwise)));
            }
        }
        return new SharedApplicability(none, ofFirst, matches, entangling);
    }

    private static boolean isAllow(Statement statement) {
        return statement.effect() == Statement.Effect.ALLOW;
    }

    private BitSet named(Statement statement, RequestDimension identities) {
        Principals principals = principals(statement);
        if (principals.areEveryone()) {
            return identities.all();
        }
        budget.spend(2L * identities.candidates().size());
        return identities.matching(
                identity -> principals.include(identity.caller().orElseThrow()));
    }

    private BitSet matching(Condition condition, RequestDimension part, Requester requester, boolean otherwise) {
        budget.spend(part.candidates().size());
        Predicate<Candidate> holds = candidate -> holds(condition, candidate, requester, otherwise);
        return conditions.variables(condition).isEmpty()
                ? part.matching(conditions.sameText(condition, otherwise), holds)
                : part.matching(holds);
    }

    /** True for an identity as well: identities are compared one by one. */
    private boolean coversService(Statement statement, Requester requester) {
        Optional<String> name = requester.service();
        return name.isEmpty() || principals(statement).include(Caller.service(name.get()));
    }

    private boolean holds(Condition condition, Candidate candidate, Requester requester, boolean otherwise) {
        Context own = Context.of(candidate.keys());
        Context context = key -> requester.fixed().getOrDefault(key, own.of(key));
        return conditions.holds(condition, conditions.variables(condition).isEmpty() ? own : context, otherwise);
    }
}
