package dev.ecrauditor.report.sarif;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.report.ReportRule;
import dev.ecrauditor.rule.Framework;
import dev.ecrauditor.rule.Mapping;
import java.util.ArrayList;
import java.util.List;

/** A rule as a reportingDescriptor. */
final class SarifRule {

    private SarifRule() {}

    static Json of(ReportRule rule) {
        return new JsonObject()
                .put("id", rule.id())
                .put("shortDescription", text(rule.title()))
                .put("fullDescription", text(rule.why()))
                .put("helpUri", rule.helpUri())
                .put("help", text(rule.why() + " See " + rule.helpUri()))
                .put(
                        "defaultConfiguration",
                        new JsonObject()
                                .put("level", SarifLevel.of(rule.severity()))
                                .build())
                .put("properties", properties(rule))
                .build();
    }

    private static Json properties(ReportRule rule) {
        List<String> tags = new ArrayList<>(List.of("security"));
        rule.mappings().stream()
                .filter(mapping -> mapping.framework() != Framework.SEED)
                .map(mapping -> mapping.framework().title() + " " + mapping.id())
                .forEach(tags::add);
        JsonObject mappings = new JsonObject();
        for (Framework framework : Framework.values()) {
            List<String> ids = rule.mappings().stream()
                    .filter(mapping -> mapping.framework() == framework)
                    .map(Mapping::id)
                    .toList();
            if (!ids.isEmpty() && framework != Framework.SEED) {
                mappings.put(framework.title(), Json.of(ids));
            }
        }
        return new JsonObject()
                .put("tags", Json.of(tags))
                .put("precision", "very-high")
                .put("severity", rule.severity().name())
                .put("security-severity", SarifLevel.number(rule.severity()))
                .put("mappings", mappings.build())
                .build();
    }

    private static Json text(String text) {
        return new JsonObject().put("text", text).build();
    }
}
