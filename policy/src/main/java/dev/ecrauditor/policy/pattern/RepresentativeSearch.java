package dev.ecrauditor.policy.pattern;

import dev.ecrauditor.policy.pattern.PatternAutomaton.Places;
import dev.ecrauditor.policy.pattern.Representatives.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The search for {@link Representatives}, over all patterns at once. */
final class RepresentativeSearch {

    private static final int MOST_STATES = 1_500;

    private static final int LONGEST = 160;

    private static final String UNUSUAL = "xqzjkvwy0123456789";

    private final WorkBudget budget;
    private final PatternAutomaton automaton;
    private final Places start;
    private final Kind kind;
    private final List<Letter> alphabet = new ArrayList<>();
    private final char fresh;
    private final int longest;
    private final Map<Places, String> plain = new LinkedHashMap<>();
    private final Map<Places, String> withFresh = new LinkedHashMap<>();

    private RepresentativeSearch(List<Track> tracks, Kind kind, WorkBudget budget) {
        this.budget = budget;
        List<String> patterns = tracks.stream().map(Track::pattern).toList();
        patterns.forEach(pattern -> budget.spend(8 + 5L * pattern.length()));
        this.automaton = new PatternAutomaton(patterns);
        this.start = automaton.join(tracks.stream().map(Track::places).toList(), patterns);
        this.kind = kind;
        this.longest = kind == Kind.ACCOUNT ? 12 : LONGEST;
        this.fresh = buildAlphabet(tracks);
    }

    /** A pattern and its state after a prefix. */
    record Track(String pattern, Places places) {

        String rest() {
            return pattern.substring(places.first());
        }
    }

    /** The texts found, and whether the search was cut short. */
    record Endings(List<String> texts, boolean cutShort) {}

    /** The texts that may follow where the patterns are in these states. */
    static Endings endings(List<Track> tracks, Kind kind, WorkBudget budget) {
        RepresentativeSearch all = new RepresentativeSearch(tracks, kind, budget);
        boolean whole = all.walk();
        Set<String> texts = new LinkedHashSet<>(all.withFresh.values());
        texts.addAll(all.plain.values());
        return new Endings(List.copyOf(texts), !whole);
    }

    /** The states of the patterns after a text; two texts with the same state have the same continuations. */
    private record State(Places places, int length, boolean hasFresh, boolean nameOpen, boolean nameValid) {}

    /** A character, and the states in which a pattern requires exactly it. */
    private record Letter(char c, Places wanting) {}

    /** One more character; without a predecessor, the beginning. */
    private record Step(
            State state, int length, char last, @Nullable Step before) {

        String text() {
            char[] text = new char[length];
            for (Step step = this; step.before != null; step = step.before) {
                text[step.length - 1] = step.last;
            }
            return new String(text);
        }
    }

    /** False when there is more than the search visits. */
    private boolean walk() {
        State first = new State(start, 0, false, true, true);
        Deque<Step> open = new ArrayDeque<>(List.of(new Step(first, 0, ' ', null)));
        Set<State> seen = new HashSet<>(Set.of(first));
        while (!open.isEmpty()) {
            Step step = open.remove();
            collect(step);
            if (step.length() >= longest
                    || (kind == Kind.ANY && step.state().places().isEmpty())) {
                continue;
            }
            for (Letter letter : alphabet) {
                budget.spend(3 + automaton.words() / 32);
                if (!matters(letter, step.state().places())) {
                    continue;
                }
                budget.spend(automaton.words() / 2 + 8);
                State next = after(step.state(), letter);
                if (seen.size() >= MOST_STATES && !seen.contains(next)) {
                    return false;
                }
                if (seen.add(next)) {
                    open.add(new Step(next, step.length() + 1, letter.c(), step));
                }
            }
        }
        return true;
    }

    /**
     * A character that comes next in no pattern leads to the same state as the fresh character. There are few digits,
     * so there may be no fresh one.
     */
    private boolean matters(Letter letter, Places places) {
        return kind == Kind.ACCOUNT
                || letter.c() == fresh
                || (letter.c() == '/' && kind == Kind.PATH_AND_NAME && !places.isEmpty())
                || places.intersects(letter.wanting());
    }

    /**
     * The characters that can make a difference: those that still occur in a pattern, preceded by one that occurs in
     * none.
     */
    private char buildAlphabet(List<Track> tracks) {
        StringBuilder rest = new StringBuilder();
        tracks.forEach(track -> rest.append(track.rest()));
        if (kind == Kind.PATH_AND_NAME) {
            rest.append('/');
        }
        boolean digits = kind == Kind.ACCOUNT;
        String remaining = rest.toString();
        char unused = (char) UNUSUAL.chars()
                .filter(c -> remaining.indexOf(c) < 0 && (!digits || Character.isDigit(c)))
                .findFirst()
                .orElse(digits ? '0' : '~');
        alphabet.add(letter(unused));
        remaining
                .chars()
                .distinct()
                .filter(c -> c != '*' && c != '?' && c != unused && (!digits || Character.isDigit(c)))
                .forEach(c -> alphabet.add(letter((char) c)));
        return unused;
    }

    private Letter letter(char c) {
        return new Letter(c, automaton.wanting(c));
    }

    private void collect(Step step) {
        State state = step.state();
        boolean longer = step.length() > 0;
        boolean isComplete = switch (kind) {
            case ANY -> longer;
            case PATH_AND_NAME -> longer && !state.nameOpen() && state.nameValid();
            case ACCOUNT -> step.length() == 12;
        };
        if (isComplete) {
            (state.hasFresh() ? withFresh : plain)
                    .computeIfAbsent(automaton.matched(state.places()), first -> step.text());
        }
    }

    private State after(State before, Letter letter) {
        char c = letter.c();
        boolean named = kind == Kind.PATH_AND_NAME;
        return new State(
                automaton.after(before.places(), letter.wanting()),
                kind == Kind.ACCOUNT ? before.length() + 1 : 0,
                before.hasFresh() || c == fresh,
                named && c == '/',
                !named || c == '/' || (before.nameValid() && c != ':'));
    }
}
