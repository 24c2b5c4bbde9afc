package dev.ecrauditor.policy.pattern;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wildcard pattern that is matched against many texts, long ones in linear time as well. */
public final class WildcardPattern {

    /** Above this product of lengths, backtracking to the last star can take longer than the automaton. */
    private static final int LONG = 4_096;
    /** The same limit where the automaton is used only once. */
    private static final int LONG_ONCE = 65_536;

    private final String text;
    private final String beginning;
    private @Nullable PatternAutomaton automaton;

    public WildcardPattern(String pattern) {
        this.text = Wildcard.withoutRunsOfStars(pattern);
        this.beginning = Wildcard.beginning(text);
    }

    public boolean matches(String actual, WorkBudget budget) {
        if (!actual.startsWith(beginning)) {
            return false;
        }
        if ((long) text.length() * actual.length() <= LONG) {
            return Wildcard.matches(text, actual, budget);
        }
        if (automaton == null) {
            budget.spend(8 + 3L * text.length());
            automaton = new PatternAutomaton(List.of(text));
        }
        return automaton.matches(actual, budget);
    }

    /** The same for a pattern that is matched against one text only. */
    public static boolean matchesOnce(String pattern, String actual, WorkBudget budget) {
        return (long) pattern.length() * actual.length() <= LONG_ONCE
                ? Wildcard.matches(pattern, actual, budget)
                : new WildcardPattern(pattern).matches(actual, budget);
    }
}
