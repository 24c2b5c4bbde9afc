package dev.ecrauditor.policy;

import dev.ecrauditor.policy.ConditionBound.Bound;
import java.util.Locale;

/**
 * Whether one value of a condition key ties a request to somebody in particular. The loosest value of a key decides, so each value
 * is looked at by itself.
 *
 * <p>Source: "AWS global condition context keys", IAM User Guide; the meaning of public follows "The meaning of public" of the
 * Amazon S3 User Guide.
 */
final class FixedValue {

    private FixedValue() {}

    /**
     * @param key the condition key
     * @param value one value
     * @param wildcards true when the operator expands {@code *} and {@code ?}
     */
    static Bound bound(String key, String value, boolean wildcards) {
        if (value.contains("${")) {
            boolean own = key.equalsIgnoreCase("aws:PrincipalAccount") && value.equals("${aws:ResourceAccount}");
            return own ? Bound.BOUNDS : Bound.UNCLEAR;
        }
        boolean open = wildcards && Wildcard.isIn(value);
        return switch (key.toLowerCase(Locale.ROOT)) {
            case "aws:principalorgid",
                    "aws:sourceorgid",
                    "aws:principalaccount",
                    "aws:sourceaccount",
                    "aws:sourceowner" -> open ? Bound.DOES_NOT : Bound.BOUNDS;
            case "aws:sourcevpc", "aws:sourcevpce" -> open ? Bound.DOES_NOT : Bound.BOUNDS;
            case "aws:principalorgpaths" -> orgPath(value, wildcards);
            case "aws:principalarn", "aws:sourcearn" -> arn(value, open);
            case "aws:sourceip" -> IpRange.bound(value);
            case "aws:userid" -> uniqueId(value, open);
            default -> Bound.DOES_NOT;
        };
    }

    private static Bound orgPath(String value, boolean wildcards) {
        int slash = value.indexOf('/');
        String organization = slash < 0 ? value : value.substring(0, slash);
        return wildcards && Wildcard.isIn(organization) ? Bound.DOES_NOT : Bound.BOUNDS;
    }

    /** The account field must be spelled out: a pattern that reaches over colons may match any account. */
    private static Bound arn(String value, boolean open) {
        if (!open) {
            return Bound.BOUNDS;
        }
        String[] fields = value.split(":", 6);
        if (fields.length < 6) {
            return Bound.DOES_NOT;
        }
        String beforeAccount = fields[0] + fields[1] + fields[2] + fields[3];
        boolean account = fields[4].length() == 12 && fields[4].chars().allMatch(c -> c >= '0' && c <= '9');
        return account && !Wildcard.isIn(beforeAccount) ? Bound.BOUNDS : Bound.DOES_NOT;
    }

    private static Bound uniqueId(String value, boolean open) {
        if (!open) {
            return Bound.BOUNDS;
        }
        boolean prefixed = value.startsWith("AROA") || value.startsWith("AIDA");
        int colon = value.indexOf(':');
        boolean fixedPrefix = prefixed && colon > 4 && !Wildcard.isIn(value.substring(0, colon));
        return fixedPrefix ? Bound.BOUNDS : Bound.DOES_NOT;
    }
}
