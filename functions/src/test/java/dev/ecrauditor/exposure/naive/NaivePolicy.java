package dev.ecrauditor.exposure.naive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A policy that is evaluated for one request at a time, written from the IAM User Guide and independent of the product.
 * What the guide does not document holds in an Allow and does not hold in a Deny.
 */
final class NaivePolicy {

    static final NaivePolicy NONE = new NaivePolicy(List.of(), true);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> statements;
    private final boolean hasVariables;

    private NaivePolicy(List<JsonNode> statements, boolean hasVariables) {
        this.statements = statements;
        this.hasVariables = hasVariables;
    }

    static NaivePolicy parse(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            List<JsonNode> statements = new ArrayList<>();
            JsonNode written = root.path("Statement");
            if (written.isArray()) {
                written.forEach(statements::add);
            } else {
                statements.add(written);
            }
            return new NaivePolicy(statements, root.path("Version").asText().equals("2012-10-17"));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }

    /** Whether an Allow applies to a request on one of many resources. */
    boolean allows(NaiveRequest request) {
        return applies("Allow", request, true);
    }

    boolean denies(NaiveRequest request) {
        return applies("Deny", request, true);
    }

    /** The same for the policy of one resource, in which no resource is written. */
    boolean allowsHere(NaiveRequest request) {
        return applies("Allow", request, false);
    }

    boolean deniesHere(NaiveRequest request) {
        return applies("Deny", request, false);
    }

    private boolean applies(String effect, NaiveRequest request, boolean aboutResources) {
        for (JsonNode statement : statements) {
            boolean allow = effect.equals("Allow");
            if (statement.path("Effect").asText().equals(effect)
                    && covers(statement, request.action())
                    && isAbout(statement, request)
                    && (!aboutResources || isOn(statement, request, allow))
                    && conditionsHold(statement.path("Condition"), request, allow)) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(JsonNode statement, String action) {
        boolean not = statement.has("NotAction");
        boolean matches = texts(statement.path(not ? "NotAction" : "Action")).stream()
                .anyMatch(pattern ->
                        NaiveMatch.matches(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT)));
        return matches != not;
    }

    private static boolean isAbout(JsonNode statement, NaiveRequest request) {
        boolean not = statement.has("NotPrincipal");
        JsonNode principal = statement.path(not ? "NotPrincipal" : "Principal");
        boolean named = principal.isTextual() && principal.asText().equals("*");
        for (Map.Entry<String, JsonNode> kind : principal.properties()) {
            for (String name : texts(kind.getValue())) {
                named |= kind.getKey().equals("Service")
                        ? request.isOfService() && name.equals(request.caller())
                        : name.equals("*") || isCaller(name, request);
            }
        }
        return named != not;
    }

    private static boolean isCaller(String name, NaiveRequest request) {
        if (request.isOfService()) {
            return false;
        }
        String account = request.account();
        return name.equals(account)
                || name.equals("arn:aws:iam::" + account + ":root")
                || name.equals(request.caller());
    }

    private boolean isOn(JsonNode statement, NaiveRequest request, boolean allow) {
        if (statement.has("NotResource")) {
            return texts(statement.path("NotResource")).stream()
                    .noneMatch(pattern -> matches(pattern, request, !allow));
        }
        if (!statement.has("Resource")) {
            return allow;
        }
        return texts(statement.path("Resource")).stream().anyMatch(pattern -> matches(pattern, request, allow));
    }

    /**
     * @param loosely true where an ARN that lacks fields counts in the widest sense
     */
    private boolean matches(String pattern, NaiveRequest request, boolean loosely) {
        String filled = hasVariables ? filled(pattern, request) : pattern;
        if (filled == null) {
            return false;
        }
        boolean isWhole = filled.split(":", -1).length >= 6;
        if (filled.equals("*")) {
            return true;
        }
        return isWhole
                ? NaiveMatch.arn(filled, request.arn())
                : loosely
                        && (NaiveMatch.matches(filled, request.arn())
                                || NaiveMatch.arn(
                                        filled + ":*".repeat(6 - filled.split(":", -1).length), request.arn()));
    }

    /** Null where a variable has no value. */
    private static String filled(String pattern, NaiveRequest request) {
        String filled = pattern;
        while (filled.contains("${")) {
            int open = filled.indexOf("${");
            int close = filled.indexOf('}', open);
            String[] variable = filled.substring(open + 2, close).split(",", 2);
            String value = request.first(variable[0].strip().toLowerCase(Locale.ROOT));
            if (value.isEmpty()) {
                if (variable.length == 1) {
                    return null;
                }
                value = variable[1].strip().replace("'", "");
            }
            filled = filled.substring(0, open) + value + filled.substring(close + 1);
        }
        return filled;
    }

    private static boolean conditionsHold(JsonNode conditions, NaiveRequest request, boolean allow) {
        for (Map.Entry<String, JsonNode> operator : conditions.properties()) {
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                if (!holds(operator.getKey(), key.getKey(), texts(key.getValue()), request, allow)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean holds(
            String operator, String key, List<String> values, NaiveRequest request, boolean allow) {
        String actual = request.first(key.toLowerCase(Locale.ROOT));
        return switch (operator) {
            case "StringEquals" -> !actual.isEmpty() && values.contains(actual);
            case "StringLike" -> !actual.isEmpty() && values.stream().anyMatch(one -> NaiveMatch.matches(one, actual));
            case "StringNotEquals" -> actual.isEmpty() || !values.contains(actual);
            case "ArnLike" -> !actual.isEmpty() && values.stream().anyMatch(one -> NaiveMatch.arn(one, actual));
            case "Null" -> Boolean.parseBoolean(values.get(0)) == actual.isEmpty();
            case "IpAddress" -> !actual.isEmpty() && values.stream().anyMatch(range -> isIn(range, actual));
            case "NotIpAddress" -> actual.isEmpty() || values.stream().noneMatch(range -> isIn(range, actual));
            default -> allow; // not an operator that the guide documents
        };
    }

    /** Ranges of whole octets. */
    private static boolean isIn(String range, String address) {
        String[] parts = range.split("/", -1);
        int octets = Integer.parseInt(parts[1]) / 8;
        List<String> wanted = List.of(parts[0].split("\\.", -1));
        List<String> actual = List.of(address.split("\\.", -1));
        return actual.size() == 4 && wanted.subList(0, octets).equals(actual.subList(0, octets));
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(item -> texts.add(item.asText()));
        } else if (node.isTextual()) {
            texts.add(node.asText());
        }
        return texts;
    }

    /** Actions that only a registry policy decides about. */
    static final Set<String> OF_THE_REGISTRY = Set.of(
            "ecr:CreateRepository",
            "ecr:CreatePullThroughCacheRule",
            "ecr:DeletePullThroughCacheRule",
            "ecr:DescribePullThroughCacheRules",
            "ecr:StartReplicationBackfill",
            "ecr:StopReplicationBackfill",
            "ecr:UpdatePullThroughCacheRule",
            "ecr:ValidatePullThroughCacheRule");
}
