package dev.ecrauditor.delivery;

import dev.ecrauditor.json.Json;
import java.util.Optional;
import java.util.Set;

/**
 * A rule of EventBridge.
 *
 * @param enabled whether it sends anything
 * @param pattern its event pattern; absent for a rule without one
 * @param targets the ARNs it sends to
 * @param deadLetters the ARN of the dead-letter queue of its targets; empty where none is known
 */
public record EventRule(boolean enabled, Json pattern, Set<String> targets, Optional<String> deadLetters) {

    public EventRule {
        targets = Set.copyOf(targets);
    }
}
