package dev.ecrauditor.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Evaluates the statements of a template as IAM does, for what the templates use: Allow and Deny, principals, actions,
 * resources and a few condition operators. Anything it does not know is an error, so that no statement is passed over.
 */
public final class PolicyEvaluation {

    /** Who asks for what, and what the request carries; a key that is not in the context is absent from the request. */
    record Request(Principal principal, String action, String resource, Map<String, String> context) {

        Request {
            context = Map.copyOf(context);
        }
    }

    /** Who asks: an AWS service for itself, or a role or user of an account. */
    record Principal(String name, boolean service) {

        static Principal service(String name) {
            return new Principal(name, true);
        }

        static Principal identity(String arn) {
            return new Principal(arn, false);
        }

        private String account() {
            return name.replaceFirst("^arn:.*?:iam::", "").replaceFirst(":(root|role/.*|user/.*|anonymous)$", "");
        }
    }

    /** What came of one statement or of many. */
    enum Answer {
        ALLOWED,
        DENIED,
        NOT_ALLOWED
    }

    private PolicyEvaluation() {}

    /** An explicit Deny wins, then an Allow; without either nothing is allowed. */
    static Answer evaluate(List<JsonNode> statements, Request request) {
        boolean allowed = false;
        for (JsonNode statement : statements) {
            if (applies(statement, request)) {
                if (isDeny(statement)) {
                    return Answer.DENIED;
                }
                allowed = true;
            }
        }
        return allowed ? Answer.ALLOWED : Answer.NOT_ALLOWED;
    }

    /**
     * The condition keys of the Allow statements that are about this principal, action and resource, whether or not the
     * request meets them.
     */
    static List<String> demandedKeys(List<JsonNode> statements, Request request) {
        TreeSet<String> keys = new TreeSet<>();
        statements.stream()
                .filter(statement -> !isDeny(statement) && isAbout(statement, request))
                .flatMap(statement -> statement.path("Condition").properties().stream())
                .forEach(operator -> operator.getValue().fieldNames().forEachRemaining(keys::add));
        return List.copyOf(keys);
    }

    static boolean isAbout(JsonNode statement, Request request) {
        return matchesPrincipal(statement, request.principal())
                && texts(statement.path("Action")).stream()
                        .anyMatch(pattern -> matches(pattern, request.action(), Pattern.CASE_INSENSITIVE))
                && texts(statement.path("Resource")).stream()
                        .anyMatch(pattern -> matches(pattern, request.resource(), 0));
    }

    private static boolean applies(JsonNode statement, Request request) {
        for (String unknown : List.of("NotAction", "NotResource", "NotPrincipal")) {
            if (statement.has(unknown)) {
                throw new IllegalArgumentException(unknown + " is not evaluated: " + statement);
            }
        }
        return isAbout(statement, request)
                && statement.path("Condition").properties().stream()
                        .allMatch(operator -> operator.getValue().properties().stream()
                                .allMatch(key -> holds(
                                        operator.getKey(),
                                        Optional.ofNullable(request.context().get(key.getKey())),
                                        texts(key.getValue()))));
    }

    private static boolean isDeny(JsonNode statement) {
        return statement.path("Effect").asText().equals("Deny");
    }

    /** A statement without a principal is one of an identity's own policy. */
    private static boolean matchesPrincipal(JsonNode statement, Principal principal) {
        JsonNode named = statement.path("Principal");
        // {"AWS": "*"} is everybody as well, services among them.
        if (named.isMissingNode()
                || named.asText().equals("*")
                || texts(named.path("AWS")).contains("*")) {
            return true;
        }
        if (principal.service()) {
            return texts(named.path("Service")).contains(principal.name());
        }
        return texts(named.path("AWS")).stream()
                .anyMatch(
                        one -> one.equals(principal.name()) || one.endsWith(":iam::" + principal.account() + ":root"));
    }

    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
    private static boolean holds(String operator, Optional<String> actual, List<String> wanted) {
        boolean ifExists = operator.endsWith("IfExists");
        String plain = operator.replace("IfExists", "");
        boolean negated = plain.contains("Not");
        if (actual.isEmpty()) {
            return ifExists || negated;
        }
        boolean any = wanted.stream().anyMatch(value -> switch (plain.replace("Not", "")) {
            case "StringEquals" -> value.equals(actual.get());
            case "Bool" -> value.equalsIgnoreCase(actual.get());
            case "StringLike", "ArnEquals", "ArnLike" -> matches(value, actual.get(), 0);
            default -> throw new IllegalArgumentException(operator + " is not evaluated");
        });
        return any != negated;
    }

    private static boolean matches(String pattern, String value, int flags) {
        String expression =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(expression, flags).matcher(value).matches();
    }

    public static List<String> texts(JsonNode oneOrMany) {
        List<String> texts = new ArrayList<>();
        if (oneOrMany.isArray()) {
            StreamSupport.stream(oneOrMany.spliterator(), false)
                    .map(Intrinsics::text)
                    .forEach(texts::add);
        } else if (!oneOrMany.isMissingNode()) {
            texts.add(Intrinsics.text(oneOrMany));
        }
        return texts;
    }
}
