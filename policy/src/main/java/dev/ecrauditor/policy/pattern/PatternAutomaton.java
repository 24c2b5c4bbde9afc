package dev.ecrauditor.policy.pattern;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Wildcard patterns, without runs of stars, as one automaton: a place for each of their characters and one for the end
 * of each, one pattern after the other. The state after a text is a set of places, 64 in a word, so that a character
 * advances all of them in a few operations.
 */
final class PatternAutomaton {

    private static final int ASCII = 128;

    private final int words;
    private final long[] stars;
    private final long[] questionMarks;
    private final long[] ends;
    private final long[] nowhere;
    private final long[][] ascii = new long[ASCII][];
    private final Map<Character, long[]> characters = new HashMap<>();

    PatternAutomaton(List<String> patterns) {
        int places = patterns.size();
        for (String pattern : patterns) {
            places += pattern.length();
        }
        words = (places + Long.SIZE - 1) / Long.SIZE;
        stars = new long[words];
        questionMarks = new long[words];
        ends = new long[words];
        nowhere = new long[words];
        int at = 0;
        for (String pattern : patterns) {
            for (int i = 0; i < pattern.length(); i++) {
                set(of(pattern.charAt(i)), at++);
            }
            set(ends, at++);
        }
    }

    /** The number of words in a set of places. */
    int words() {
        return words;
    }

    private long[] of(char c) {
        return switch (c) {
            case '*' -> stars;
            case '?' -> questionMarks;
            default -> literal(c);
        };
    }

    private long[] literal(char c) {
        if (c >= ASCII) {
            return characters.computeIfAbsent(c, first -> new long[words]);
        }
        if (ascii[c] == null) {
            ascii[c] = new long[words];
        }
        return ascii[c];
    }

    private long @Nullable [] known(char c) {
        return c < ASCII ? ascii[c] : characters.get(c);
    }

    private static void set(long[] places, int at) {
        places[at / Long.SIZE] |= 1L << at;
    }

    /** A set of places. */
    static final class Places {

        private final long[] words;
        private final int hash;

        private Places(long[] words) {
            this.words = words;
            this.hash = Arrays.hashCode(words);
        }

        boolean isEmpty() {
            return PatternAutomaton.isEmpty(words);
        }

        boolean intersects(Places others) {
            for (int i = 0; i < words.length; i++) {
                if ((words[i] & others.words[i]) != 0) {
                    return true;
                }
            }
            return false;
        }

        /** The lowest place; the set is not empty. */
        int first() {
            int word = 0;
            while (words[word] == 0) {
                word++;
            }
            return word * Long.SIZE + Long.numberOfTrailingZeros(words[word]);
        }

        int size() {
            int size = 0;
            for (long word : words) {
                size += Long.bitCount(word);
            }
            return size;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Places places && hash == places.hash && Arrays.equals(words, places.words);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** The place of one character, and the place to which it leads by itself. */
    private long[] at(int offset) {
        long[] places = new long[words];
        set(places, offset);
        passStars(places);
        return places;
    }

    /**
     * The places of the single pattern after a text.
     *
     * @param same the number of leading characters that are known to be equal in both and no wildcards
     */
    Places behind(int same, String text) {
        long[] places = at(same);
        for (int i = same; i < text.length() && !isEmpty(places); i++) {
            move(places, text.charAt(i));
        }
        return new Places(places);
    }

    /** The same places where these patterns are part of a larger automaton. */
    Places join(List<Places> parts, List<String> patterns) {
        long[] joined = new long[words];
        int begin = 0;
        for (int i = 0; i < parts.size(); i++) {
            long[] part = parts.get(i).words;
            for (int word = 0; word < part.length; word++) {
                for (long left = part[word]; left != 0; left &= left - 1) {
                    set(joined, begin + word * Long.SIZE + Long.numberOfTrailingZeros(left));
                }
            }
            begin += patterns.get(i).length() + 1;
        }
        return new Places(joined);
    }

    /** The places at which some pattern requires exactly this character next. */
    Places wanting(char c) {
        long[] wanted = known(c);
        return new Places(wanted == null ? nowhere : wanted);
    }

    /** The places of the patterns one character later. */
    Places after(Places before, Places wanting) {
        long[] places = before.words.clone();
        move(places, wanting.words);
        return new Places(places);
    }

    private void move(long[] places, char c) {
        long[] wanted = known(c);
        move(places, wanted == null ? nowhere : wanted);
    }

    private void move(long[] places, long[] wanted) {
        long carried = 0;
        for (int i = 0; i < words; i++) {
            long here = places[i];
            long moved = here & (questionMarks[i] | wanted[i]);
            places[i] = (here & stars[i]) | (moved << 1) | carried;
            carried = moved >>> (Long.SIZE - 1);
        }
        passStars(places);
    }

    private static boolean isEmpty(long[] places) {
        for (long word : places) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    /** A place at a star is also the place after it. */
    private void passStars(long[] places) {
        long carried = 0;
        for (int i = 0; i < words; i++) {
            long starred = places[i] & stars[i];
            places[i] |= (starred << 1) | carried;
            carried = starred >>> (Long.SIZE - 1);
        }
    }

    /** The ends among the places: which patterns match the text so far. */
    Places matched(Places places) {
        long[] matched = new long[words];
        for (int i = 0; i < words; i++) {
            matched[i] = places.words[i] & ends[i];
        }
        return new Places(matched);
    }

    /** True when the first pattern matches the whole text. */
    boolean matches(String text, WorkBudget budget) {
        long[] places = at(0);
        for (int i = 0; i < text.length() && !isEmpty(places); i++) {
            budget.spend(4L + words / 4);
            move(places, text.charAt(i));
        }
        return !matched(new Places(places)).isEmpty();
    }
}
