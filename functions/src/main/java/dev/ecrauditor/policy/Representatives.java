package dev.ecrauditor.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
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

    private final List<String> patterns;
    private final Kind kind;
    private final List<Character> alphabet = new ArrayList<>();
    private char fresh;
    private final Map<BitSet, String> plain = new LinkedHashMap<>();
    private final Map<BitSet, String> unspoken = new LinkedHashMap<>();

    private Representatives(Collection<String> patterns, Kind kind) {
        this.patterns = List.copyOf(new LinkedHashSet<>(patterns));
        this.kind = kind;
    }

    /** What may follow the prefix, prefix included. */
    static Set<String> of(String prefix, Collection<String> patterns, Kind kind) {
        if (patterns.isEmpty()) {
            return Set.of();
        }
        Representatives all = new Representatives(patterns, kind);
        all.spell(prefix);
        all.walk(prefix);
        Set<String> texts = new LinkedHashSet<>(all.unspoken.values());
        texts.addAll(all.plain.values());
        return texts;
    }

    private void spell(String prefix) {
        StringBuilder used = new StringBuilder(prefix);
        patterns.forEach(used::append);
        String spoken = used.toString();
        boolean digits = kind == Kind.ACCOUNT;
        spoken.chars()
                .distinct()
                .filter(c -> c != '*' && c != '?' && (!digits || Character.isDigit(c)))
                .forEach(c -> alphabet.add((char) c));
        fresh = (char) UNUSUAL.chars()
                .filter(c -> spoken.indexOf(c) < 0 && (!digits || Character.isDigit(c)))
                .findFirst()
                .orElse(digits ? '0' : '~');
        alphabet.add(0, fresh);
    }

    /** Where every pattern stands after a text; two texts with the same standing have the same future. */
    private record Standing(List<BitSet> places, int length, boolean unspoken, boolean nameOpen, boolean nameSound) {}

    private record Step(Standing standing, String text) {}

    private void walk(String prefix) {
        List<BitSet> places = new ArrayList<>();
        for (String pattern : patterns) {
            BitSet start = new BitSet();
            start.set(0);
            places.add(closed(start, pattern));
        }
        Standing standing = new Standing(places, 0, false, true, true);
        for (char c : prefix.toCharArray()) {
            standing = after(standing, c, false);
        }
        Deque<Step> open = new ArrayDeque<>(List.of(new Step(standing, prefix)));
        Set<Standing> seen = new HashSet<>();
        while (!open.isEmpty() && seen.size() < MOST_STATES) {
            Step step = open.remove();
            if (!seen.add(step.standing()) || step.text().length() > LONGEST) {
                continue;
            }
            collect(step, prefix);
            boolean over = kind == Kind.ACCOUNT && step.text().length() >= 12;
            for (char c : over || isDead(step) ? List.<Character>of() : alphabet) {
                open.add(new Step(after(step.standing(), c, c == fresh), step.text() + c));
            }
        }
    }

    /** Nothing can match any more, and this text already stands for that. */
    private boolean isDead(Step step) {
        return kind == Kind.ANY
                && step.standing().unspoken()
                && step.standing().places().stream().allMatch(BitSet::isEmpty);
    }

    private void collect(Step step, String prefix) {
        boolean sound =
                switch (kind) {
                    case ANY -> step.text().length() > prefix.length();
                    case PATH_AND_NAME ->
                        step.text().length() > prefix.length()
                                && !step.standing().nameOpen()
                                && step.standing().nameSound();
                    case ACCOUNT -> step.text().length() == 12;
                };
        if (!sound) {
            return;
        }
        BitSet matched = new BitSet();
        for (int i = 0; i < patterns.size(); i++) {
            matched.set(
                    i, step.standing().places().get(i).get(patterns.get(i).length()));
        }
        (step.standing().unspoken() ? unspoken : plain).putIfAbsent(matched, step.text());
    }

    private Standing after(Standing before, char c, boolean isFresh) {
        List<BitSet> places = new ArrayList<>(patterns.size());
        for (int i = 0; i < patterns.size(); i++) {
            places.add(step(before.places().get(i), c, patterns.get(i)));
        }
        boolean named = kind == Kind.PATH_AND_NAME;
        return new Standing(
                places,
                kind == Kind.ACCOUNT ? before.length() + 1 : 0,
                before.unspoken() || isFresh,
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
