package dev.ecrauditor.policy.pattern;

import dev.ecrauditor.policy.pattern.PatternAutomaton.Places;
import dev.ecrauditor.policy.pattern.RepresentativeSearch.Endings;
import dev.ecrauditor.policy.pattern.RepresentativeSearch.Track;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Texts that represent all others: for every combination of wildcard patterns that some text matches while it matches
 * none of the rest, one such text, and where there is one also a text that no policy contains. Found by a search over
 * all patterns at once.
 */
public final class Representatives {

    /** The kind of texts to find. */
    public enum Kind {
        /** Any text that is not empty. */
        ANY,
        /** The path and name of an identity: the name is not empty and holds no colon. */
        PATH_AND_NAME,
        /** Twelve digits. */
        ACCOUNT
    }

    private record Question(List<Track> tracks, Kind kind) {}

    private final Map<String, PatternAutomaton> automata = new HashMap<>();
    private final Map<Question, Endings> endings = new HashMap<>();
    private final WorkBudget budget;

    public Representatives(WorkBudget budget) {
        this.budget = budget;
    }

    /**
     * The texts that may follow the prefix, including the prefix, each once. The answers are cached: after prefixes
     * that leave all patterns in the same state, the same texts follow.
     */
    public List<String> of(String prefix, Collection<String> patterns, Kind kind) {
        if (patterns.isEmpty()) {
            return List.of();
        }
        Set<Track> tracks = new LinkedHashSet<>();
        for (String written : patterns) {
            budget.spend(4 + written.length() / 8);
            String pattern = Wildcard.withoutRunsOfStars(written);
            behind(prefix, pattern).ifPresent(places -> tracks.add(new Track(pattern, places)));
        }
        if (tracks.isEmpty()) {
            return List.of();
        }
        Endings known = endings.computeIfAbsent(
                new Question(List.copyOf(tracks), kind),
                question -> RepresentativeSearch.endings(question.tracks(), question.kind(), budget));
        if (known.cutShort()) {
            budget.cutShort(); // each time, because a cached answer is as incomplete
        }
        List<String> texts = new ArrayList<>(known.texts().size());
        for (String ending : known.texts()) {
            texts.add(prefix + ending);
        }
        return texts;
    }

    private Optional<Places> behind(String prefix, String pattern) {
        int same = 0;
        while (same < Math.min(prefix.length(), pattern.length())
                && prefix.charAt(same) == pattern.charAt(same)
                && !isWildcard(pattern.charAt(same))) {
            same++;
        }
        boolean over = same == pattern.length() || !isWildcard(pattern.charAt(same));
        if (over && same < prefix.length()) {
            return Optional.empty();
        }
        PatternAutomaton automaton = automata.computeIfAbsent(pattern, this::automaton);
        budget.spend((prefix.length() - same) * (2L + automaton.words()) / 8);
        Places places = automaton.behind(same, prefix);
        return places.isEmpty() ? Optional.empty() : Optional.of(places);
    }

    private PatternAutomaton automaton(String pattern) {
        budget.spend(8 + 3L * pattern.length());
        return new PatternAutomaton(List.of(pattern));
    }

    private static boolean isWildcard(char c) {
        return c == '*' || c == '?';
    }
}
