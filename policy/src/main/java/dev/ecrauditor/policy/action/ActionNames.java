package dev.ecrauditor.policy.action;

import dev.ecrauditor.policy.pattern.Wildcard;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds faults in the actions that a policy names.
 *
 * <p>Source: "IAM JSON policy elements: Action", IAM User Guide; Service Authorization Reference, in which every action
 * is a service's prefix, a colon and a name of letters and digits.
 */
public final class ActionNames {

    /** No action of AWS has a name of this length, including the prefix. */
    private static final int LONGEST = 128;

    private ActionNames() {}

    /** A fault of an action. */
    public enum Fault {
        /** No action of AWS can be named like that: it grants and denies nothing. */
        MISTYPED,
        /** It has the form of an action but is not known: it counts as one that AWS has added. */
        UNKNOWN,
        /** An action of the whole registry, or of another service, which no repository policy can grant. */
        NOT_OF_A_REPOSITORY
    }

    /** The fault of an action that a repository policy names; empty when there is none. */
    public static Optional<Fault> fault(String written) {
        if (ActionCatalogue.ECR.grantable().keySet().stream()
                .anyMatch(action -> Wildcard.matchesIgnoringCase(written, action))) {
            return Optional.empty();
        }
        if (!isWellFormed(written)) {
            return Optional.of(Fault.MISTYPED);
        }
        String[] parts = written.split(":", 2);
        boolean ofEcr = Wildcard.matchesIgnoringCase(parts[0], ActionCatalogue.ECR.service());
        boolean ofRegistry = ActionCatalogue.ECR.elsewhere().stream()
                .anyMatch(name -> Wildcard.matchesIgnoringCase(written, ActionCatalogue.ECR.service() + ":" + name));
        return Optional.of(ofRegistry || !ofEcr ? Fault.NOT_OF_A_REPOSITORY : Fault.UNKNOWN);
    }

    /** True for text that names an action, or several by wildcard: a prefix, a colon, and letters and digits. */
    static boolean isWellFormed(String written) {
        int colon = written.indexOf(':');
        if (colon < 0) {
            // A star can stand for the colon as well: * and ecr*.
            return written.indexOf('*') >= 0 && written.chars().allMatch(ActionNames::isOfAPrefix);
        }
        return written.length() <= LONGEST
                && colon > 0
                && colon < written.length() - 1
                && written.substring(0, colon).chars().allMatch(ActionNames::isOfAPrefix)
                && written.substring(colon + 1).chars().allMatch(ActionNames::isOfAName);
    }

    private static boolean isOfAName(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '*' || c == '?';
    }

    private static boolean isOfAPrefix(int c) {
        return isOfAName(c) || c == '-';
    }

    /** The ECR action with the smallest edit distance; empty when none is similar. */
    public static Optional<String> nearest(String written) {
        String wanted = bare(written);
        if (wanted.isEmpty() || wanted.length() > LONGEST) {
            return Optional.empty();
        }
        String prefix = ActionCatalogue.ECR.service() + ":";
        Stream<String> known = Stream.concat(
                ActionCatalogue.ECR.grantable().keySet().stream(),
                ActionCatalogue.ECR.elsewhere().stream().sorted().map(prefix::concat));
        return known.map(action -> new Distance(action, distance(wanted, bare(action))))
                .min(Comparator.comparingInt(Distance::changes))
                .filter(distance -> distance.changes() <= Math.max(2, wanted.length() / 4))
                .map(Distance::action);
    }

    private record Distance(String action, int changes) {}

    /** The letters and digits of an action's name, without the prefix. */
    private static String bare(String action) {
        String letters = action.toLowerCase(Locale.ROOT)
                .chars()
                .filter(character -> (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9'))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return letters.startsWith("ecr") ? letters.substring("ecr".length()) : letters;
    }

    /** The edit distance: the number of letters to insert, delete or replace. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int i = 0; i <= other.length(); i++) {
            row[i] = i;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
