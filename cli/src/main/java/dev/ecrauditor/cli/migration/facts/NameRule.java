package dev.ecrauditor.cli.migration.facts;

import dev.ecrauditor.policy.pattern.Wildcard;
import java.util.List;

/**
 * A rule of a registry that applies to repositories by their name.
 *
 * @param label which rule, for people
 * @param filters the rule applies if one of them matches
 * @param matching how they match
 */
public record NameRule(String label, List<String> filters, Matching matching) {

    /** How AWS matches a filter with a name. */
    public enum Matching {
        /** Scanning: contained in the name, or with {@code *} the whole name. Without filters none. */
        SCANNING,
        /** Replication: the beginning of the name. Without filters all. */
        PREFIX,
        /** Signing: the whole name. Without filters all. */
        WILDCARD;

        private boolean matches(String filter, String name) {
            return switch (this) {
                case SCANNING -> filter.contains("*") ? isWhole(filter, name) : name.contains(filter);
                case PREFIX -> name.startsWith(filter);
                case WILDCARD -> isWhole(filter, name);
            };
        }

        /** Only {@code *} is a wildcard; a repository name contains no question mark. */
        private static boolean isWhole(String filter, String name) {
            return !filter.contains("?") && Wildcard.matches(filter, name);
        }
    }

    public NameRule {
        filters = List.copyOf(filters);
    }

    public boolean appliesTo(String repository) {
        return filters.isEmpty()
                ? matching != Matching.SCANNING
                : filters.stream().anyMatch(filter -> matching.matches(filter, repository));
    }
}
