package dev.ecrauditor.iac.terraform.function;

import static java.util.Map.entry;

import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Functions of texts. */
final class TextFunctions {

    static final Map<String, TerraformFunction> ALL = Map.ofEntries(
            entry("chomp", a -> Value.of(a.text(0).replaceAll("[\\r\\n]+$", ""))),
            entry("endswith", a -> Value.of(a.text(0).endsWith(a.text(1)))),
            entry(
                    "format",
                    a -> Value.of(FormatDirectives.format(a.text(0), a.values().subList(1, a.size())))),
            entry("formatlist", TextFunctions::formatList),
            entry("indent", a -> Value.of(a.text(1).replace("\n", "\n" + " ".repeat(spaces(a))))),
            entry("lower", a -> Value.of(mapped(a.text(0), Character::toLowerCase))),
            entry("split", TextFunctions::split),
            entry("startswith", a -> Value.of(a.text(0).startsWith(a.text(1)))),
            entry("strcontains", a -> Value.of(a.text(0).contains(a.text(1)))),
            entry("strrev", a -> Value.of(new StringBuilder(a.text(0)).reverse().toString())),
            entry("substr", TextFunctions::substring),
            entry("title", TextFunctions::title),
            entry("trim", a -> Value.of(trimEnd(trimStart(a.text(0), a.text(1)), a.text(1)))),
            entry("trimprefix", a -> Value.of(withoutPrefix(a.text(0), a.text(1)))),
            entry("trimsuffix", a -> Value.of(withoutSuffix(a.text(0), a.text(1)))),
            entry("trimspace", a -> Value.of(a.text(0).strip())),
            entry("upper", a -> Value.of(mapped(a.text(0), Character::toUpperCase))));

    private TextFunctions() {}

    private static int spaces(Arguments arguments) {
        int spaces = arguments.integer(0);
        if (spaces < 0 || spaces > 1_000) {
            throw new EvaluationException("the number of spaces is out of range");
        }
        arguments.budget().spend((long) spaces * arguments.text(1).length() / 16);
        return spaces;
    }

    static Value join(Arguments arguments) {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            texts.addAll(arguments.texts(i));
        }
        return Value.of(String.join(arguments.text(0), texts));
    }

    private static Value split(Arguments arguments) {
        List<Value> parts = new ArrayList<>();
        String text = arguments.text(1);
        String separator = arguments.text(0);
        if (separator.isEmpty()) {
            text.codePoints().forEach(c -> parts.add(Value.of(Character.toString(c))));
            return Sequence.list(parts);
        }
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(Value.of(text.substring(from, at)));
            from = at + separator.length();
        }
        parts.add(Value.of(text.substring(from)));
        return Sequence.list(parts);
    }

    private static Value substring(Arguments arguments) {
        String text = arguments.text(0);
        int offset = arguments.integer(1);
        int length = arguments.integer(2);
        int from = Math.max(0, Math.min(text.length(), offset < 0 ? text.length() + offset : offset));
        long end = length < 0 ? text.length() : Math.min(text.length(), (long) from + length);
        return Value.of(text.substring(from, (int) end));
    }

    /** Letter by letter, as Go does: no letter becomes two. */
    private static String mapped(String text, IntUnaryOperator change) {
        StringBuilder mapped = new StringBuilder();
        text.codePoints().map(change).forEach(mapped::appendCodePoint);
        return mapped.toString();
    }

    private static boolean isSeparator(char c) {
        return c < 128 ? !Character.isLetterOrDigit(c) && c != '_' : Character.isWhitespace(c);
    }

    private static Value title(Arguments arguments) {
        StringBuilder title = new StringBuilder(arguments.text(0));
        for (int i = 0; i < title.length(); i++) {
            if (i == 0 || isSeparator(title.charAt(i - 1))) {
                title.setCharAt(i, Character.toTitleCase(title.charAt(i)));
            }
        }
        return Value.of(title.toString());
    }

    private static String trimStart(String text, String characters) {
        int from = 0;
        while (from < text.length() && characters.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        return text.substring(from);
    }

    private static String trimEnd(String text, String characters) {
        int end = text.length();
        while (end > 0 && characters.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }

    private static String withoutPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static String withoutSuffix(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }

    /** One text for each position of the lists; an argument that is no list is used at every position. */
    private static Value formatList(Arguments arguments) {
        int length = -1;
        for (Value value : arguments.values()) {
            if (value instanceof Sequence sequence) {
                int size = sequence.items().size();
                if (length >= 0 && size != length) {
                    throw new EvaluationException("the lists differ in length");
                }
                length = size;
            }
        }
        List<Value> texts = new ArrayList<>();
        for (int i = 0; i < (length < 0 ? 1 : length); i++) {
            List<Value> row = new ArrayList<>();
            for (Value value : arguments.values()) {
                row.add(value instanceof Sequence sequence ? sequence.items().get(i) : value);
            }
            arguments.budget().spend(row.size());
            texts.add(Value.of(FormatDirectives.format(Conversion.text(row.get(0)), row.subList(1, row.size()))));
        }
        return Sequence.list(texts);
    }
}
