package dev.ecrauditor.cli.doctor.check;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.policy.pattern.Wildcard;
import java.util.List;
import java.util.Optional;

/**
 * The policy of a queue, topic, key, event bus or role, evaluated for one request. What it does not evaluate makes the
 * decision undecided: a condition with an unknown operator, {@code NotAction} and the like.
 *
 * <p>Source: "Policy evaluation logic" and "IAM JSON policy elements", IAM User Guide.
 */
public final class ResourcePolicy {

    private final List<Json> statements;

    private ResourcePolicy(List<Json> statements) {
        this.statements = statements;
    }

    /** Reads a policy; one that is not JSON allows nothing. */
    public static ResourcePolicy of(String text) {
        try {
            Json document = JsonReader.read(text);
            Json statement = document.at("Statement");
            return new ResourcePolicy(statement instanceof Json.Obj ? List.of(statement) : document.items("Statement"));
        } catch (MalformedJson damaged) {
            return new ResourcePolicy(List.of());
        }
    }

    /** An explicit Deny wins, then an Allow; without either nothing is allowed. */
    public Decision decide(PolicyRequest request) {
        Optional<String> allowedBy = Optional.empty();
        Optional<String> undecided = Optional.empty();
        for (Json statement : statements) {
            if (isAbout(statement, request)) {
                Optional<Boolean> holds = PolicyConditions.hold(statement, request);
                String name = statement.text("Sid").map(sid -> "'" + sid + "'").orElse("without a Sid");
                if (holds.isEmpty()) {
                    undecided = Optional.of("statement " + name + " has an element that is not evaluated here");
                } else if (holds.get() && isDeny(statement)) {
                    return new Decision(
                            Decision.Kind.DENIED,
                            "statement " + name + " denies it",
                            statement.text("Sid").orElse(""));
                } else if (holds.get()) {
                    allowedBy = Optional.of("statement " + name + " allows it");
                }
            }
        }
        if (undecided.isPresent()) {
            return new Decision(Decision.Kind.UNDECIDED, undecided.get());
        }
        return allowedBy
                .map(reason -> new Decision(Decision.Kind.ALLOWED, reason))
                .orElse(new Decision(Decision.Kind.NOT_ALLOWED, "no statement allows it"));
    }

    private static boolean isDeny(Json statement) {
        return statement.text("Effect").orElse("").equals("Deny");
    }

    private static boolean isAbout(Json statement, PolicyRequest request) {
        boolean anyResource = statement.at("Resource").isAbsent(); // a trust policy has none
        return isOf(statement.at("Principal"), request)
                && (statement.at("Action").isAbsent()
                        || texts(statement.at("Action")).stream()
                                .anyMatch(pattern -> Wildcard.matchesIgnoringCase(pattern, request.action())))
                && (anyResource
                        || texts(statement.at("Resource")).stream()
                                .anyMatch(pattern -> Wildcard.matches(pattern, request.resource())));
    }

    private static boolean isOf(Json principal, PolicyRequest request) {
        if (principal.isAbsent() // NotPrincipal: see PolicyConditions
                || principal.text().orElse("").equals("*")
                || texts(principal.at("AWS")).contains("*")) {
            return true;
        }
        if (request.service()) {
            return texts(principal.at("Service")).contains(request.principal());
        }
        return texts(principal.at("AWS")).stream()
                .anyMatch(named -> named.equals(request.principal())
                        || named.equals(request.account())
                        || named.endsWith(":iam::" + request.account() + ":root"));
    }

    /** A string, or an array of strings. */
    static List<String> texts(Json oneOrMany) {
        return oneOrMany instanceof Json.Arr array
                ? array.items().stream().flatMap(item -> item.text().stream()).toList()
                : oneOrMany.text().stream().toList();
    }
}
