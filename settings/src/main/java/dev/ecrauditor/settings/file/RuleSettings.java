package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The settings of the rules.
 *
 * @param policyGrace how long a new repository may be without a policy. The reevaluation is a message that SQS delays
 *     by at most 15 minutes and that is sent again until the grace period ends. Lambda stops such loops after about 16
 *     hops, so the maximum is two hours
 * @param severities by rule id, the severity of its findings in place of the rule's own
 * @param on the ids of the rules that are off by default and switched on
 * @param off the ids of the rules that are switched off
 * @param allowedKeys ARNs and globs of the only KMS keys that may encrypt repositories; empty for every customer managed
 *     key
 */
public record RuleSettings(
        Duration policyGrace,
        Map<String, String> severities,
        List<String> on,
        List<String> off,
        List<String> allowedKeys) {

    public RuleSettings {
        severities = Map.copyOf(severities);
        on = List.copyOf(on);
        off = List.copyOf(off);
        allowedKeys = List.copyOf(allowedKeys);
    }

    static RuleSettings of(JsonNode rules) {
        return new RuleSettings(
                Duration.parse(rules.get("policyGrace").asText()),
                JsonLists.textsByName(rules.get("severities")),
                JsonLists.texts(rules.get("on")),
                JsonLists.texts(rules.get("off")),
                JsonLists.texts(rules.get("allowedKeys")));
    }
}
