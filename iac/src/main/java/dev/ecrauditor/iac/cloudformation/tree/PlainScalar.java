package dev.ecrauditor.iac.cloudformation.tree;

import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Scalar;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a scalar without quotes means in YAML 1.1, the version that CloudFormation reads. */
public final class PlainScalar {

    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "no", "off");
    private static final Set<String> NOTHING = Set.of("", "~", "null");

    /** Whole numbers and fractions as JSON writes them; every other number stays the text that it is. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?");

    private PlainScalar() {}

    static Scalar.Kind kind(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (NOTHING.contains(lower)) {
            return Scalar.Kind.NOTHING;
        }
        if (TRUE.contains(lower) || FALSE.contains(lower)) {
            return Scalar.Kind.TRUTH;
        }
        return text.length() <= 64 && NUMBER.matcher(text).matches() ? Scalar.Kind.NUMBER : Scalar.Kind.TEXT;
    }

    /** The value of a scalar that is true or false. */
    public static boolean isTrue(String text) {
        return TRUE.contains(text.toLowerCase(Locale.ROOT));
    }
}
