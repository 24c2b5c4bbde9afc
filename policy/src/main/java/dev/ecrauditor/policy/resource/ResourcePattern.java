package dev.ecrauditor.policy.resource;

import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.pattern.Wildcard;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A pattern of resources, as a statement writes it, against one ARN.
 *
 * <p>Source: "IAM JSON policy elements: Resource" and "IAM policy elements: Variables and tags", IAM User Guide.
 *
 * @param texts the text before each variable, and after the last one
 * @param variables the content of each {@code ${...}}
 */
record ResourcePattern(List<String> texts, List<String> variables) {

    private static final String ALL = "*";
    private static final int COLONS = 5;

    /**
     * @param hasVariables true when the policy's language has variables
     */
    static ResourcePattern of(String written, boolean hasVariables) {
        List<String> texts = new ArrayList<>();
        List<String> variables = new ArrayList<>();
        int at = 0;
        int open = hasVariables ? written.indexOf("${") : -1;
        int close = open < 0 ? -1 : written.indexOf('}', open);
        while (close >= 0) {
            texts.add(written.substring(at, open));
            variables.add(written.substring(open + 2, close));
            at = close + 1;
            open = written.indexOf("${", at);
            close = open < 0 ? -1 : written.indexOf('}', open);
        }
        texts.add(written.substring(at));
        return new ResourcePattern(texts, variables);
    }

    boolean isPlain() {
        return variables.isEmpty();
    }

    /** False when no value of its variables makes it match, even if AWS reads an incomplete ARN in the widest sense. */
    boolean mayMatch(String arn) {
        String pattern = String.join(ALL, texts);
        int missing = COLONS - colons(pattern);
        return Wildcard.matches(pattern, arn) || (missing > 0 && Wildcard.matches(pattern + ":*".repeat(missing), arn));
    }

    /** True when the pattern, without variables, matches and has the form of a whole ARN, or is a star. */
    boolean surelyMatches(String arn) {
        return matches(texts.get(0), arn);
    }

    private static boolean matches(String pattern, String arn) {
        return pattern.equals(ALL) || (colons(pattern) >= COLONS && Wildcard.matches(pattern, arn));
    }

    private static int colons(String text) {
        return (int) text.chars().filter(c -> c == ':').count();
    }

    /**
     * The values of its one variable with which it matches.
     *
     * @param key the variable
     * @param values every value with which the pattern matches
     * @param matchesWithoutValue true when it matches by the variable's default where the key has no value
     */
    record Solution(ConditionKey key, List<String> values, boolean matchesWithoutValue) {}

    /** Empty when it has several variables, or one whose value is not one text: then it is not known what it matches. */
    Optional<Solution> solution(String arn) {
        Set<PolicyVariable> different = new LinkedHashSet<>();
        variables.forEach(variable -> different.add(PolicyVariable.of(variable)));
        PolicyVariable variable = different.iterator().next();
        if (different.size() > 1 || variable.key().isMultivalued() || colons(String.join("", texts)) < COLONS) {
            return Optional.empty();
        }
        List<String> values = variable.isLiteral() ? List.of() : values(variable, arn);
        boolean withoutValue =
                variable.defaultValue().map(value -> matchesWith(value, arn)).orElse(false);
        return Optional.of(new Solution(variable.key(), values, withoutValue));
    }

    /** A value is a part of one field of the ARN: no name of a repository contains a colon. */
    private List<String> values(PolicyVariable variable, String arn) {
        Set<String> values = new LinkedHashSet<>();
        String before = texts.get(0);
        String[] fields = arn.split(":", COLONS + 1);
        String field = fields[Math.min(COLONS, colons(before))];
        String start = before.substring(before.lastIndexOf(':') + 1);
        boolean isFixed = !Wildcard.isIn(start);
        if (isFixed && !field.startsWith(start)) {
            return List.of();
        }
        int lastStart = isFixed ? start.length() : field.length();
        for (int from = isFixed ? start.length() : 0; from <= lastStart; from++) {
            for (int to = from; to <= field.length(); to++) {
                String value = field.substring(from, to);
                if (variable.mayHave(value) && matchesWith(value, arn)) {
                    values.add(value);
                }
            }
        }
        return List.copyOf(values);
    }

    private boolean matchesWith(String value, String arn) {
        return !Wildcard.isIn(value) && matches(String.join(value, texts), arn);
    }
}
