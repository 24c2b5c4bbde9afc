package dev.ecrauditor.settings.check;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A glob of account ids of which some digits are read. A glob has at most 25 characters, so that the places that a text
 * may have reached in it are the bits of a number.
 *
 * @param glob digits, {@code *} and {@code ?}
 * @param places where the digits so far may end
 */
record AccountGlob(String glob, int places) {

    AccountGlob(String glob) {
        this(glob, withSkippedStars(glob, 1));
    }

    /** The glob after one more digit. */
    AccountGlob after(char digit) {
        int next = 0;
        for (int i = 0; i < glob.length(); i++) {
            if ((places & 1 << i) == 0) {
                continue;
            }
            char c = glob.charAt(i);
            if (c == '*') {
                next |= 1 << i;
            } else if (c == '?' || c == digit) {
                next |= 1 << (i + 1);
            }
        }
        return new AccountGlob(glob, withSkippedStars(glob, next));
    }

    /** Whether it matches with some more digits, this many. */
    boolean matchesAny(int more) {
        return rests().anyMatch(rest -> fits(rest, more));
    }

    /** Whether it matches whatever digits follow, this many. */
    boolean matchesAll(int more) {
        return rests().anyMatch(rest -> fits(rest, more) && rest.chars().allMatch(c -> c == '*' || c == '?'));
    }

    /** What of the glob may be left. */
    private Stream<String> rests() {
        return IntStream.rangeClosed(0, glob.length())
                .filter(place -> (places & 1 << place) != 0)
                .mapToObj(glob::substring);
    }

    private static boolean fits(String rest, int more) {
        long stars = rest.chars().filter(c -> c == '*').count();
        long others = rest.length() - stars;
        return stars > 0 ? others <= more : others == more;
    }

    private static int withSkippedStars(String glob, int places) {
        int all = places;
        for (int i = 0; i < glob.length(); i++) {
            if ((all & 1 << i) != 0 && glob.charAt(i) == '*') {
                all |= 1 << (i + 1);
            }
        }
        return all;
    }
}
