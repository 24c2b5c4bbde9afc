package dev.ecrauditor.hostile;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A SetRepositoryPolicy event of payments/api that ends as RECORDED once the repository is known, full of what no log
 * may show, and changes to it. What is put in is raw text, so that the result need not be JSON.
 */
record HostileEvent(String text) {

    /** What must not be seen in a log or in the text of an exception. */
    static final List<String> SECRETS = List.of(
            "LeakedSid", "Statement", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI", "FwoGZXIvYXdzEXAMPLETOKEN", "hunter2");

    static final String POLICY = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"LeakedSid\","
            + "\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"ecr:BatchGetImage\"}]}";

    private static final String PLACE = "here-stands-raw-text";
    private static final String GOOD = """
            {"version": "0", "id": "e-1", "detail-type": "AWS API Call via CloudTrail", "source": "aws.ecr",
             "account": "111122223333", "time": "2026-11-20T10:05:00Z", "region": "us-east-1", "resources": [],
             "detail": {"eventVersion": "1.11", "eventID": "9a1b", "eventName": "SetRepositoryPolicy",
              "eventSource": "ecr.amazonaws.com", "eventTime": "2026-11-20T10:05:00Z", "awsRegion": "us-east-1",
              "recipientAccountId": "111122223333", "sourceIPAddress": "203.0.113.12", "userAgent": "aws-cli/2.31.0",
              "userIdentity": {"type": "AssumedRole", "arn": "arn:aws:sts::111122223333:assumed-role/Developer/alice",
               "accountId": "111122223333", "accessKeyId": "AKIAIOSFODNN7EXAMPLE",
               "sessionContext": {"sessionIssuer": {"type": "Role", "userName": "Developer"}}},
              "requestParameters": {"repositoryName": "payments/api", "policyText": %s, "password": "hunter2"},
              "responseElements": {"registryId": "111122223333", "repositoryName": "payments/api", "policyText": %s,
               "credentials": {"secretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                "sessionToken": "FwoGZXIvYXdzEXAMPLETOKEN"}},
              "resources": [{"accountId": "111122223333",
               "ARN": "arn:aws:ecr:us-east-1:111122223333:repository/payments/api"}]}}""";

    static HostileEvent good() {
        String policy = JsonWriter.write(Json.of(POLICY));
        return new HostileEvent(GOOD.formatted(policy, policy));
    }

    /** Named by the request alone. */
    static HostileEvent byName() {
        return good().without("detail.resources").without("detail.responseElements");
    }

    /** With this in its JSON string for the repository's name. */
    static HostileEvent named(String name) {
        return byName().with("detail.requestParameters.repositoryName", "\"" + name + "\"");
    }

    /** With this in the JSON string of its only resource's ARN. */
    static HostileEvent about(String arn) {
        return good().with("detail.resources", "[{\"ARN\": \"" + arn + "\"}]");
    }

    /** Sets one member to raw text, at a path like {@code detail.resources.0.ARN}. */
    HostileEvent with(String path, String raw) {
        Json changed = replace(json(), steps(path), Json.of(PLACE));
        return new HostileEvent(JsonWriter.write(changed).replace("\"" + PLACE + "\"", raw));
    }

    HostileEvent without(String path) {
        return new HostileEvent(JsonWriter.write(replace(json(), steps(path), new Json.Null())));
    }

    /** Puts a raw member in front of those of the event, or of its detail or another object within it. */
    HostileEvent beginning(String rawMember, String... path) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put(PLACE, new Json.Null());
        members.putAll(json().members(path));
        Json object = new Json.Obj(members);
        Json changed = path.length == 0 ? object : replace(json(), List.of(path), object);
        return new HostileEvent(JsonWriter.write(changed).replace("\"" + PLACE + "\":null", rawMember));
    }

    HostileInput input(String name, String ends) {
        return HostileInput.of(name, text, ends);
    }

    private Json json() {
        try {
            return JsonReader.read(text);
        } catch (MalformedJson wrong) {
            throw new AssertionError(text, wrong);
        }
    }

    private static List<String> steps(String path) {
        return List.of(path.split("\\.", -1));
    }

    /** A number steps into a list; setting null takes a member away. */
    private static Json replace(Json here, List<String> path, Json value) {
        String name = path.get(0);
        List<String> rest = path.subList(1, path.size());
        if (here instanceof Json.Arr array) {
            List<Json> items = new ArrayList<>(array.items());
            int at = Integer.parseInt(name);
            items.set(at, rest.isEmpty() ? value : replace(items.get(at), rest, value));
            return new Json.Arr(items);
        }
        Map<String, Json> members = new LinkedHashMap<>(here.members());
        Json next = rest.isEmpty() ? value : replace(here.at(name), rest, value);
        if (next.isAbsent()) {
            members.remove(name);
        } else {
            members.put(name, next);
        }
        return new Json.Obj(members);
    }
}
