package dev.ecrauditor.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a policy opens to any AWS account after its explicit Deny statements. ECR private is never anonymous, so public means: any
 * identity of any account, with its own account's consent.
 *
 * <p>This version answers {@link Unclear} where a condition is not understood. Organizations' service and resource control policies
 * can narrow further and are not visible in a repository policy.
 */
public sealed interface PublicAccess {

    /** No statement reaches every account. */
    record None() implements PublicAccess {}

    /** These statements do. */
    record Open(List<OpenStatement> statements) implements PublicAccess {
        public Open {
            statements = List.copyOf(statements);
        }

        /** True when something can be changed by a stranger, not only read. */
        public boolean letsStrangersWrite() {
            return levels().anyMatch(AccessLevel::changesSomething);
        }

        /** True when something can be listed or read by a stranger. */
        public boolean letsStrangersRead() {
            return levels().anyMatch(level -> !level.changesSomething());
        }

        private Stream<AccessLevel> levels() {
            return statements.stream().flatMap(open -> open.actions().keySet().stream());
        }
    }

    /**
     * A statement for anyone carries a condition this version does not understand.
     *
     * @param reason which statement and condition
     */
    record Unclear(String reason) implements PublicAccess {}

    /**
     * A statement open to anyone.
     *
     * @param statement the statement
     * @param actions what it opens, by access level, after Deny
     */
    record OpenStatement(Statement statement, Map<AccessLevel, List<String>> actions) {}

    /** Judges a policy. */
    static PublicAccess of(Policy policy) {
        List<OpenStatement> open = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        DeniedActions denied = new DeniedActions(policy);
        for (Statement statement : policy.statements()) {
            Map<AccessLevel, List<String>> actions = opened(statement, denied);
            if (actions.isEmpty()) {
                continue;
            }
            switch (ConditionBound.ofAllow(statement.conditions())) {
                case DOES_NOT -> open.add(new OpenStatement(statement, actions));
                case UNCLEAR ->
                    unclear.add(
                            statement.label() + " allows anyone under a condition this version does not understand");
                case BOUNDS -> {}
            }
        }
        if (!open.isEmpty()) {
            return new Open(open);
        }
        return unclear.isEmpty() ? new None() : new Unclear(unclear.get(0));
    }

    private static Map<AccessLevel, List<String>> opened(Statement allow, DeniedActions denied) {
        Map<AccessLevel, List<String>> opened = new TreeMap<>();
        if (allow.effect() != Statement.Effect.ALLOW || !allow.mayReachAnyone()) {
            return opened;
        }
        for (String action : candidates(allow)) {
            if (!denied.contains(action)) {
                opened.computeIfAbsent(EcrActions.levelOf(action), level -> new ArrayList<>())
                        .add(action);
            }
        }
        return opened;
    }

    /** What the statement covers of the actions AWS documents, and those it spells out that are newer than this list. */
    private static Set<String> candidates(Statement allow) {
        Set<String> actions = new LinkedHashSet<>();
        EcrActions.REPOSITORY_LEVEL.keySet().stream()
                .filter(allow.actions()::covers)
                .forEach(actions::add);
        if (!allow.actions().allExcept()) {
            allow.actions().patterns().stream()
                    .filter(pattern -> EcrActions.isUnlisted(pattern) && !Wildcard.isIn(pattern))
                    .forEach(actions::add);
        }
        return actions;
    }
}
