package dev.ecrauditor.rule.encryption;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.policy.document.ParsedPolicy;
import dev.ecrauditor.policy.document.PolicyParser;
import dev.ecrauditor.policy.document.UnreadablePolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A key policy with one more Deny, of every request that a service makes for a caller. What it still allows is direct
 * use of the key. So a condition on {@code kms:ViaService} counts wherever it stands: in the Allow or in a Deny.
 */
final class DirectKeyAccess {

    private static final Json NOT_THROUGH_A_SERVICE = new Json.Obj(Map.of(
            "Effect", Json.of("Deny"),
            "Principal", Json.of("*"),
            "Action", Json.of("*"),
            "Resource", Json.of("*"),
            "Condition", new Json.Obj(Map.of("Null", new Json.Obj(Map.of("kms:ViaService", Json.of("false")))))));

    private DirectKeyAccess() {}

    static ParsedPolicy of(String keyPolicy) {
        try {
            Json document = JsonReader.read(keyPolicy);
            Json written = document.at("Statement");
            List<Json> statements =
                    new ArrayList<>(written instanceof Json.Arr array ? array.items() : List.of(written));
            statements.add(NOT_THROUGH_A_SERVICE);
            Map<String, Json> members =
                    new LinkedHashMap<>(document instanceof Json.Obj object ? object.members() : Map.of());
            members.put("Statement", new Json.Arr(statements));
            return PolicyParser.parse(JsonWriter.write(new Json.Obj(members)));
        } catch (MalformedJson malformed) {
            return new UnreadablePolicy("the policy is not strict JSON: " + malformed.getMessage());
        }
    }
}
