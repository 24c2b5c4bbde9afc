package dev.ecrauditor.policy.document;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.policy.action.ActionSet;
import dev.ecrauditor.policy.condition.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads policy text into a {@link Policy}, strictly: an element that is not part of the policy language makes the whole
 * policy unreadable, because its effect on access is not known.
 *
 * <p>Source: "Grammar of the IAM JSON policy language", IAM User Guide.
 */
public final class PolicyParser {

    private static final Set<String> STATEMENT_ELEMENTS = PolicyGrammar.STATEMENT_ELEMENTS;
    private static final Set<String> EFFECTS = Set.of("Allow", "Deny");

    private PolicyParser() {}

    /** Parses policy text. Never throws: text that is not a policy yields an {@link UnreadablePolicy}. */
    public static ParsedPolicy parse(String text) {
        try {
            return policy(JsonReader.read(text));
        } catch (MalformedJson malformed) {
            return new UnreadablePolicy("the policy is not strict JSON: " + malformed.getMessage());
        } catch (NotAPolicy refused) {
            return new UnreadablePolicy(refused.reason);
        }
    }

    private static Policy policy(Json document) throws NotAPolicy {
        if (!(document instanceof Json.Obj object)) {
            throw new NotAPolicy("the policy is not an object of Version, Id and Statement");
        }
        for (String name : object.members().keySet()) {
            if (!PolicyGrammar.POLICY_ELEMENTS.contains(name)) {
                throw new NotAPolicy("the policy is not an object of Version, Id and Statement: it has "
                        + PolicyGrammar.unknown("element", name, PolicyGrammar.POLICY_ELEMENTS));
            }
        }
        Json element = document.at("Statement");
        List<Json> items = element instanceof Json.Arr array ? array.items() : List.of(element);
        List<Statement> statements = new ArrayList<>();
        for (Json item : items) {
            statements.add(statement(item, statements.size() + 1));
        }
        Policy policy = new Policy(document.text("Version").orElse(""), statements);
        return new Policy(policy.version(), statements, PolicyGrammar.oddities(document, policy));
    }

    private static Statement statement(Json item, int number) throws NotAPolicy {
        if (!(item instanceof Json.Obj written)) {
            throw new NotAPolicy(
                    item.isAbsent() ? "there is no Statement" : "statement " + number + " is not an object");
        }
        boolean known = STATEMENT_ELEMENTS.containsAll(written.members().keySet());
        Json.Obj object = known ? written : named(written, number);
        boolean everyoneExcept = object.members().containsKey("NotPrincipal");
        boolean allExcept = object.members().containsKey("NotAction");
        if (everyoneExcept && object.members().containsKey("Principal")) {
            throw new NotAPolicy("statement " + number + " has both Principal and NotPrincipal");
        }
        if (everyoneExcept && object.at("NotPrincipal").isAbsent()) {
            throw new NotAPolicy("statement " + number + " has a NotPrincipal that names nobody");
        }
        if (object.members().containsKey("Condition") && object.at("Condition").isAbsent()) {
            throw new NotAPolicy("statement " + number + " has a Condition that is not an object");
        }
        if (allExcept == object.members().containsKey("Action")) {
            throw new NotAPolicy("statement " + number + " needs either Action or NotAction");
        }
        return new Statement(
                new Statement.Id(number, object.text("Sid")),
                effect(object, number),
                new PrincipalSet(
                        principals(object.at(everyoneExcept ? "NotPrincipal" : "Principal"), number), everyoneExcept),
                new ActionSet(actions(object.at(allExcept ? "NotAction" : "Action"), number), allExcept),
                ResourceSet.of(object),
                conditions(object.at("Condition"), number),
                known && isWellFormed(object) && !hasEmptyOperator(object.at("Condition")));
    }

    /**
     * The statement with its elements named as AWS names them. A name in another case is not documented, but is read so
     * that it hides nothing.
     */
    private static Json.Obj named(Json.Obj written, int number) throws NotAPolicy {
        Map<String, Json> members = new LinkedHashMap<>();
        for (Map.Entry<String, Json> member : written.members().entrySet()) {
            String name = STATEMENT_ELEMENTS.stream()
                    .filter(member.getKey()::equalsIgnoreCase)
                    .findFirst()
                    .orElse(member.getKey());
            if (members.putIfAbsent(name, member.getValue()) != null) {
                throw new NotAPolicy("statement " + number + " has an element twice");
            }
        }
        return new Json.Obj(members);
    }

    /** An operator that compares nothing is not certain to restrict anything. */
    private static boolean hasEmptyOperator(Json conditions) {
        return conditions instanceof Json.Obj operators
                && operators.members().values().stream()
                        .anyMatch(keys -> keys instanceof Json.Obj object
                                && object.members().isEmpty());
    }

    /** AWS would refuse other forms; where such text occurs nevertheless, a Deny in it is not relied on. */
    private static boolean isWellFormed(Json.Obj statement) {
        boolean spelled = statement.at("Effect") instanceof Json.Str effect && EFFECTS.contains(effect.value());
        return spelled && isKnownForm(statement.at("Principal")) && isKnownForm(statement.at("NotPrincipal"));
    }

    /** Principals are written in an object; only the star may be written alone. */
    private static boolean isKnownForm(Json principal) {
        return !(principal instanceof Json.Arr)
                && (!(principal instanceof Json.Str text) || text.value().equals("*"));
    }

    /**
     * AWS compares the effect case-sensitively and refuses any other spelling; another spelling of Allow is read as an
     * Allow.
     */
    private static Statement.Effect effect(Json item, int number) throws NotAPolicy {
        return switch (item.text("Effect").orElse("").toLowerCase(Locale.ROOT)) {
            case "allow" -> Statement.Effect.ALLOW;
            case "deny" -> Statement.Effect.DENY;
            default ->
                throw new NotAPolicy("statement " + number
                        + (item.at("Effect").isAbsent()
                                ? " has no Effect: Allow or Deny"
                                : " has an Effect other than Allow or Deny"));
        };
    }

    private static List<Principal> principals(Json element, int number) throws NotAPolicy {
        if (element.isAbsent()) {
            return List.of();
        }
        return PrincipalReader.read(element)
                .orElseThrow(() -> new NotAPolicy(
                        "statement " + number + " has a Principal of unknown form" + unknownKind(element)));
    }

    private static String unknownKind(Json element) {
        return element instanceof Json.Obj kinds
                ? kinds.members().keySet().stream()
                        .filter(kind -> !PolicyGrammar.PRINCIPAL_KINDS.contains(kind))
                        .findFirst()
                        .map(kind -> ": " + PolicyGrammar.unknown("kind", kind, PolicyGrammar.PRINCIPAL_KINDS))
                        .orElse("")
                : "";
    }

    private static List<String> actions(Json element, int number) throws NotAPolicy {
        return JsonStrings.of(element)
                .orElseThrow(() -> new NotAPolicy("statement " + number + " has an Action that is not text"));
    }

    private static List<Condition> conditions(Json element, int number) throws NotAPolicy {
        if (element.isAbsent()) {
            return List.of();
        }
        if (!(element instanceof Json.Obj operators)) {
            throw new NotAPolicy("statement " + number + " has a Condition that is not an object");
        }
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, Json> operator : operators.members().entrySet()) {
            if (!(operator.getValue() instanceof Json.Obj keys)) {
                throw new NotAPolicy("statement " + number + " has a condition operator without keys");
            }
            for (Map.Entry<String, Json> key : keys.members().entrySet()) {
                Optional<List<String>> values = JsonStrings.of(key.getValue());
                conditions.add(new Condition(
                        operator.getKey(),
                        key.getKey(),
                        values.orElseThrow(() ->
                                new NotAPolicy("statement " + number + " has a condition value that is not text"))));
            }
        }
        return conditions;
    }

    /** The reason why text is no policy; never leaves this class. */
    private static final class NotAPolicy extends Exception {
        private final String reason;

        NotAPolicy(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
