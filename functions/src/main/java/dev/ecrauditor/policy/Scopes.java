package dev.ecrauditor.policy;

import dev.ecrauditor.policy.ConditionMatcher.Context;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which requests of a requester a statement is about, each found once. */
final class Scopes {

    private final ConditionMatcher conditions;
    private final Effort effort;
    private final IdentityHashMap<Statement, Principals> principals = new IdentityHashMap<>();
    private final IdentityHashMap<Requester.Kin, IdentityHashMap<Statement, OfKin>> ofKin = new IdentityHashMap<>();
    private final IdentityHashMap<Requester, IdentityHashMap<Statement, Scope>> scopes = new IdentityHashMap<>();
    private final IdentityHashMap<Requester, IdentityHashMap<Statement, Optional<List<BitSet>>>> domains =
            new IdentityHashMap<>();

    Scopes(ConditionMatcher conditions, Effort effort) {
        this.conditions = conditions;
        this.effort = effort;
    }

    /** Candidates of one part of a request. */
    record Those(int place, BitSet candidates) {}

    /**
     * Which requests of a requester a statement is about.
     *
     * @param isNone true for none: the service is not meant, or a condition on something no request varies in is false
     * @param those whom of each part it is about, in the order of the parts
     * @param entangled true when it is about fewer, because a condition depends on more than one part
     */
    record Scope(boolean isNone, List<Those> those, boolean entangled) {}

    /**
     * What is the same for all of a kin.
     *
     * @param ofFirst conditions on the first part, by which they differ
     * @param ofOthers whom of each other part the statement is about, in the order of the parts
     */
    private record OfKin(boolean isNone, List<Condition> ofFirst, List<Those> ofOthers, boolean entangled) {}

    /** Of one requester. */
    Scope of(Statement statement, Requester requester) {
        return scopes.computeIfAbsent(requester, unknown -> new IdentityHashMap<>(10))
                .computeIfAbsent(statement, unknown -> scope(statement, requester));
    }

    /**
     * The candidates of each part of the requests that an Allow is about, not to be changed; empty when there are none.
     */
    Optional<List<BitSet>> domains(Statement allow, Requester requester) {
        return domains.computeIfAbsent(requester, unknown -> new IdentityHashMap<>(4))
                .computeIfAbsent(allow, unknown -> domains(of(allow, requester), requester.parts()));
    }

    private static Optional<List<BitSet>> domains(Scope scope, List<Part> parts) {
        List<BitSet> domains = new ArrayList<>(parts.size());
        for (Part part : parts) {
            domains.add(part.all());
        }
        for (Those fitting : scope.those()) {
            BitSet both = (BitSet) domains.get(fitting.place()).clone();
            both.and(fitting.candidates());
            if (both.isEmpty() && parts.get(fitting.place()).isComplete()) {
                return Optional.empty();
            }
            domains.set(fitting.place(), both);
        }
        return scope.isNone() ? Optional.empty() : Optional.of(domains);
    }

    /** Whom a statement is about. */
    Principals principals(Statement statement) {
        return principals.computeIfAbsent(statement, Principals::new);
    }

    /** False when the statement is about no request of this kind of requester, whoever of them it is and whatever ties it has. */
    boolean mayBeAbout(Statement statement, Requester requester) {
        OfKin kin = ofKin(statement, requester);
        for (Those fitting : kin.ofOthers()) {
            if (fitting.candidates().isEmpty()
                    && requester.parts().get(fitting.place()).isComplete()) {
                return false;
            }
        }
        return !kin.isNone();
    }

    private Scope scope(Statement statement, Requester requester) {
        OfKin kin = ofKin(statement, requester);
        Part first = requester.parts().get(0);
        List<Those> those = new ArrayList<>(1 + kin.ofFirst().size() + kin.ofOthers().size());
        if (requester.service().isEmpty()) {
            those.add(new Those(0, named(statement, first)));
        }
        for (Condition condition : kin.ofFirst()) {
            those.add(new Those(0, holding(condition, first, requester, isInAllow(statement))));
        }
        those.addAll(kin.ofOthers());
        return new Scope(kin.isNone(), those, kin.entangled());
    }

    private OfKin ofKin(Statement statement, Requester requester) {
        return ofKin.computeIfAbsent(requester.kin(), unknown -> new IdentityHashMap<>())
                .computeIfAbsent(statement, unknown -> ofOthers(statement, requester));
    }

    private OfKin ofOthers(Statement statement, Requester requester) {
        boolean otherwise = isInAllow(statement);
        boolean none = !isAboutService(statement, requester);
        boolean entangling = false;
        List<Condition> ofFirst = new ArrayList<>();
        List<Those> those = new ArrayList<>();
        for (Condition condition : statement.conditions()) {
            Integer place = requester.placeOfKey().get(conditions.key(condition));
            if (Combinations.isEntangled(condition, requester, conditions)) {
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
                Part part = requester.parts().get(place);
                those.add(at, new Those(place, holding(condition, part, requester, otherwise)));
            }
        }
        return new OfKin(none, ofFirst, those, entangling);
    }

    /** The answer to a condition of a form nobody documents. */
    private static boolean isInAllow(Statement statement) {
        return statement.effect() == Statement.Effect.ALLOW;
    }

    private BitSet named(Statement statement, Part identities) {
        effort.spend(2L * identities.candidates().size());
        Principals principals = principals(statement);
        return identities.those(identity -> principals.include(identity.caller().orElseThrow()));
    }

    private BitSet holding(Condition condition, Part part, Requester requester, boolean otherwise) {
        effort.spend(part.candidates().size());
        Predicate<Candidate> holds = candidate -> holds(condition, candidate, requester, otherwise);
        return conditions.variables(condition).isEmpty()
                ? part.those(conditions.sameText(condition, otherwise), holds)
                : part.those(holds);
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
