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
    private static final int LONGEST = 160;
    private static final String UNUSUAL = "xqzjkvwy0123456789";

    private final List<Track> tracks;
    private final Kind kind;
    private final List<Character> alphabet = new ArrayList<>();
    private char fresh;
    private final Map<BitSet, String> plain = new LinkedHashMap<>();
    private final Map<BitSet, String> unspoken = new LinkedHashMap<>();

    private Representatives(List<Track> tracks, Kind kind) {
        this.tracks = tracks;
        this.kind = kind;
    }

    /** A pattern and where it stands behind a prefix. */
    private record Track(String pattern, BitSet places) {}

    private record Question(List<Track> tracks, Kind kind) {}

    /** Keeps what was found: behind prefixes that leave all patterns in the same places the same texts follow. */
    static final class Known {

        private final Map<Question, List<String>> endings = new HashMap<>();

        /** What may follow the prefix, prefix included. */
        Set<String> of(String prefix, Collection<String> patterns, Kind kind) {
            List<Track> tracks = new ArrayList<>();
            for (String pattern : new LinkedHashSet<>(patterns)) {
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

    private static BitSet behind(String prefix, String pattern) {
        BitSet places = new BitSet();
        places.set(0);
        closed(places, pattern);
        for (int i = 0; i < prefix.length() && !places.isEmpty(); i++) {
            places = step(places, prefix.charAt(i), pattern);
        }
        return places;
    }

    /** Where every pattern stands after a text; two texts with the same standing have the same future. */
    private record Standing(List<BitSet> places, int length, boolean unspoken, boolean nameOpen, boolean nameSound) {

        boolean isDead() {
            return places.stream().allMatch(BitSet::isEmpty);
        }
    }

    private record Step(Standing standing, String text) {}

    private void walk() {
        Standing start = new Standing(tracks.stream().map(Track::places).toList(), 0, false, true, true);
        spell();
        Deque<Step> open = new ArrayDeque<>(List.of(new Step(start, "")));
        Set<Standing> seen = new HashSet<>(Set.of(start));
        while (!open.isEmpty()) {
            Step step = open.remove();
            collect(step);
            boolean over = step.text().length() >= (kind == Kind.ACCOUNT ? 12 : LONGEST);
            boolean dead = step.standing().isDead() && kind != Kind.ACCOUNT;
            if (over || (dead && kind == Kind.ANY)) {
                continue;
            }
            for (char c : dead ? List.of(fresh) : alphabet) {
                Standing next = after(step.standing(), c);
                if (seen.size() < MOST_STATES && seen.add(next)) {
                    open.add(new Step(next, step.text() + c));
                }
            }
        }
    }

    /** The characters that can make a difference: those still to come in a pattern, and one that comes in none. */
    private void spell() {
        StringBuilder rest = new StringBuilder();
        tracks.forEach(
                track -> rest.append(track.pattern().substring(track.places().nextSetBit(0))));
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
        BitSet matched = new BitSet();
        for (int i = 0; i < tracks.size(); i++) {
            matched.set(i, standing.places().get(i).get(tracks.get(i).pattern().length()));
        }
        (standing.unspoken() ? unspoken : plain).putIfAbsent(matched, step.text());
    }

    private Standing after(Standing before, char c) {
        List<BitSet> places = new ArrayList<>(tracks.size());
        for (int i = 0; i < tracks.size(); i++) {
            places.add(step(before.places().get(i), c, tracks.get(i).pattern()));
        }
        boolean named = kind == Kind.PATH_AND_NAME;
        return new Standing(
                places,
                kind == Kind.ACCOUNT ? before.length() + 1 : 0,
                before.unspoken() || c == fresh,
                named && c == '/',
                !named || c == '/' || (before.nameSound() && c != ':'));
    }

    private static BitSet step(BitSet places, char c, String pattern) {
        BitSet next = new BitSet();
        for (int p = places.nextSetBit(0); p >= 0 && p < pattern.length(); p = places.nextSetBit(p + 1)) {
            char wanted = pattern.charAt(p);
            if (wanted == '*') {
                next.set(p);
            } else if (wanted == '?' || wanted == c) {
                next.set(p + 1);
            }
        }
        return closed(next, pattern);
    }

    /** A place at a star is also the place behind it. */
    private static BitSet closed(BitSet places, String pattern) {
        for (int p = places.nextSetBit(0); p >= 0 && p < pattern.length(); p = places.nextSetBit(p + 1)) {
            if (pattern.charAt(p) == '*') {
                places.set(p + 1);
            }
        }
        return places;
    }
}
