package dev.ecrauditor.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The actions that a policy's Deny statements take from every stranger. Each action is looked at once, however many statements allow
 * it: a policy within ECR's limit can hold a hundred Allows and a thousand denied patterns.
 */
final class DeniedActions {

    private final List<Statement> denies;
    private final Map<String, Boolean> known = new HashMap<>();

    DeniedActions(Policy policy) {
        denies = policy.statements().stream()
                .filter(deny -> deny.effect() == Statement.Effect.DENY
                        && deny.surelyReachesStrangers()
                        && ConditionBound.denyStopsStrangers(deny.conditions()))
                .toList();
    }

    boolean contains(String action) {
        return known.computeIfAbsent(
                action, asked -> denies.stream().anyMatch(deny -> deny.actions().covers(asked)));
    }
}
