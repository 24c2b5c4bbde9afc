package dev.ecrauditor.rule;

import dev.ecrauditor.policy.action.AccessLevel;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.analysis.Witness;
import dev.ecrauditor.rule.evidence.GrantEvidence;
import dev.ecrauditor.rule.evidence.WaivableGrant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The access that a failing rule found, action by action, and what the rule says without some of it. Two are equal if
 * they name the same actions.
 */
public final class GrantedAccess {

    /** Of a failure that does not consist of access: it is waived as a whole. */
    public static final GrantedAccess NONE = new GrantedAccess(List.of(), covered -> new Verdict.Pass());

    private final List<GrantedAction> actions;
    private final Function<Predicate<GrantedAction>, Verdict> remainder;

    /**
     * @param actions not empty
     * @param remainder the verdict of the rule without the actions for which the predicate is true; Pass where it
     *     reports nothing else
     */
    public GrantedAccess(List<GrantedAction> actions, Function<Predicate<GrantedAction>, Verdict> remainder) {
        this.actions = List.copyOf(actions);
        this.remainder = remainder;
    }

    /**
     * The access of a policy.
     *
     * @param grants those that the rule reports
     * @param rule its verdict on some of these grants, or on none
     */
    public static GrantedAccess of(List<Grant> grants, Function<List<Grant>, Verdict> rule) {
        return new GrantedAccess(
                grants.stream().flatMap(GrantedAccess::actions).distinct().toList(),
                covered -> rule.apply(grants.stream()
                        .flatMap(grant -> without(grant, covered).stream())
                        .toList()));
    }

    public List<GrantedAction> actions() {
        return actions;
    }

    /** The same access as entries of a waiver: those who can do the same share one. */
    public List<WaivableGrant> waivable() {
        Map<Set<String>, Set<String>> actionsOf = new LinkedHashMap<>();
        for (GrantedAction one : actions) {
            Set<String> who = one.names().isEmpty()
                    ? Set.of(WaivableGrant.EVERYBODY)
                    : one.names().get(0);
            actionsOf.computeIfAbsent(who, key -> new TreeSet<>()).add(one.action());
        }
        Map<Set<String>, Set<String>> whoCan = new LinkedHashMap<>();
        actionsOf.forEach((who, can) ->
                whoCan.computeIfAbsent(can, key -> new TreeSet<>()).addAll(who));
        return whoCan.entrySet().stream()
                .map(entry -> new WaivableGrant(List.copyOf(entry.getValue()), List.copyOf(entry.getKey())))
                .toList();
    }

    /** True of a failure that does not consist of access. */
    public boolean isEmpty() {
        return actions.isEmpty();
    }

    /** What the rule says if nobody had the actions for which the predicate is true. */
    public Verdict without(Predicate<GrantedAction> covered) {
        return remainder.apply(covered);
    }

    /** The same access, where the rule has another severity. */
    GrantedAccess withSeverity(Severity severity) {
        return isEmpty()
                ? this
                : new GrantedAccess(
                        actions,
                        covered -> without(covered) instanceof Verdict.Fail fail
                                ? fail.withSeverity(severity)
                                : without(covered));
    }

    private static Stream<GrantedAction> actions(Grant grant) {
        List<Set<String>> names = names(grant);
        String holder = GrantEvidence.words(grant.bound());
        return grant.actions().values().stream()
                .flatMap(List::stream)
                .map(action -> new GrantedAction(names, holder, action));
    }

    /** A network identifies no account; everybody, and who is not identified by the policy, has no name. */
    private static List<Set<String>> names(Grant grant) {
        GrantScope scope = grant.bound();
        if (scope instanceof GrantScope.Account account) {
            return account.organizations().isEmpty()
                    ? List.of(Set.of(account.accountId()))
                    : List.of(Set.of(account.accountId()), account.organizations());
        }
        if (scope instanceof GrantScope.Organization organization) {
            return List.of(organization.ids());
        }
        if (scope instanceof GrantScope.Network network) {
            return List.of(network.networks());
        }
        return scope instanceof GrantScope.AnyService ? List.of(Set.of(grant.principal())) : List.of();
    }

    /** One example request stands for all actions of a grant, so that it is one for those that are left. */
    private static Optional<Grant> without(Grant grant, Predicate<GrantedAction> covered) {
        Map<AccessLevel, List<String>> left = new TreeMap<>();
        List<Set<String>> names = names(grant);
        String holder = GrantEvidence.words(grant.bound());
        grant.actions().forEach((level, actions) -> {
            List<String> kept = actions.stream()
                    .filter(action -> !covered.test(new GrantedAction(names, holder, action)))
                    .toList();
            if (!kept.isEmpty()) {
                left.put(level, kept);
            }
        });
        if (left.isEmpty()) {
            return Optional.empty();
        }
        Witness example = grant.witness();
        boolean isKept = left.values().stream().anyMatch(actions -> actions.contains(example.action()));
        String action =
                isKept ? example.action() : left.values().iterator().next().get(0);
        return Optional.of(new Grant(
                grant.statement(),
                grant.principal(),
                grant.bound(),
                left,
                new Witness(example.principal(), action, example.context())));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GrantedAccess access && access.actions.equals(actions);
    }

    @Override
    public int hashCode() {
        return actions.hashCode();
    }

    @Override
    public String toString() {
        return actions.toString();
    }
}
