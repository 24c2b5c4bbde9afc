package dev.ecrauditor.settings;

import dev.ecrauditor.policy.pattern.Wildcard;
import java.util.List;
import java.util.Set;

/**
 * Access that a waiver covers.
 *
 * @param principals account ids, organization ids, names of AWS services and networks; {@code *} for everybody
 * @param actions ECR actions, in which {@code *} stands for any text and {@code ?} for one character
 */
public record WaivedAccess(Set<String> principals, List<String> actions) {

    private static final String EVERYBODY = "*";

    public WaivedAccess {
        principals = Set.copyOf(principals);
        actions = List.copyOf(actions);
    }

    /**
     * Whether it covers an action of somebody.
     *
     * @param names what the holder is called: each set is a name of its own, and of a set every member must be waived
     */
    public boolean covers(List<Set<String>> names, String action) {
        boolean isNamed = principals.contains(EVERYBODY)
                || names.stream().anyMatch(all -> !all.isEmpty() && principals.containsAll(all));
        return isNamed && actions.stream().anyMatch(glob -> Wildcard.matchesIgnoringCase(glob, action));
    }
}
