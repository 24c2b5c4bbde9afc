package dev.ecrauditor.iac.terraform.function;

import dev.ecrauditor.iac.terraform.json.JsonText;
import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.UnevaluatedException;
import dev.ecrauditor.iac.terraform.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The directives of {@code format}: {@code %s}, {@code %v}, {@code %d}, {@code %q}, {@code %t}, {@code %f}, widths. */
final class FormatDirectives {

    private static final Pattern DIRECTIVE = Pattern.compile("%([-+ 0#]{0,5})(\\d{0,3})(?:\\.(\\d{0,3}))?(.)");

    private FormatDirectives() {}

    static String format(String format, List<Value> arguments) {
        Matcher directive = DIRECTIVE.matcher(format);
        StringBuilder text = new StringBuilder();
        int last = 0;
        int next = 0;
        while (directive.find()) {
            text.append(format, last, directive.start());
            last = directive.end();
            if (directive.group(4).equals("%")) {
                text.append('%');
                continue;
            }
            if (directive.group(1).contains("#")) {
                throw new UnevaluatedException("a format with #");
            }
            if (next >= arguments.size()) {
                throw new EvaluationException("the format has more directives than arguments");
            }
            text.append(padded(directive, one(directive, arguments.get(next++))));
        }
        if (next < arguments.size()) {
            throw new EvaluationException("the format has fewer directives than arguments");
        }
        return text.append(format.substring(last)).toString();
    }

    private static String one(Matcher directive, Value value) {
        return switch (directive.group(4)) {
            case "s" -> Conversion.text(value);
            case "v" -> any(value);
            case "q" -> JsonText.of(Value.of(Conversion.text(value)));
            case "t" -> String.valueOf(Conversion.bool(value));
            case "d" -> signed(directive, whole(value));
            case "f" ->
                signed(directive, Conversion.number(value).setScale(decimals(directive), RoundingMode.HALF_EVEN));
            default -> throw new UnevaluatedException("%" + directive.group(4));
        };
    }

    private static BigDecimal whole(Value value) {
        BigDecimal number = Conversion.number(value);
        if (number.scale() > 0) {
            throw new EvaluationException("a whole number is required");
        }
        return number.setScale(0, RoundingMode.UNNECESSARY);
    }

    private static String any(Value value) {
        return value instanceof Sequence || value instanceof Mapping || value instanceof Value.Null
                ? JsonText.of(value)
                : Conversion.text(value);
    }

    private static int decimals(Matcher directive) {
        String decimals = directive.group(3);
        return decimals == null || decimals.isEmpty() ? 6 : Integer.parseInt(decimals);
    }

    private static String signed(Matcher directive, BigDecimal number) {
        boolean plus = directive.group(1).contains("+") && number.signum() >= 0;
        return (plus ? "+" : "") + number.toPlainString();
    }

    private static String padded(Matcher directive, String text) {
        String width = directive.group(2);
        int missing = (width.isEmpty() ? 0 : Integer.parseInt(width)) - text.length();
        if (missing <= 0) {
            return text;
        }
        if (directive.group(1).contains("-")) {
            return text + " ".repeat(missing);
        }
        boolean zeros = directive.group(1).contains("0");
        return (zeros ? "0" : " ").repeat(missing) + text;
    }
}
