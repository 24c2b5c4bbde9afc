package dev.ecrauditor.policy.action;

import dev.ecrauditor.policy.pattern.Wildcard;
import java.util.List;

/**
 * The actions a statement covers: those matching a pattern, or (NotAction) all but those. Action names and patterns
 * ignore case.
 *
 * @param patterns as written, such as {@code ecr:BatchGetImage} or {@code ecr:*}
 * @param allExcept true for NotAction
 */
public record ActionSet(List<String> patterns, boolean allExcept) {

    public ActionSet {
        patterns = List.copyOf(patterns);
    }

    /** True when it contains more than it lists: a wildcard, or all actions except some. */
    public boolean isOpenEnded() {
        return allExcept || patterns.stream().anyMatch(Wildcard::isIn);
    }

    /** True when the set contains the action, named like {@code ecr:PutImage}. */
    public boolean covers(String action) {
        for (String pattern : patterns) {
            if (Wildcard.matchesIgnoringCase(pattern, action)) {
                return !allExcept;
            }
        }
        return allExcept;
    }
}
