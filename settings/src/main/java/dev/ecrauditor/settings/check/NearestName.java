package dev.ecrauditor.settings.check;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds the name that was probably meant: the one with the fewest characters to insert, remove or replace. */
public final class NearestName {

    private NearestName() {}

    /** The nearest of some names, of several the first; empty where less than half of it was written. */
    public static Optional<String> of(String written, List<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(written, name)))
                .filter(name -> 2 * distance(written, name) <= name.length());
    }

    /** The Levenshtein distance. Both are short: a name is cut at the length limit of rule ids and more. */
    private static int distance(String written, String name) {
        String text = written.substring(0, Math.min(written.length(), 2 * name.length()));
        int[] above = IntStream.rangeClosed(0, name.length()).toArray();
        for (int i = 1; i <= text.length(); i++) {
            int[] row = new int[name.length() + 1];
            row[0] = i;
            for (int j = 1; j <= name.length(); j++) {
                int replaced = above[j - 1] + (text.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[name.length()];
    }
}
