package dev.ecrauditor.policy.difference;

import dev.ecrauditor.policy.action.ActionCatalogue;
import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What outsiders can do by a policy and not by another one. Both policies become one, which allows exactly the difference
 * as far as that can be written, so each grant has an example request that the one allows and the other does not.
 *
 * @param grants with the statements of the policy that allows it
 * @param unclear what could not be compared
 */
public record AccessGain(List<Grant> grants, List<String> unclear) {

    public AccessGain {
        grants = List.copyOf(grants);
        unclear = List.copyOf(unclear);
    }

    /**
     * Compares two policies of one resource.
     *
     * @param before what did not allow it
     * @param after what allows it
     * @param owner the account that owns the resource, twelve digits
     * @param catalogue the actions that the policies can grant
     */
    public static AccessGain of(Policy before, Policy after, String owner, ActionCatalogue catalogue) {
        if (before.hasVariables() != after.hasVariables() && (mentionsVariable(before) || mentionsVariable(after))) {
            return new AccessGain(
                    List.of(), List.of("the policies have different versions, so policy variables differ in meaning"));
        }
        Parts parts = new Parts(before, after, catalogue);
        Map<List<Object>, Grant> found = new LinkedHashMap<>();
        List<String> unclear = new ArrayList<>(parts.uncertain());
        for (List<Statement> allows : List.of(parts.notAllowedBefore(), parts.deniedBefore())) {
            AccessFacts facts = parts.facts(allows, owner);
            unclear.addAll(facts.unclear());
            facts.grants().stream()
                    .map(parts::asWritten)
                    .forEach(grant -> found.putIfAbsent(
                            List.of(grant.statement().number(), grant.principal(), grant.bound(), grant.actions()),
                            grant));
        }
        return new AccessGain(
                List.copyOf(found.values()), unclear.stream().distinct().toList());
    }

    private static boolean mentionsVariable(Policy policy) {
        return policy.statements().stream()
                .flatMap(statement -> statement.conditions().stream())
                .flatMap(condition -> condition.values().stream())
                .anyMatch(value -> value.contains("${"));
    }

    /** The statements that the difference is made of. */
    private record Parts(Policy before, Policy after, ActionCatalogue catalogue) {

        /** What the new policy allows and no Allow of the old one does: those are denied. */
        List<Statement> notAllowedBefore() {
            Set<List<Object>> known = meanings(before);
            List<Statement> all = new ArrayList<>(statements(after, Statement.Effect.ALLOW)
                    .filter(allow -> !known.contains(StatementPair.meaning(allow)))
                    .toList());
            if (!all.isEmpty()) {
                statements(before, Statement.Effect.ALLOW)
                        .map(allow -> StatementPair.denialOf(allow, before.hasVariables()))
                        .forEach(all::add);
            }
            return all;
        }

        /** What may have allowed less before than is assumed, so that a gain may be missed. */
        List<String> uncertain() {
            Set<List<Object>> known = meanings(after);
            boolean hasNew = !meanings(before).containsAll(meanings(after));
            return statements(before, Statement.Effect.ALLOW)
                    .filter(allow -> hasNew && !known.contains(StatementPair.meaning(allow)))
                    .filter(allow -> StatementPair.isUncertain(allow, before.hasVariables()))
                    .map(allow -> allow.label() + " has a form whose effect AWS does not document")
                    .toList();
        }

        /** What the new policy allows and a Deny of the old one denies. */
        List<Statement> deniedBefore() {
            Set<List<Object>> known = meanings(after);
            return statements(before, Statement.Effect.DENY)
                    .filter(deny -> !known.contains(StatementPair.meaning(deny)))
                    .flatMap(deny -> statements(after, Statement.Effect.ALLOW)
                            .flatMap(allow ->
                                    StatementPair.allowedAndDenied(allow, deny, catalogue, after.hasVariables())
                                            .stream()))
                    .toList();
        }

        private static Set<List<Object>> meanings(Policy policy) {
            Set<List<Object>> meanings = new HashSet<>();
            policy.statements().forEach(statement -> meanings.add(StatementPair.meaning(statement)));
            return meanings;
        }

        private static Stream<Statement> statements(Policy policy, Statement.Effect effect) {
            return policy.statements().stream().filter(statement -> statement.effect() == effect);
        }

        AccessFacts facts(List<Statement> allows, String owner) {
            List<Statement> all = new ArrayList<>(allows);
            if (!allows.isEmpty()) {
                statements(after, Statement.Effect.DENY).forEach(all::add);
            }
            return PolicyAnalysis.of(new Policy(after.version(), all), owner, catalogue);
        }

        /** The grant with the statement of the new policy. */
        Grant asWritten(Grant grant) {
            return new Grant(
                    after.statements().get(grant.statement().number() - 1),
                    grant.principal(),
                    grant.bound(),
                    grant.actions(),
                    grant.witness());
        }
    }
}
