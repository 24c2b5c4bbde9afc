package dev.ecrauditor.cli.migration.facts;

import dev.ecrauditor.policy.pattern.Wildcard;
import java.util.List;
import java.util.function.BiPredicate;

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
        /** Scanning: contained in the name, or with {@code *} the whole name. */
        SCANNING((filter, name) -> filter.contains("*") ? isWhole(filter, name) : name.contains(filter), false),
        /** Replication: the beginning of the name. */
        PREFIX((filter, name) -> name.startsWith(filter), true),
        /** Signing: the whole name. */
        WILDCARD(Matching::isWhole, true);

        private final BiPredicate<String, String> test;
        private final boolean allWithoutFilter;

        Matching(BiPredicate<String, String> test, boolean allWithoutFilter) {
            this.test = test;
            this.allWithoutFilter = allWithoutFilter;
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
                ? matching.allWithoutFilter
                : filters.stream().anyMatch(filter -> matching.test.test(filter, repository));
    }
}
