package dev.ecrauditor.policy;

import dev.ecrauditor.policy.ConditionBound.Bound;
import java.util.Locale;
import java.util.Set;

/**
 * Whether one value of a condition key ties a request to somebody in particular. The loosest value of a key decides, so each value
 * is looked at by itself.
 *
 * <p>Source: "AWS global condition context keys" and "IAM identifiers", IAM User Guide; the meaning of public follows "The meaning of
 * public" of the Amazon S3 User Guide.
 */
final class FixedValue {

    /** How an operator compares a value that holds {@code *} or {@code ?}. */
    enum Matching {
        /** To the letter. */
        EXACT,
        /** A wildcard stands for any text, colons included. */
        WHOLE_TEXT,
        /** Each of the six fields of an ARN by itself. */
        BY_FIELD
    }

    /** The keys that tell who calls, or from where; whatever another key says, anybody can satisfy. */
    private static final Set<String> TELLING = Set.of(
            "aws:principalorgid",
            "aws:principalorgpaths",
            "aws:principalaccount",
            "aws:principalarn",
            "aws:userid",
            "aws:sourceorgid",
            "aws:sourceorgpaths",
            "aws:sourceaccount",
            "aws:sourceowner",
            "aws:sourcearn",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:sourceip");

    /** AWS makes unique ids of this many characters, such as AROADBQP57FF2AEXAMPLE. */
    private static final int UNIQUE_ID = 21;

    private FixedValue() {}

    /**
     * @param key the condition key
     * @param value one value
     * @param matching how the operator compares it
     */
    static Bound bound(String key, String value, Matching matching) {
        String name = key.toLowerCase(Locale.ROOT);
        if (!TELLING.contains(name)) {
            return Bound.DOES_NOT;
        }
        if (value.contains("${")) {
            boolean own = name.equals("aws:principalaccount") && value.equals("${aws:ResourceAccount}");
            return own ? Bound.BOUNDS : Bound.UNCLEAR;
        }
        boolean open = matching != Matching.EXACT && Wildcard.isIn(value);
        return switch (name) {
            case "aws:sourceip" -> IpRange.bound(value);
            case "aws:principalorgpaths", "aws:sourceorgpaths" -> orgPath(value, open);
            case "aws:principalarn" -> open ? arn(value, matching, Bound.DOES_NOT) : Bound.BOUNDS;
            // In a service's resource ARN a wildcard Region hardly reaches another account, but it can.
            case "aws:sourcearn" -> open ? arn(value, matching, Bound.UNCLEAR) : Bound.BOUNDS;
            case "aws:userid" -> open ? uniqueId(value) : Bound.BOUNDS;
            default -> open ? Bound.DOES_NOT : Bound.BOUNDS;
        };
    }

    private static Bound orgPath(String value, boolean open) {
        int slash = value.indexOf('/');
        String organization = slash < 0 ? value : value.substring(0, slash);
        return open && Wildcard.isIn(organization) ? Bound.DOES_NOT : Bound.BOUNDS;
    }

    /** The account field must be spelled out, and no wildcard before it may reach over its colons. */
    private static Bound arn(String value, Matching matching, Bound reachesOverColons) {
        String[] fields = value.split(":", 6);
        if (fields.length < 6 || !isAccountId(fields[4])) {
            return Bound.DOES_NOT;
        }
        boolean anchored = !Wildcard.isIn(fields[0] + fields[1] + fields[2] + fields[3]);
        return anchored || matching == Matching.BY_FIELD ? Bound.BOUNDS : reachesOverColons;
    }

    /** {@code UNIQUE_ID:session} for a role, {@code ACCOUNT:name} for a federated user; the part after the colon is the caller's choice. */
    private static Bound uniqueId(String value) {
        int colon = value.indexOf(':');
        String id = colon < 0 ? value.substring(0, Math.min(UNIQUE_ID, value.length())) : value.substring(0, colon);
        boolean unique = (id.startsWith("AROA") || id.startsWith("AIDA"))
                && id.length() > "AROA".length()
                && (colon > 0 || id.length() == UNIQUE_ID);
        boolean fixed = !Wildcard.isIn(id) && (unique || isAccountId(id));
        return fixed ? Bound.BOUNDS : Bound.DOES_NOT;
    }

    private static boolean isAccountId(String text) {
        return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
