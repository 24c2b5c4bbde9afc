package dev.ecrauditor.policy.naive;

import dev.ecrauditor.policy.naive.NaivePolicy.Test;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Condition operators as the IAM User Guide describes them ("Condition operators", "Multivalued context keys",
 * "Variables and tags"). Any other form it does not document.
 */
final class NaiveConditions {

    /** The result of a condition on a request, according to the User Guide. */
    enum Answer {
        TRUE,
        FALSE,
        NOT_DOCUMENTED
    }

    private static final Set<String> COMPARISONS = Set.of(
            "stringequals",
            "stringequalsignorecase",
            "stringlike",
            "arnequals",
            "arnlike",
            "ipaddress",
            "bool",
            "binaryequals",
            "numericequals",
            "numericlessthan",
            "numericlessthanequals",
            "numericgreaterthan",
            "numericgreaterthanequals",
            "dateequals",
            "datelessthan",
            "datelessthanequals",
            "dategreaterthan",
            "dategreaterthanequals");
    private static final Map<String, String> NEGATED = Map.of(
            "stringnotequals", "stringequals",
            "stringnotequalsignorecase", "stringequalsignorecase",
            "stringnotlike", "stringlike",
            "arnnotequals", "arnequals",
            "arnnotlike", "arnlike",
            "notipaddress", "ipaddress",
            "numericnotequals", "numericequals",
            "datenotequals", "dateequals");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final boolean variables;

    NaiveConditions(boolean variables) {
        this.variables = variables;
    }

    Answer ask(Test test, Map<String, List<String>> request) {
        String operator = test.operator();
        boolean all = operator.startsWith("forallvalues:");
        boolean any = operator.startsWith("foranyvalue:");
        if (all || any) {
            operator = operator.substring(operator.indexOf(':') + 1);
        }
        boolean ifExists = operator.endsWith("ifexists");
        if (ifExists) {
            operator = operator.substring(0, operator.length() - 8);
        }
        List<String> actual = request.getOrDefault(test.key(), List.of());
        if (test.values().isEmpty()) {
            return Answer.NOT_DOCUMENTED;
        }
        if (operator.equals("null")) {
            boolean plain = !all && !any && !ifExists;
            return plain && test.values().stream().allMatch(NaiveConditions::isBool)
                    ? answer(test.values().stream().anyMatch(value -> Boolean.parseBoolean(value) == actual.isEmpty()))
                    : Answer.NOT_DOCUMENTED;
        }
        boolean negated = NEGATED.containsKey(operator);
        String comparison = negated ? NEGATED.get(operator) : operator;
        if (!COMPARISONS.contains(comparison) || !isOf(test.key(), comparison)) {
            return Answer.NOT_DOCUMENTED;
        }
        for (String value : test.values()) {
            if (!(variables && value.contains("${")) && !isValue(comparison, value)) {
                return Answer.NOT_DOCUMENTED;
            }
        }
        if (actual.isEmpty()) {
            return answer(all || (!any && (ifExists || negated)));
        }
        List<Boolean> each = new ArrayList<>();
        for (String one : actual) {
            boolean found = false;
            for (String value : test.values()) {
                found |= compare(comparison, value, one, request);
            }
            each.add(found != negated);
        }
        return answer(all ? !each.contains(false) : each.contains(true));
    }

    /** Keys with several values, which the guide documents only with ForAllValues and ForAnyValue. */
    private static final Set<String> SEVERAL = Set.of(
            "aws:calledvia",
            "aws:principalorgpaths",
            "aws:principalservicenameslist",
            "aws:resourceorgpaths",
            "aws:sourceorgpaths",
            "aws:tagkeys",
            "aws:vpceorgpaths");

    static boolean treatsSeveralAsOne(Test test) {
        String operator = test.operator();
        return SEVERAL.contains(test.key())
                && !operator.equals("null")
                && !operator.startsWith("forallvalues:")
                && !operator.startsWith("foranyvalue:");
    }

    private static Answer answer(boolean holds) {
        return holds ? Answer.TRUE : Answer.FALSE;
    }

    /** Keys of accounts, organizations, networks and ARNs are compared only as values of their kind. */
    private static boolean isOf(String key, String comparison) {
        boolean text = comparison.startsWith("string");
        return switch (key) {
            case "aws:principalaccount",
                    "aws:principalorgid",
                    "aws:principalorgpaths",
                    "aws:userid",
                    "aws:sourceaccount",
                    "aws:sourceowner",
                    "aws:sourceorgid",
                    "aws:sourceorgpaths",
                    "aws:sourcevpc",
                    "aws:sourcevpce" -> text;
            case "aws:principalarn", "aws:sourcearn" -> text || comparison.startsWith("arn");
            case "aws:sourceip", "aws:vpcsourceip" -> text || comparison.equals("ipaddress");
            default -> true;
        };
    }

    private static boolean isValue(String comparison, String value) {
        if (comparison.startsWith("arn")) {
            return value.split(":", 6).length == 6;
        }
        if (comparison.equals("ipaddress")) {
            return range(value) != null;
        }
        if (comparison.startsWith("numeric")) {
            return number(value) != null;
        }
        if (comparison.startsWith("date")) {
            return date(value) != null;
        }
        return !comparison.equals("bool") || isBool(value);
    }

    private static boolean isBool(String value) {
        return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
    }

    private boolean compare(String comparison, String value, String actual, Map<String, List<String>> request) {
        String wanted = value;
        if (variables && value.contains("${")) {
            wanted = filled(value, request);
            if (wanted == null) {
                return false;
            }
        }
        String plain = wanted.replace("\0", "");
        return switch (comparison) {
            case "stringequals", "binaryequals" -> plain.equals(actual);
            case "stringequalsignorecase", "bool" -> plain.equalsIgnoreCase(actual);
            case "stringlike" -> NaiveWildcard.matches(wanted, actual);
            case "arnequals", "arnlike" -> arn(wanted, actual);
            case "ipaddress" -> inRange(plain, actual);
            default -> ordered(comparison, plain, actual);
        };
    }

    /** Null when a variable has no value; a filled value is quoted, so that it never counts as a wildcard. */
    static String filled(String value, Map<String, List<String>> request) {
        StringBuilder text = new StringBuilder();
        int copied = 0;
        var variable = VARIABLE.matcher(value);
        while (variable.find()) {
            text.append(value, copied, variable.start());
            copied = variable.end();
            String name = variable.group(1);
            if (name.equals("*") || name.equals("?") || name.equals("$")) {
                text.append('\0').append(name);
                continue;
            }
            String[] parts = name.split(",", 2);
            List<String> values = request.getOrDefault(parts[0].strip().toLowerCase(Locale.ROOT), List.of());
            String filling;
            if (values.size() == 1) {
                filling = values.get(0);
            } else if (parts.length == 2) {
                filling = parts[1].strip().replaceAll("^'(.*)'$", "$1");
            } else {
                return null;
            }
            filling.chars().forEach(c -> text.append('\0').append((char) c));
        }
        return text.append(value.substring(copied)).toString();
    }

    static boolean arn(String wanted, String actual) {
        String[] pattern = wanted.replace("\0:", ":").split(":", 6);
        String[] fields = actual.split(":", 6);
        boolean same = pattern.length == 6 && fields.length == 6;
        for (int i = 0; same && i < 6; i++) {
            same = NaiveWildcard.matches(pattern[i], fields[i]);
        }
        return same;
    }

    private static boolean ordered(String comparison, String wanted, String actual) {
        int sign;
        if (comparison.startsWith("numeric")) {
            BigDecimal left = number(actual);
            BigDecimal right = number(wanted);
            if (left == null || right == null) {
                return false;
            }
            sign = left.compareTo(right);
        } else {
            Instant left = date(actual);
            Instant right = date(wanted);
            if (left == null || right == null) {
                return false;
            }
            sign = left.compareTo(right);
        }
        boolean less = comparison.contains("lessthan") && sign < 0;
        boolean greater = comparison.contains("greaterthan") && sign > 0;
        return less || greater || (comparison.endsWith("equals") && sign == 0);
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static Instant date(String text) {
        try {
            if (text.matches("\\d+")) {
                return Instant.ofEpochSecond(Long.parseLong(text));
            }
            return Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text);
        } catch (DateTimeException | NumberFormatException notADate) {
            return null;
        }
    }

    /** Address and prefix length; null when it is no CIDR range of a plain address. */
    private static Object[] range(String text) {
        String[] parts = text.split("/", -1);
        byte[] address = address(parts[0]);
        if (address == null || parts.length > 2 || (parts.length == 2 && !parts[1].matches("\\d{1,3}"))) {
            return null;
        }
        int prefix = parts.length == 2 ? Integer.parseInt(parts[1]) : address.length * 8;
        return prefix > address.length * 8 ? null : new Object[] {address, prefix};
    }

    static boolean inRange(String range, String actual) {
        Object[] wanted = range(range);
        byte[] address = address(actual);
        if (wanted == null || address == null || ((byte[]) wanted[0]).length != address.length) {
            return false;
        }
        int free = address.length * 8 - (int) wanted[1];
        return new BigInteger(1, (byte[]) wanted[0])
                .shiftRight(free)
                .equals(new BigInteger(1, address).shiftRight(free));
    }

    /** Prefix length and width; -1 when it is no range. */
    static int prefix(String text) {
        Object[] range = range(text);
        return range == null ? -1 : (int) range[1];
    }

    static byte[] address(String text) {
        boolean v4 = IPV4.matcher(text).matches();
        if (!v4 && !IPV6.matcher(text).matches()) {
            return null;
        }
        try {
            byte[] octets = InetAddress.getByName(text).getAddress();
            return octets.length == (v4 ? 4 : 16) ? octets : null;
        } catch (UnknownHostException notAnAddress) {
            return null;
        }
    }
}
