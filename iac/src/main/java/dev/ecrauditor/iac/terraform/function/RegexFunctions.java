package dev.ecrauditor.iac.terraform.function;

import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.UnevaluatedException;
import dev.ecrauditor.iac.terraform.value.Value;
import dev.ecrauditor.iac.terraform.value.WorkBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Functions with regular expressions. Those of Java search backwards, so each step is charged to the budget. */
final class RegexFunctions {

    /** Java matches groups by recursion; names and ARNs are shorter than this. */
    private static final int LONGEST_TEXT = 1_000;

    private static final int LONGEST_PATTERN = 500;

    private static final Pattern GROUP_NAME = Pattern.compile("\\(\\?P?<([A-Za-z][A-Za-z0-9]*)>");

    static final Map<String, TerraformFunction> ALL = Map.of(
            "regex", RegexFunctions::first,
            "regexall", RegexFunctions::all,
            "replace", RegexFunctions::replace);

    private RegexFunctions() {}

    private static Value first(Arguments arguments) {
        Matcher matcher = matcher(arguments.text(0), arguments.text(1), arguments.budget());
        if (!matcher.find()) {
            throw new EvaluationException("the regular expression does not match");
        }
        return match(matcher, groupNames(arguments.text(0)));
    }

    private static Value all(Arguments arguments) {
        Matcher matcher = matcher(arguments.text(0), arguments.text(1), arguments.budget());
        List<Value> matches = new ArrayList<>();
        while (matcher.find()) {
            matches.add(match(matcher, groupNames(arguments.text(0))));
        }
        return Sequence.list(matches);
    }

    private static Value match(Matcher matcher, List<String> names) {
        if (matcher.groupCount() == 0) {
            return Value.of(matcher.group());
        }
        if (names.isEmpty()) {
            List<Value> groups = new ArrayList<>();
            for (int i = 1; i <= matcher.groupCount(); i++) {
                groups.add(group(matcher.group(i)));
            }
            return Sequence.list(groups);
        }
        Map<String, Value> groups = new TreeMap<>();
        names.forEach(name -> groups.put(name, group(matcher.group(name))));
        return new Mapping(groups);
    }

    private static Value group(@org.jspecify.annotations.Nullable String text) {
        return text == null ? Value.absent() : Value.of(text);
    }

    private static List<String> groupNames(String regex) {
        List<String> names = new ArrayList<>();
        Matcher matcher = GROUP_NAME.matcher(regex);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static Value replace(Arguments arguments) {
        String pattern = arguments.text(1);
        if (pattern.length() < 2 || !pattern.startsWith("/") || !pattern.endsWith("/")) {
            return Value.of(arguments.text(0).replace(pattern, arguments.text(2)));
        }
        String regex = pattern.substring(1, pattern.length() - 1);
        String replacement = arguments.text(2);
        if (replacement.contains("$") && !replacement.matches("(?:[^$\\\\]|\\$\\d(?!\\w)|\\$\\{\\d\\})*")) {
            throw new UnevaluatedException("a replacement with named groups");
        }
        String groups = replacement.contains("$") ? replacement.replaceAll("\\$\\{(\\d)\\}", "\\$$1") : replacement;
        String escaped = replacement.contains("$") ? groups : Matcher.quoteReplacement(groups);
        return Value.of(matcher(regex, arguments.text(0), arguments.budget()).replaceAll(escaped));
    }

    private static Matcher matcher(String regex, String text, WorkBudget budget) {
        if (regex.length() > LONGEST_PATTERN || text.length() > LONGEST_TEXT) {
            throw new UnevaluatedException("the regular expression or the text is too long");
        }
        try {
            return Pattern.compile(regex.replace("(?P<", "(?<")).matcher(new ChargedText(text, budget));
        } catch (PatternSyntaxException e) {
            throw new UnevaluatedException("the regular expression has a form that Java does not know");
        }
    }

    /** A text that charges each look at a character. */
    private record ChargedText(String text, WorkBudget budget) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            budget.spend(1);
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
