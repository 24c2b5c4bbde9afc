package dev.ecrauditor.cli.doctor.check;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** The event pattern of the rules that match changes: the same in the hub and in every watched account. */
public final class ChangePattern {

    private static final String EXPECTED = """
            {"source": ["aws.ecr"],
             "detail-type": ["AWS API Call via CloudTrail", "AWS Service Event via CloudTrail"],
             "detail": {
               "eventSource": ["ecr.amazonaws.com"],
               "eventName": ["CreateRepository", "SetRepositoryPolicy", "DeleteRepositoryPolicy",
                             "PutImageScanningConfiguration", "DeleteRepository"],
               "errorCode": [{"exists": false}]}}""";

    private ChangePattern() {}

    /** Whether a rule matches what the template says; the order of the values has no meaning. */
    public static boolean isOf(String pattern) {
        try {
            return sorted(JsonReader.read(pattern)).equals(sorted(JsonReader.read(EXPECTED)));
        } catch (MalformedJson damaged) {
            return false;
        }
    }

    private static Json sorted(Json value) {
        if (value instanceof Json.Arr array) {
            return new Json.Arr(array.items().stream()
                    .map(ChangePattern::sorted)
                    .sorted(Comparator.comparing(Json::toString))
                    .toList());
        }
        if (value instanceof Json.Obj object) {
            Map<String, Json> members = new TreeMap<>();
            object.members().forEach((name, member) -> members.put(name, sorted(member)));
            return new Json.Obj(members);
        }
        return value;
    }
}
