package dev.ecrauditor.policy.condition;

import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.policy.pattern.WildcardPattern;
import dev.ecrauditor.policy.pattern.WorkBudget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The values of a condition without variables, prepared for comparison with many texts. */
final class ValueMatcher {

    /** Shorter values are compared as fast as a cached answer is found. */
    private static final int CHEAP = 160;

    private final WorkBudget budget;
    private final List<String> values;
    private final Predicate<String> comparison;
    private final boolean cheap;
    private final Map<String, Boolean> known = new HashMap<>();

    ValueMatcher(Comparison comparison, List<String> values, WorkBudget budget) {
        this.budget = budget;
        this.values = values;
        this.cheap = values.stream().mapToInt(String::length).sum() < CHEAP;
        this.comparison = switch (comparison) {
            case STRING_EQUALS, BINARY_EQUALS ->
                values.stream().map(Variables::plain).collect(Collectors.toSet())::contains;
            case STRING_LIKE -> like(values);
            case ARN_EQUALS, ARN_LIKE -> arnLike(values);
            case IP_ADDRESS ->
                new IpRanges(values.stream()
                        .flatMap(value -> IpRange.parse(value).stream())
                        .toList())::contain;
            case STRING_EQUALS_IGNORE_CASE, BOOL -> actual -> anyMatches(comparison, actual);
            default -> ordered(comparison, values);
        };
    }

    /** True when some value matches. */
    boolean match(String actual) {
        if (cheap) {
            return compare(actual);
        }
        budget.spend(1);
        Boolean answer = known.get(actual);
        if (answer == null) {
            answer = compare(actual);
            known.put(actual, answer);
        }
        return answer;
    }

    private boolean compare(String actual) {
        budget.spend(4 + actual.length() / 16);
        return comparison.test(actual);
    }

    private Predicate<String> ordered(Comparison comparison, List<String> values) {
        budget.spend(Comparisons.READ * (long) values.size());
        Predicate<String> ordered = Comparisons.ordered(comparison, values);
        return actual -> {
            budget.spend(Comparisons.READ + 4L * values.size());
            return ordered.test(actual);
        };
    }

    private boolean anyMatches(Comparison comparison, String actual) {
        for (String value : values) {
            if (Comparisons.matches(comparison, value, actual, budget)) {
                return true;
            }
        }
        return false;
    }

    private Predicate<String> like(List<String> patterns) {
        Set<String> literal = new HashSet<>();
        ByBeginning<WildcardPattern> expanded = new ByBeginning<>();
        for (String pattern : patterns) {
            if (Wildcard.isIn(pattern)) {
                WildcardPattern one = new WildcardPattern(pattern);
                expanded.add(pattern, one);
            } else {
                literal.add(pattern);
            }
        }
        return text -> {
            String actual = Variables.literal(text);
            return literal.contains(actual) || expanded.any(actual, pattern -> pattern.matches(actual, budget));
        };
    }

    /** Compares each of the six fields by itself, so that a wildcard never matches a colon before the resource. */
    private Predicate<String> arnLike(List<String> patterns) {
        Set<String> literal = new HashSet<>();
        ByBeginning<List<WildcardPattern>> expanded = new ByBeginning<>();
        for (String pattern : patterns) {
            String[] fields = pattern.split(":", 6);
            if (fields.length == 6 && Wildcard.isIn(pattern)) {
                List<WildcardPattern> each = new ArrayList<>();
                for (String field : fields) {
                    each.add(new WildcardPattern(field));
                }
                expanded.add(pattern, each);
            } else if (fields.length == 6) {
                literal.add(pattern);
            }
        }
        return text -> {
            String actual = Variables.literal(text);
            String[] fields = actual.split(":", 6);
            return literal.contains(actual)
                    || (fields.length == 6 && expanded.any(actual, pattern -> allMatch(pattern, fields)));
        };
    }

    private boolean allMatch(List<WildcardPattern> pattern, String[] fields) {
        for (int i = 0; i < fields.length; i++) {
            if (!pattern.get(i).matches(fields[i], budget)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Patterns by the literal prefix before their first wildcard, so that only those are tried whose prefix begins the
     * text and whose longest literal part is in the text.
     */
    private final class ByBeginning<P> {

        private static final int LONGEST_PIECE = 16;

        private final TreeMap<Integer, Group<P>> byLength = new TreeMap<>();
        private List<Group<P>> shortestFirst = List.of();

        private record Entry<P>(String piece, P pattern) {}

        /** Patterns whose prefixes have the same length. */
        private static final class Group<P> {

            private final String first;
            private final Map<String, List<Entry<P>>> byBeginning = new HashMap<>();

            private Group(String first) {
                this.first = first;
            }

            private List<Entry<P>> fitting(String actual) {
                if (byBeginning.size() > 1) {
                    return byBeginning.getOrDefault(actual.substring(0, first.length()), List.of());
                }
                return actual.startsWith(first) ? byBeginning.getOrDefault(first, List.of()) : List.of();
            }
        }

        void add(String text, P pattern) {
            String beginning = Wildcard.beginning(text);
            byLength.computeIfAbsent(beginning.length(), length -> new Group<>(beginning))
                    .byBeginning
                    .computeIfAbsent(beginning, first -> new ArrayList<>())
                    .add(new Entry<>(piece(text), pattern));
        }

        boolean any(String actual, Predicate<P> matches) {
            if (shortestFirst.isEmpty()) {
                shortestFirst = List.copyOf(byLength.values());
            }
            for (Group<P> group : shortestFirst) {
                if (group.first.length() > actual.length()) {
                    return false;
                }
                budget.spend(2 + group.first.length() / 16);
                for (Entry<P> entry : group.fitting(actual)) {
                    budget.spend(2 + actual.length() / 16);
                    if (actual.contains(entry.piece()) && matches.test(entry.pattern())) {
                        return true;
                    }
                }
            }
            return false;
        }

        /** Only a part of a long literal: the search in a self-similar text costs the product of both lengths. */
        private static String piece(String text) {
            String longest = Wildcard.longestPiece(text);
            return longest.substring(0, Math.min(longest.length(), LONGEST_PIECE));
        }
    }
}
