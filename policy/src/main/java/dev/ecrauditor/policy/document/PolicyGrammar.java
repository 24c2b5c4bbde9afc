package dev.ecrauditor.policy.document;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.policy.condition.Condition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds deviations from AWS's grammar in a policy whose meaning is still known, or is read in the safe direction.
 *
 * <p>Source: "Grammar of the IAM JSON policy language", IAM User Guide.
 */
final class PolicyGrammar {

    static final Set<String> POLICY_ELEMENTS = Set.of("Version", "Id", "Statement");

    static final Set<String> STATEMENT_ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    static final Set<String> PRINCIPAL_KINDS = Set.of("AWS", "Service", "Federated", "CanonicalUser");

    private static final Set<String> VERSIONS = Set.of("2008-10-17", "2012-10-17");
    private static final Set<String> EFFECTS = Set.of("Allow", "Deny");
    private static final int LONGEST_QUOTED = 40;

    private final List<String> oddities = new ArrayList<>();

    private PolicyGrammar() {}

    /**
     * The deviations in a policy, in order.
     *
     * @param policy the policy that was read from the document
     */
    static List<String> oddities(Json document, Policy policy) {
        PolicyGrammar grammar = new PolicyGrammar();
        document.text("Version")
                .filter(version -> !VERSIONS.contains(version))
                .ifPresent(version -> grammar.oddities.add("the Version is none of AWS's: 2012-10-17 or 2008-10-17"));
        Json element = document.at("Statement");
        List<Json> items = element instanceof Json.Arr array ? array.items() : List.of(element);
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Json.Obj statement) {
                grammar.statement(statement, policy.statements().get(i));
            }
        }
        return grammar.oddities;
    }

    private void statement(Json.Obj written, Statement statement) {
        String where = statement.label();
        for (String name : written.members().keySet()) {
            if (!STATEMENT_ELEMENTS.contains(name)) {
                oddities.add(where + " has " + unknown("element", name, STATEMENT_ELEMENTS));
            }
        }
        written.text("Effect")
                .filter(effect -> !EFFECTS.contains(effect))
                .ifPresent(effect -> oddities.add(where + " has " + unknown("Effect", effect, EFFECTS)));
        principal(written, where);
        for (String name : List.of("Action", "NotAction")) {
            if (isEmptyList(written.at(name))) {
                oddities.add(where + " has no action in its " + name);
            }
        }
        statement.conditions().forEach(condition -> condition(condition, where));
        if (written.at("Condition") instanceof Json.Obj operators) {
            operators.members().forEach((operator, keys) -> {
                if (keys instanceof Json.Obj object && object.members().isEmpty()) {
                    oddities.add(where + " has a condition operator that compares nothing");
                }
            });
        }
    }

    private void principal(Json.Obj written, String where) {
        Json named =
                written.members().containsKey("NotPrincipal") ? written.at("NotPrincipal") : written.at("Principal");
        boolean other = written.members().keySet().stream()
                .anyMatch(name -> name.equalsIgnoreCase("Principal") || name.equalsIgnoreCase("NotPrincipal"));
        if (!other) {
            oddities.add(where + " has no Principal");
        } else if (named instanceof Json.Arr) {
            oddities.add(where + " has its principals in a list without a kind; AWS writes {\"AWS\": [...]}");
        } else if (named instanceof Json.Str text && !text.value().equals("*")) {
            oddities.add(where + " has a principal without a kind; AWS writes {\"AWS\": \"...\"}");
        } else if (named instanceof Json.Obj kinds && isNobody(kinds)) {
            oddities.add(where + " names nobody in its Principal");
        }
    }

    private static boolean isNobody(Json.Obj kinds) {
        return kinds.members().values().stream().allMatch(PolicyGrammar::isEmptyList);
    }

    private static boolean isEmptyList(Json json) {
        return json instanceof Json.Arr array && array.items().isEmpty();
    }

    private void condition(Condition condition, String where) {
        if (condition.values().isEmpty()) {
            oddities.add(
                    where + " compares " + quoted(condition.key().toString()).orElse("a key") + " with no value");
        }
        if (!condition.operator().isDocumented()) {
            oddities.add(where + " has "
                    + quoted(condition.operator().toString())
                            .map(operator -> "the condition operator \"" + operator + "\", which is none of AWS's")
                            .orElse("a condition operator that is none of AWS's"));
        }
    }

    /** Describes a name that is not one of the allowed names, with the one that was probably meant. */
    static String unknown(String what, String name, Collection<String> names) {
        Optional<String> meant = names.stream().filter(name::equalsIgnoreCase).findFirst();
        if (meant.isPresent()) {
            return "the " + what + " \"" + name + "\", which AWS writes \"" + meant.get() + "\"";
        }
        return quoted(name)
                .map(safe -> "the " + what + " \"" + safe + "\", which AWS does not have")
                .orElse("an " + what + " that AWS does not have");
    }

    /**
     * Only plain names are quoted, because the author of the policy may be an attacker who writes for the reader of the
     * finding.
     */
    private static Optional<String> quoted(String name) {
        boolean plain = !name.isEmpty()
                && name.length() <= LONGEST_QUOTED
                && name.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || ":_-./".indexOf(c) >= 0));
        return plain ? Optional.of(name) : Optional.empty();
    }
}
