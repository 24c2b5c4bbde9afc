package dev.ecrauditor.policy.resource;

import dev.ecrauditor.policy.action.ActionCatalogue;
import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Allow statements of one policy together with the Deny statements of two.
 *
 * @param allows statements of the first policy, with its numbers
 * @param denies of the first policy, with its numbers, and of the second, {@link #marked}
 * @param catalogue the actions that the first policy can grant
 */
record JointPolicy(
        List<Statement> allows, List<Statement> denies, boolean hasVariables, ActionCatalogue catalogue, String owner) {

    private static final int OF_THE_OTHER_POLICY = 100_000;
    private static final String WITH_VARIABLES = "2012-10-17";

    /** More denials are not tried one by one. */
    private static final int MOST_TRIED = 24;

    JointPolicy {
        allows = List.copyOf(allows);
        denies = List.copyOf(denies);
    }

    /** A statement of the second policy. */
    static Statement marked(Statement statement) {
        return statement.numbered(OF_THE_OTHER_POLICY + statement.number());
    }

    AccessFacts facts() {
        return facts(allows, denies);
    }

    private AccessFacts facts(List<Statement> some, List<Statement> denials) {
        List<Statement> all = Stream.concat(some.stream(), denials.stream()).toList();
        return PolicyAnalysis.of(new Policy(hasVariables ? WITH_VARIABLES : "", all), owner, catalogue);
    }

    /**
     * The grants that the denials close for everybody.
     *
     * @param open what they leave
     */
    List<ClosedGrant> closed(AccessFacts open) {
        if (denies.isEmpty() || !open.unclear().isEmpty()) {
            return List.of(); // what was not evaluated may be open
        }
        Map<Integer, Set<String>> left = actions(open.grants());
        List<ClosedGrant> all = new ArrayList<>();
        for (Grant grant : facts(allows, List.of()).grants()) {
            Set<String> gone = actions(List.of(grant)).values().stream()
                    .flatMap(Set::stream)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            gone.removeAll(left.getOrDefault(grant.statement().number(), Set.of()));
            Map<List<Statement>, ClosedGrant> closed = new LinkedHashMap<>();
            for (String action : gone) {
                List<Statement> closing = closing(grant.statement(), action);
                closed.merge(
                        closing,
                        ClosedGrant.of(
                                grant,
                                action,
                                closing.stream().map(JointPolicy::named).toList()),
                        ClosedGrant::and);
            }
            all.addAll(closed.values());
        }
        return all;
    }

    private static Map<Integer, Set<String>> actions(List<Grant> grants) {
        Map<Integer, Set<String>> actions = new LinkedHashMap<>();
        for (Grant grant : grants) {
            Set<String> ofStatement =
                    actions.computeIfAbsent(grant.statement().number(), first -> new LinkedHashSet<>());
            grant.actions().values().forEach(ofStatement::addAll);
        }
        return actions;
    }

    /** One Deny that suffices, or else all that cover the action. */
    private List<Statement> closing(Statement allow, String action) {
        List<Statement> covering =
                denies.stream().filter(deny -> deny.actions().covers(action)).toList();
        List<Statement> sameAllow = allows.stream()
                .filter(statement -> statement.number() == allow.number())
                .toList();
        if (covering.size() > 1 && covering.size() <= MOST_TRIED) {
            for (Statement deny : covering) {
                AccessFacts left = facts(sameAllow, List.of(deny));
                if (left.unclear().isEmpty()
                        && actions(left.grants()).values().stream().noneMatch(names -> names.contains(action))) {
                    return List.of(deny);
                }
            }
        }
        return covering;
    }

    private static ClosedGrant.Closing named(Statement deny) {
        boolean isOfOther = deny.number() > OF_THE_OTHER_POLICY;
        return new ClosedGrant.Closing(
                isOfOther, isOfOther ? deny.numbered(deny.number() - OF_THE_OTHER_POLICY) : deny);
    }
}
