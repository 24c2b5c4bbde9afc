package dev.ecrauditor.policy.naive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The text of a policy, parsed without any evaluation. */
record NaivePolicy(boolean variables, List<Statement> statements) {

    /** A statement as it is written, but for actions, operators and keys, which are in lower case. */
    record Statement(
            boolean allow,
            boolean documented,
            boolean notPrincipal,
            List<Named> principals,
            boolean notAction,
            List<String> actions,
            List<Test> tests) {}

    /**
     * A principal: the kind it is listed under ("AWS", "Service", ..., "" for a bare text, "[]" for a bare list), and
     * its name.
     */
    record Named(String kind, String name) {}

    /** One key of a condition. */
    record Test(String operator, String key, List<String> values) {}

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Set<String> ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    /**
     * Parses a text.
     *
     * @throws JsonProcessingException when it is not one strict JSON value
     */
    static NaivePolicy of(String text) throws JsonProcessingException {
        JsonNode root = STRICT.readTree(text);
        List<Statement> statements = new ArrayList<>();
        JsonNode element = root.path("Statement");
        for (JsonNode node : element.isArray() ? element : List.of(element)) {
            statements.add(statement(node));
        }
        return new NaivePolicy(root.path("Version").asText().equals("2012-10-17"), statements);
    }

    private static Statement statement(JsonNode node) {
        String effect = node.path("Effect").asText();
        JsonNode resource = node.path("Resource");
        boolean documented = (effect.equals("Allow") || effect.equals("Deny"))
                && !node.has("NotResource")
                && (resource.isMissingNode() || resource.asText().equals("*"));
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            documented &= ELEMENTS.contains(member.getKey());
        }
        for (JsonNode keys : node.path("Condition")) {
            documented &= !keys.isEmpty();
        }
        boolean notPrincipal = node.has("NotPrincipal");
        JsonNode principal = node.path(notPrincipal ? "NotPrincipal" : "Principal");
        documented &= !principal.isArray()
                && (!principal.isTextual() || principal.asText().equals("*"));
        boolean notAction = node.has("NotAction");
        return new Statement(
                effect.toLowerCase(Locale.ROOT).equals("allow"),
                documented,
                notPrincipal,
                principals(principal),
                notAction,
                texts(node.path(notAction ? "NotAction" : "Action")).stream()
                        .map(action -> action.toLowerCase(Locale.ROOT))
                        .toList(),
                tests(node.path("Condition")));
    }

    private static List<Named> principals(JsonNode node) {
        List<Named> principals = new ArrayList<>();
        if (node.isTextual()) {
            principals.add(new Named("", node.asText()));
        } else if (node.isArray()) {
            texts(node).forEach(name -> principals.add(new Named("[]", name)));
        } else {
            for (Map.Entry<String, JsonNode> kind : node.properties()) {
                texts(kind.getValue()).forEach(name -> principals.add(new Named(kind.getKey(), name)));
            }
        }
        return principals;
    }

    private static List<Test> tests(JsonNode node) {
        List<Test> tests = new ArrayList<>();
        for (Map.Entry<String, JsonNode> operator : node.properties()) {
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                tests.add(new Test(
                        operator.getKey().toLowerCase(Locale.ROOT),
                        key.getKey().toLowerCase(Locale.ROOT),
                        texts(key.getValue())));
            }
        }
        return tests;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(item -> texts.add(item.asText()));
        } else if (!node.isMissingNode() && !node.isNull()) {
            texts.add(node.asText());
        }
        return texts;
    }
}
