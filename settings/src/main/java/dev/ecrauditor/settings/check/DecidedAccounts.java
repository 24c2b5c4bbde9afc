package dev.ecrauditor.settings.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The accounts that some entries of a list decide about, written as account ids and prefixes of account ids. Those are
 * what a filter policy of Amazon SNS can match: it has no wildcard, and no exception beside a match of the same key.
 *
 * <p>Source: "Filter policy constraints" and "String value matching", Amazon SNS Developer Guide.
 */
public final class DecidedAccounts {

    /** A filter policy has at most so many values. */
    public static final int MOST_VALUES = 150;

    private static final int DIGITS = 12;

    /** Globs with a wildcard in the middle need one value for each account; this ends the search for them. */
    private static final int MOST_STEPS = 20_000;

    private final Set<Integer> wanted;
    private int steps;

    private DecidedAccounts(Set<Integer> wanted) {
        this.wanted = wanted;
    }

    /**
     * The ids and prefixes that match exactly the accounts of the wanted entries; empty when a filter policy cannot hold
     * them.
     *
     * @param entries the globs of each entry; the first entry with a glob that matches an account decides about it
     * @param wanted indexes of entries
     */
    public static Optional<List<String>> of(List<List<String>> entries, Set<Integer> wanted) {
        List<OpenGlob> globs = new ArrayList<>();
        for (int entry = 0; entry < entries.size(); entry++) {
            for (String glob : entries.get(entry)) {
                globs.add(new OpenGlob(entry, new AccountGlob(glob)));
            }
        }
        DecidedAccounts search = new DecidedAccounts(wanted);
        List<String> found = search.below("", globs);
        return found.size() <= MOST_VALUES && search.steps <= MOST_STEPS ? Optional.of(found) : Optional.empty();
    }

    /**
     * A glob after the digits of a prefix.
     *
     * @param entry to which it belongs
     */
    private record OpenGlob(int entry, AccountGlob glob) {}

    private List<String> below(String prefix, List<OpenGlob> open) {
        List<String> found = new ArrayList<>();
        for (char digit = '0'; digit <= '9' && found.size() <= MOST_VALUES && steps <= MOST_STEPS; digit++) {
            steps++;
            found.addAll(at(prefix + digit, after(digit, open, DIGITS - prefix.length() - 1)));
        }
        boolean isWhole = found.size() == 10
                && !prefix.isEmpty()
                && found.stream().allMatch(each -> each.length() == prefix.length() + 1);
        return isWhole ? List.of(prefix) : found;
    }

    private List<String> at(String prefix, List<OpenGlob> open) {
        int left = DIGITS - prefix.length();
        boolean isWantedByAll = true;
        boolean isWantedByNone = true;
        boolean isDecided = false;
        for (OpenGlob glob : open) {
            boolean isWanted = wanted.contains(glob.entry());
            isWantedByAll &= isWanted;
            isWantedByNone &= !isWanted;
            if (glob.glob().matchesAll(left)) {
                isDecided = true;
                break;
            }
        }
        if (isWantedByNone) {
            return List.of();
        }
        return isDecided && isWantedByAll ? List.of(prefix) : below(prefix, open);
    }

    private static List<OpenGlob> after(char digit, List<OpenGlob> open, int left) {
        List<OpenGlob> next = new ArrayList<>();
        for (OpenGlob each : open) {
            AccountGlob glob = each.glob().after(digit);
            if (glob.matchesAny(left)) {
                next.add(new OpenGlob(each.entry(), glob));
            }
        }
        return next;
    }
}
