package dev.ecrauditor.infra.member;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.PolicyEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Terraform module in Terraform's JSON syntax, with its variables and locals replaced by values.
 *
 * @param json the module
 * @param values the value of each expression, such as {@code var.hub_account}
 */
record TerraformModule(JsonNode json, Map<String, String> values) {

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{(?:data\\.)?[a-z_]+\\.([a-z_]+)(?:\\[0])?\\.[a-z]+}");

    /** The properties of one resource. */
    JsonNode resource(String type, String name) {
        return json.path("resource").path(type).path(name);
    }

    /** A text with every expression replaced; an expression without a value stays. */
    String text(JsonNode value) {
        Matcher expressions = EXPRESSION.matcher(value.asText());
        return expressions.replaceAll(
                found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }

    /** For each role by its name: who may assume it, and what it may do. */
    Map<String, List<String>> roles() {
        Map<String, List<String>> roles = new TreeMap<>();
        json.at("/resource/aws_iam_role").properties().forEach(role -> {
            List<String> statements =
                    new ArrayList<>(document(referenceIn(role.getValue().path("assume_role_policy"))));
            json.at("/resource/aws_iam_role_policy").forEach(policy -> {
                if (referenceIn(policy.path("role")).equals(role.getKey())) {
                    statements.addAll(document(referenceIn(policy.path("policy"))));
                }
            });
            roles.put(
                    text(role.getValue().path("name")),
                    statements.stream().sorted().toList());
        });
        return roles;
    }

    /** The statements of a policy document, each as one line. */
    List<String> document(String name) {
        List<String> statements = new ArrayList<>();
        json.at("/data/aws_iam_policy_document/" + name + "/statement").forEach(statement -> {
            Map<String, String> conditions = new TreeMap<>();
            statement
                    .path("condition")
                    .forEach(condition -> conditions.put(
                            condition.path("test").asText() + " "
                                    + condition.path("variable").asText(),
                            texts(condition.path("values")).toString()));
            Map<String, String> principals = new TreeMap<>();
            statement
                    .path("principals")
                    .forEach(principal -> principals.put(
                            principal.path("type").asText(),
                            texts(principal.path("identifiers")).toString()));
            statements.add(line(
                    statement.path("sid").asText(),
                    statement.path("effect").asText("Allow"),
                    texts(statement.path("actions")),
                    texts(statement.path("resources")),
                    principals,
                    conditions));
        });
        return statements;
    }

    /** A statement of a template in the same form. */
    static String line(JsonNode statement) {
        Map<String, String> conditions = new TreeMap<>();
        statement
                .path("Condition")
                .properties()
                .forEach(operator -> operator.getValue()
                        .properties()
                        .forEach(key -> conditions.put(
                                operator.getKey() + " " + key.getKey(),
                                new TreeSet<>(PolicyEvaluation.texts(key.getValue())).toString())));
        Map<String, String> principals = new TreeMap<>();
        statement
                .path("Principal")
                .properties()
                .forEach(principal -> principals.put(
                        principal.getKey(), new TreeSet<>(PolicyEvaluation.texts(principal.getValue())).toString()));
        return line(
                statement.path("Sid").asText(),
                statement.path("Effect").asText(),
                new TreeSet<>(PolicyEvaluation.texts(statement.path("Action"))),
                new TreeSet<>(PolicyEvaluation.texts(statement.path("Resource"))),
                principals,
                conditions);
    }

    private static String line(Object... parts) {
        return String.join(" | ", List.of(parts).stream().map(String::valueOf).toList());
    }

    private static String referenceIn(JsonNode value) {
        Matcher reference = REFERENCE.matcher(value.asText().replace("data.aws_iam_policy_document", "document"));
        if (!reference.matches()) {
            throw new AssertionError("not a reference: " + value);
        }
        return reference.group(1);
    }

    private TreeSet<String> texts(JsonNode values) {
        TreeSet<String> texts = new TreeSet<>();
        values.forEach(value -> texts.add(text(value)));
        return texts;
    }
}
