package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKeys;
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

/** Which requests of a requester a statement is about, each found once. */
final class StatementApplicability {

    private final ConditionMatcher conditions;
    private final WorkBudget effort;
    private final IdentityHashMap<Statement, Principals> principals = new IdentityHashMap<>();
    private final IdentityHashMap<Statement, Boolean> askingWhoCalls = new IdentityHashMap<>();

    StatementApplicability(ConditionMatcher conditions, WorkBudget budget) {
        this.conditions = conditions;
        this.effort = budget;
    }

    /** Candidates of one part of a request. */
    record Matches(int place, BitSet candidates) {}

    /**
     * Which requests of a requester a statement is about.
     *
     * @param isNone true for none: the service is not meant, or a condition on something no request varies in is false
     * @param those whom of each part it is about, in the order of the parts
     * @param entangled true when it is about fewer, because a condition depends on more than one part
     * @param allowed of an Allow, all it is about of each part, not to be changed; empty when there is nothing of one
     */
    record Scope(boolean isNone, List<Matches> those, boolean entangled, Optional<List<BitSet>> allowed) {}

    /**
     * What is the same for requesters that differ in the first part only.
     *
     * @param ofFirst conditions on that part
     * @param ofOthers whom of each other part the statement is about, in the order of the parts
     */
    record ScopeOfKin(boolean isNone, List<Condition> ofFirst, List<Matches> ofOthers, boolean entangled) {}

    /** Of one requester. */
    Scope of(Statement statement, Requester requester) {
        return requester.scope(statement, unknown -> scope(unknown, requester));
    }

    /** Whom a statement is about. */
    Principals principals(Statement statement) {
        return principals.computeIfAbsent(statement, Principals::new);
    }

    /** False when the statement is about no request of this kind of requester, whoever of them it is and whatever ties it has. */
    boolean mayBeAbout(Statement statement, Requester requester) {
        ScopeOfKin kin = ofKin(statement, requester);
        for (Matches fitting : kin.ofOthers()) {
            if (fitting.candidates().isEmpty()
                    && requester.parts().get(fitting.place()).isComplete()) {
                return false;
            }
        }
        return !kin.isNone();
    }

    /** False when who of an account calls makes no difference to the statement, as far as it does not name them. */
    boolean hasCallerCondition(Statement statement) {
        return askingWhoCalls.computeIfAbsent(statement, unknown -> {
            effort.spend(2L * statement.conditions().size());
            return statement.everyoneExcept()
                    || principals(statement).areNotWholeAccounts()
                    || statement.conditions().stream().anyMatch(this::hasCallerCondition);
        });
    }

    private boolean hasCallerCondition(Condition condition) {
        return ConditionKeys.IDENTITY.contains(conditions.key(condition))
                || !Collections.disjoint(conditions.variables(condition), ConditionKeys.IDENTITY);
    }

    private Scope scope(Statement statement, Requester requester) {
        ScopeOfKin kin = ofKin(statement, requester);
        RequestDimension first = requester.parts().get(0);
        List<Matches> those =
                new ArrayList<>(1 + kin.ofFirst().size() + kin.ofOthers().size());
        if (requester.service().isEmpty()) {
            those.add(new Matches(0, named(statement, first)));
        }
        for (Condition condition : kin.ofFirst()) {
            those.add(new Matches(0, holding(condition, first, requester, isAllow(statement))));
        }
        those.addAll(kin.ofOthers());
        Optional<List<BitSet>> allowed =
                kin.isNone() || !isAllow(statement) ? Optional.empty() : together(those, requester.parts());
        return new Scope(kin.isNone(), those, kin.entangled(), allowed);
    }

    private static Optional<List<BitSet>> together(List<Matches> those, List<RequestDimension> parts) {
        List<BitSet> together = new ArrayList<>(parts.size());
        for (RequestDimension part : parts) {
            together.add(part.all());
        }
        for (Matches fitting : those) {
            BitSet both = (BitSet) together.get(fitting.place()).clone();
            both.and(fitting.candidates());
            if (both.isEmpty() && parts.get(fitting.place()).isComplete()) {
                return Optional.empty();
            }
            together.set(fitting.place(), both);
        }
        return Optional.of(together);
    }

    private ScopeOfKin ofKin(Statement statement, Requester requester) {
        return requester.scopeOfKin(statement, unknown -> ofOthers(unknown, requester));
    }

    private ScopeOfKin ofOthers(Statement statement, Requester requester) {
        boolean otherwise = isAllow(statement); // the answer to a condition of a form nobody documents
        boolean none = !isAboutService(statement, requester);
        boolean entangling = false;
        List<Condition> ofFirst = new ArrayList<>();
        List<Matches> those = new ArrayList<>();
        for (Condition condition : statement.conditions()) {
            Integer place = requester.placeOfKey().get(conditions.key(condition));
            if (BacktrackingSearch.isEntangled(condition, requester, conditions)) {
                entangling = true;
            } else if (place == null) {
                none |= !conditions.holds(condition, Context.of(requester.fixed()), otherwise);
            } else if (place == 0) {
                ofFirst.add(condition);
            } else {
                int at = those.size();
                while (at > 0 && those.get(at - 1).place() > place) {
                    at--;
                }
                RequestDimension part = requester.parts().get(place);
                those.add(at, new Matches(place, holding(condition, part, requester, otherwise)));
            }
        }
        return new ScopeOfKin(none, ofFirst, those, entangling);
    }

    private static boolean isAllow(Statement statement) {
        return statement.effect() == Statement.Effect.ALLOW;
    }

    private BitSet named(Statement statement, RequestDimension identities) {
        Principals principals = principals(statement);
        if (principals.areEveryone()) {
            return identities.all();
        }
        effort.spend(2L * identities.candidates().size());
        return identities.matching(
                identity -> principals.include(identity.caller().orElseThrow()));
    }

    private BitSet holding(Condition condition, RequestDimension part, Requester requester, boolean otherwise) {
        effort.spend(part.candidates().size());
        Predicate<Candidate> holds = candidate -> holds(condition, candidate, requester, otherwise);
        return conditions.variables(condition).isEmpty()
                ? part.matching(conditions.sameText(condition, otherwise), holds)
                : part.matching(holds);
    }

    /** True for an identity as well: who of them is meant is found one by one. */
    private boolean isAboutService(Statement statement, Requester requester) {
        Optional<String> name = requester.service();
        return name.isEmpty() || principals(statement).include(Caller.service(name.get()));
    }

    private boolean holds(Condition condition, Candidate candidate, Requester requester, boolean otherwise) {
        Context own = Context.of(candidate.keys());
        Context context = key -> requester.fixed().getOrDefault(key, own.of(key));
        return conditions.holds(condition, conditions.variables(condition).isEmpty() ? own : context, otherwise);
    }
}
