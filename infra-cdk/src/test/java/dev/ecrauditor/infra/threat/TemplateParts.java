package dev.ecrauditor.infra.threat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.ResolvedTemplate;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Resources and statements of a template. */
final class TemplateParts {

    private TemplateParts() {}

    static Stream<JsonNode> statements(Resource resource, String pointer) {
        return ResolvedTemplate.statements(resource.properties().at(pointer)).stream();
    }

    static Stream<JsonNode> statementsAbout(JsonNode template, String policyType, Resource resource) {
        return all(template, policyType)
                .flatMap(policy -> statements(policy, "/PolicyDocument/Statement"))
                .filter(statement -> statement.path("Resource").toString().contains("\"" + resource.id() + "\""));
    }

    static Stream<Resource> all(JsonNode template, String type) {
        return template.path("Resources").properties().stream()
                .filter(entry -> entry.getValue().path("Type").asText().equals(type))
                .map(entry -> new Resource(entry.getKey(), entry.getValue()));
    }

    static List<String> offenders(JsonNode template, String type, Predicate<Resource> isSafe) {
        return all(template, type).filter(isSafe.negate()).map(Resource::id).toList();
    }
}
