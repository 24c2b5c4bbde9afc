package dev.ecrauditor.cli.migration.plan;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The statements of a registry policy that apply to one repository and not to another, by their resources. */
final class RegistryPolicyNames {

    private RegistryPolicyNames() {}

    /** The statements, for people. */
    static List<String> lost(String policy, RepositoryArn source, RepositoryArn target) {
        try {
            return lost(statements(JsonReader.read(policy)), source, target);
        } catch (MalformedJson unreadable) {
            return List.of("a text that cannot be parsed; compare by hand");
        }
    }

    private static List<String> lost(List<Json> statements, RepositoryArn source, RepositoryArn target) {
        List<String> lost = new ArrayList<>();
        for (int number = 1; number <= statements.size(); number++) {
            Json statement = statements.get(number - 1);
            if (appliesTo(statement, source) && !appliesTo(statement, target)) {
                lost.add("statement " + number
                        + statement.text("Sid").map(sid -> " (" + sid + ")").orElse(""));
            }
        }
        return lost;
    }

    private static List<Json> statements(Json policy) {
        Json statements = policy.at("Statement");
        return statements instanceof Json.Arr array ? array.items() : List.of(statements);
    }

    private static boolean appliesTo(Json statement, RepositoryArn repository) {
        boolean named = texts(statement.at("Resource")).anyMatch(text -> Wildcard.matches(text, repository.toString()));
        boolean excluded = statement.at("NotResource").isAbsent()
                || texts(statement.at("NotResource")).anyMatch(text -> Wildcard.matches(text, repository.toString()));
        return named || !excluded;
    }

    private static Stream<String> texts(Json value) {
        if (value instanceof Json.Str text) {
            return Stream.of(text.value());
        }
        return value instanceof Json.Arr array
                ? array.items().stream().flatMap(RegistryPolicyNames::texts)
                : Stream.of();
    }
}
