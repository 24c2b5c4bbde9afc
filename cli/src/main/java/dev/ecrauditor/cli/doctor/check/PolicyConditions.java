package dev.ecrauditor.cli.doctor.check;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.policy.pattern.Wildcard;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The conditions of a statement, for the operators that policies of queues, topics, keys and roles have.
 *
 * <p>Source: "IAM JSON policy elements: Condition operators", IAM User Guide.
 */
final class PolicyConditions {

    private static final String IF_EXISTS = "IfExists";
    private static final List<String> NOT_EVALUATED = List.of("NotAction", "NotResource", "NotPrincipal");

    private PolicyConditions() {}

    /** Whether all of them hold; empty if that is not evaluated here. */
    static Optional<Boolean> hold(Json statement, PolicyRequest request) {
        if (NOT_EVALUATED.stream().anyMatch(name -> !statement.at(name).isAbsent())) {
            return Optional.empty();
        }
        boolean unknown = false;
        for (Map.Entry<String, Json> operator : statement.members("Condition").entrySet()) {
            for (Map.Entry<String, Json> key : operator.getValue().members().entrySet()) {
                Optional<Boolean> holds = holds(operator.getKey(), value(request, key.getKey()), key.getValue());
                if (holds.isPresent() && !holds.get()) {
                    return Optional.of(false);
                }
                unknown |= holds.isEmpty();
            }
        }
        return unknown ? Optional.empty() : Optional.of(true);
    }

    /** The names of condition keys do not distinguish case. */
    private static Optional<String> value(PolicyRequest request, String key) {
        return request.context().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Optional<Boolean> holds(String operator, Optional<String> actual, Json wanted) {
        boolean ifExists = operator.endsWith(IF_EXISTS);
        String plain = ifExists ? operator.substring(0, operator.length() - IF_EXISTS.length()) : operator;
        boolean negated = plain.contains("Not");
        String positive = plain.replace("Not", "");
        if (!List.of("StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "Bool")
                .contains(positive)) {
            return Optional.empty();
        }
        if (actual.isEmpty()) {
            return Optional.of(ifExists || negated);
        }
        boolean any = values(wanted).stream().anyMatch(value -> matches(positive, value, actual.get()));
        return Optional.of(any != negated);
    }

    private static boolean matches(String operator, String wanted, String actual) {
        return switch (operator) {
            case "StringEquals" -> wanted.equals(actual);
            case "StringEqualsIgnoreCase", "Bool" -> wanted.equalsIgnoreCase(actual);
            default -> Wildcard.matches(wanted, actual);
        };
    }

    /** Booleans may be written as JSON booleans. */
    private static List<String> values(Json oneOrMany) {
        return oneOrMany instanceof Json.Bool bool
                ? List.of(Boolean.toString(bool.value()))
                : ResourcePolicy.texts(oneOrMany);
    }
}
