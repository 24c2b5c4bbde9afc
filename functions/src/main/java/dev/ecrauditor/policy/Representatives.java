package dev.ecrauditor.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Texts that stand for all others: for every combination of wildcard patterns that some text matches while it matches none of the
 * rest, one such text, and where there is one also a text that no policy spells out. Found by walking all patterns at once.
 */
final class Representatives {

    /** Which texts count. */
    enum Kind {
        /** Any text that is not empty. */
        ANY,
        /** The path and name of an identity: the name is not empty and holds no colon. */
        PATH_AND_NAME,
        /** Twelve digits. */
        ACCOUNT
    }

    private static final int MOST_STATES = 1_500;
    /** So many places of patterns are looked at; a policy that needs more was made to keep us busy. */
    private static final int MOST_WORK = 1_000_000;

    private static final int LONGEST = 160;

    /** What is wanted at the end of a pattern: no character. */
    private static final int NOTHING = -1;

    private static final String UNUSUAL = "xqzjkvwy0123456789";

    private final List<Track> tracks;
    private final int[] wanted;
    private final Kind kind;
    private final List<Character> alphabet = new ArrayList<>();
    private char fresh;
    private final Map<BitSet, String> plain = new LinkedHashMap<>();
    private final Map<BitSet, String> unspoken = new LinkedHashMap<>();

    private Representatives(List<Track> tracks, Kind kind) {
        this.tracks = tracks;
        this.wanted = wanted(tracks.stream().map(Track::pattern).toList());
        this.kind = kind;
    }

    /** A pattern and where it stands behind a prefix. */
    private record Track(String pattern, BitSet places) {

        String rest() {
            return pattern.substring(places.nextSetBit(0));
        }
    }

    private record Question(List<Track> tracks, Kind kind) {}

    /** Keeps what was found: behind prefixes that leave all patterns in the same places the same texts follow. */
    static final class Known {

        private final Map<Question, List<String>> endings = new HashMap<>();

        /** What may follow the prefix, prefix included. */
        Set<String> of(String prefix, Collection<String> patterns, Kind kind) {
            if (patterns.isEmpty()) {
                return Set.of();
            }
            List<Track> tracks = new ArrayList<>();
            Set<String> distinct = new LinkedHashSet<>();
            patterns.forEach(pattern -> distinct.add(withoutRunsOfStars(pattern)));
            for (String pattern : distinct) {
                BitSet places = behind(prefix, pattern);
                if (!places.isEmpty()) {
                    tracks.add(new Track(pattern, places));
                }
            }
            Set<String> texts = new LinkedHashSet<>();
            if (!tracks.isEmpty()) {
                endings.computeIfAbsent(new Question(tracks, kind), Representatives::endings)
                        .forEach(ending -> texts.add(prefix + ending));
            }
            return texts;
        }
    }

    private static List<String> endings(Question question) {
        Representatives all = new Representatives(question.tracks(), question.kind());
        all.walk();
        Set<String> texts = new LinkedHashSet<>(all.unspoken.values());
        texts.addAll(all.plain.values());
        return List.copyOf(texts);
    }

    /** Two stars say no more than one, and cost more with every character. */
    private static String withoutRunsOfStars(String pattern) {
        if (!pattern.contains("**")) {
            return pattern;
        }
        StringBuilder single = new StringBuilder(pattern.length());
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) != '*' || i == 0 || pattern.charAt(i - 1) != '*') {
                single.append(pattern.charAt(i));
            }
        }
        return single.toString();
    }

    private static BitSet behind(String prefix, String pattern) {
        int same = 0;
        while (same < Math.min(prefix.length(), pattern.length())
                && prefix.charAt(same) == pattern.charAt(same)
                && !isWildcard(pattern.charAt(same))) {
            same++;
        }
        boolean over = same == pattern.length() || !isWildcard(pattern.charAt(same));
        if (over && same < prefix.length()) {
            return new BitSet();
        }
        int[] wanted = wanted(List.of(pattern));
        BitSet places = new BitSet(wanted.length);
        enter(places, same, wanted);
        for (int i = same; i < prefix.length() && !places.isEmpty(); i++) {
            places = step(places, prefix.charAt(i), wanted);
        }
        return places;
    }

    private static boolean isWildcard(char c) {
        return c == '*' || c == '?';
    }

    /** The characters of patterns, one behind the other. */
    private static int[] wanted(List<String> patterns) {
        int length = patterns.size();
        for (String pattern : patterns) {
            length += pattern.length();
        }
        int[] wanted = new int[length];
        int at = 0;
        for (String pattern : patterns) {
            for (int i = 0; i < pattern.length(); i++) {
                wanted[at++] = pattern.charAt(i);
            }
            wanted[at++] = NOTHING;
        }
        return wanted;
    }

    /** Where the patterns stand after a text; two texts with the same standing have the same future. */
    private record Standing(BitSet places, int length, boolean unspoken, boolean nameOpen, boolean nameSound) {}

    private record Step(Standing standing, String text) {}

    private void walk() {
        Standing start = new Standing(start(), 0, false, true, true);
        spell();
        Deque<Step> open = new ArrayDeque<>(List.of(new Step(start, "")));
        Set<Standing> seen = new HashSet<>(Set.of(start));
        long work = 0;
        while (!open.isEmpty() && work < MOST_WORK) {
            Step step = open.remove();
            List<Character> choices = choices(step.standing().places());
            work += (long) choices.size() * step.standing().places().cardinality();
            collect(step);
            boolean over = step.text().length() >= (kind == Kind.ACCOUNT ? 12 : LONGEST);
            boolean dead = step.standing().places().isEmpty() && kind != Kind.ACCOUNT;
            if (over || (dead && kind == Kind.ANY)) {
                continue;
            }
            for (char c : choices) {
                Standing next = after(step.standing(), c);
                if (seen.size() < MOST_STATES && seen.add(next)) {
                    open.add(new Step(next, step.text() + c));
                }
            }
        }
    }

    /** What comes next in no pattern leads where the fresh character leads. Digits are few, and there may be no fresh one. */
    private List<Character> choices(BitSet places) {
        if (kind == Kind.ACCOUNT) {
            return alphabet;
        }
        BitSet next = new BitSet();
        next.set(fresh);
        next.set('/', kind == Kind.PATH_AND_NAME && !places.isEmpty());
        for (int p = places.nextSetBit(0); p >= 0; p = places.nextSetBit(p + 1)) {
            if (wanted[p] != NOTHING) {
                next.set(wanted[p]);
            }
        }
        return alphabet.stream().filter(next::get).toList();
    }

    private BitSet start() {
        BitSet places = new BitSet(wanted.length);
        int begin = 0;
        for (Track track : tracks) {
            for (int p = track.places().nextSetBit(0);
                    p >= 0;
                    p = track.places().nextSetBit(p + 1)) {
                places.set(begin + p);
            }
            begin += track.pattern().length() + 1;
        }
        return places;
    }

    /** The characters that can make a difference: those still to come in a pattern, and one that comes in none. */
    private void spell() {
        StringBuilder rest = new StringBuilder();
        tracks.forEach(track -> rest.append(track.rest()));
        if (kind == Kind.PATH_AND_NAME) {
            rest.append('/');
        }
        boolean digits = kind == Kind.ACCOUNT;
        String spoken = rest.toString();
        fresh = (char) UNUSUAL.chars()
                .filter(c -> spoken.indexOf(c) < 0 && (!digits || Character.isDigit(c)))
                .findFirst()
                .orElse(digits ? '0' : '~');
        alphabet.add(fresh);
        spoken.chars()
                .distinct()
                .filter(c -> c != '*' && c != '?' && c != fresh && (!digits || Character.isDigit(c)))
                .forEach(c -> alphabet.add((char) c));
    }

    private void collect(Step step) {
        Standing standing = step.standing();
        boolean longer = !step.text().isEmpty();
        boolean sound = switch (kind) {
            case ANY -> longer;
            case PATH_AND_NAME -> longer && !standing.nameOpen() && standing.nameSound();
            case ACCOUNT -> step.text().length() == 12;
        };
        if (!sound) {
            return;
        }
        BitSet matched = new BitSet(wanted.length);
        BitSet places = standing.places();
        for (int p = places.nextSetBit(0); p >= 0; p = places.nextSetBit(p + 1)) {
            matched.set(p, wanted[p] == NOTHING);
        }
        (standing.unspoken() ? unspoken : plain).putIfAbsent(matched, step.text());
    }

    private Standing after(Standing before, char c) {
        boolean named = kind == Kind.PATH_AND_NAME;
        return new Standing(
                step(before.places(), c, wanted),
                kind == Kind.ACCOUNT ? before.length() + 1 : 0,
                before.unspoken() || c == fresh,
                named && c == '/',
                !named || c == '/' || (before.nameSound() && c != ':'));
    }

    private static BitSet step(BitSet places, char c, int[] wanted) {
        BitSet next = new BitSet(wanted.length);
        for (int p = places.nextSetBit(0); p >= 0; p = places.nextSetBit(p + 1)) {
            if (wanted[p] == '*') {
                enter(next, p, wanted);
            } else if (wanted[p] == c || wanted[p] == '?') {
                enter(next, p + 1, wanted);
            }
        }
        return next;
    }

    /** A place at a star is also the place behind it. */
    private static void enter(BitSet places, int at, int[] wanted) {
        places.set(at);
        for (int p = at; wanted[p] == '*'; p++) {
            places.set(p + 1);
        }
    }
}
