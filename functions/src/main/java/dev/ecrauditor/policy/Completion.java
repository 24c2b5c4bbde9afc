package dev.ecrauditor.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Finds texts that match a wildcard pattern. */
final class Completion {

    private static final int MOST = 4;

    private Completion() {}

    /** A text that matches: every {@code *} as the filler, every {@code ?} as {@code x}. */
    static String instance(String pattern, String filler) {
        StringBuilder text = new StringBuilder();
        pattern.chars().forEach(c -> {
            if (c == '*') {
                text.append(filler);
            } else {
                text.append(c == '?' ? 'x' : (char) c);
            }
        });
        return text.toString();
    }

    /** What may follow a given beginning so that the whole matches the pattern; empty when nothing can. */
    static List<String> after(String prefix, String pattern) {
        BitSet places = closed(start(), pattern);
        for (int i = 0; i < prefix.length() && !places.isEmpty(); i++) {
            places = closed(step(places, prefix.charAt(i), pattern), pattern);
        }
        List<String> endings = new ArrayList<>();
        for (int p = places.nextSetBit(0); p >= 0 && endings.size() < MOST; p = places.nextSetBit(p + 1)) {
            String ending = instance(pattern.substring(p), "");
            if (!endings.contains(ending)) {
                endings.add(ending);
            }
        }
        return endings;
    }

    private static BitSet start() {
        BitSet places = new BitSet();
        places.set(0);
        return places;
    }

    /** A place at a star is also the place behind it. */
    private static BitSet closed(BitSet places, String pattern) {
        for (int p = places.nextSetBit(0); p >= 0; p = places.nextSetBit(p + 1)) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                places.set(p + 1);
            }
        }
        return places;
    }

    private static BitSet step(BitSet places, char c, String pattern) {
        BitSet next = new BitSet();
        for (int p = places.nextSetBit(0); p >= 0; p = places.nextSetBit(p + 1)) {
            if (p >= pattern.length()) {
                continue;
            }
            char wanted = pattern.charAt(p);
            if (wanted == '*') {
                next.set(p);
            } else if (wanted == '?' || wanted == c) {
                next.set(p + 1);
            }
        }
        return next;
    }
}
