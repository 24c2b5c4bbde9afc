package dev.ecrauditor.webhook;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import java.util.List;

/** Alerts as machines receive them. */
final class SampleAlerts {

    static final String SECRET = "https://hooks.slack.com/services/T0123ABCD/B0123ABCD/abcdefghijklmnopqrstuvwx";

    private SampleAlerts() {}

    /** An alert of one finding. */
    static String alert(String alertId) {
        return alert(alertId, "payments/api is open to every AWS account", "The policy lets everyone pull");
    }

    /** With texts of others. */
    static String alert(String alertId, String headline, String text) {
        Json evidence = new JsonObject().put("name", "Sid").put("value", text).build();
        Json finding = new JsonObject()
                .put("alertId", alertId)
                .put("ruleId", "ecr-policy-not-public")
                .put("severity", "CRITICAL")
                .put("openedAt", "2026-11-20T10:05:00Z")
                .put("summary", text)
                .put("evidence", new Json.Arr(List.of(evidence)))
                .put(
                        "fix",
                        Json.of(List.of(
                                "# Take the statement out:",
                                "aws ecr delete-repository-policy --repository-name payments/api")))
                .build();
        Json resource = new JsonObject()
                .put("accountId", "111122223333")
                .put("accountName", text)
                .put("region", "eu-west-1")
                .put(
                        "consoleUrl",
                        "https://eu-west-1.console.aws.amazon.com/ecr/repositories/private/111122223333/payments/api?region=eu-west-1")
                .build();
        Json caller = new JsonObject().put("principalArn", text).build();
        Json event = new JsonObject()
                .put("eventName", "SetRepositoryPolicy")
                .put("eventTime", "2026-11-20T10:05:00Z")
                .put("caller", caller)
                .build();
        return JsonWriter.write(new JsonObject()
                .put("schema", 1)
                .put("status", "OPENED")
                .put("severity", "CRITICAL")
                .put("headline", headline)
                .put("resource", resource)
                .put("findings", new Json.Arr(List.of(finding)))
                .put("event", event)
                .put("setBy", caller)
                .put("evaluatedAt", "2026-11-20T10:05:45Z")
                .put("publishedAt", "2026-11-20T10:06:00Z")
                .build());
    }

    /** As SNS puts it into a queue. */
    static String notification(String alert) {
        return JsonWriter.write(new JsonObject()
                .put("Type", "Notification")
                .put("Message", alert)
                .build());
    }

    static Json json(String text) {
        try {
            return JsonReader.read(text);
        } catch (MalformedJson malformed) {
            throw new AssertionError(text, malformed);
        }
    }
}
