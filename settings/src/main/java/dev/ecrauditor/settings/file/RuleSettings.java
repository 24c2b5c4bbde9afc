package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/**
 * The settings of the rules.
 *
 * @param policyGrace how long a new repository may be without a policy. The reevaluation is a message that SQS delays
 *     by at most 15 minutes and that is sent again until the grace period ends. Lambda stops such loops after about 16
 *     hops, so the maximum is two hours
 * @param off the ids of the rules that are switched off
 */
public record RuleSettings(Duration policyGrace, List<String> off) {

    public RuleSettings {
        off = List.copyOf(off);
    }

    static RuleSettings of(JsonNode rules) {
        return new RuleSettings(Duration.parse(rules.get("policyGrace").asText()), JsonLists.texts(rules.get("off")));
    }
}
