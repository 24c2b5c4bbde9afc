package dev.ecrauditor.alert;

import dev.ecrauditor.rule.evidence.Evidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Renders an alert for every kind of subscriber of the topic. */
public final class AlertRenderer {

    /** SNS accepts 262,144 bytes; the difference is for what SNS adds. */
    static final int MAX_BYTES = 256_000;

    private AlertRenderer() {}

    /**
     * SNS would reject a larger message at every retry; evidence is cut, with a visible mark, until the message fits.
     */
    public static AlertMessage render(Alert alert) {
        AlertMessage message = inFull(alert);
        int room = Evidence.MAX_CHARACTERS;
        while (message.bytes() > MAX_BYTES && room > 0) {
            // A tenth less than the share that would fit if evidence were all of it: two or three rounds at most.
            room = (int) ((long) room * MAX_BYTES / message.bytes() * 9 / 10);
            message = inFull(alert.withEvidenceOf(room));
        }
        return message;
    }

    private static AlertMessage inFull(Alert alert) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("severity", alert.severity().name());
        labels.put("status", alert.status().name());
        labels.put("accountId", alert.resource().account());
        labels.put("region", alert.resource().region());
        alert.resource().repository().ifPresent(repository -> labels.put("repository", repository.name()));
        return new AlertMessage(
                EmailText.subject(alert),
                EmailText.body(alert),
                ChatMessage.render(alert),
                AlertJson.render(alert),
                labels,
                Map.of(
                        "ruleIds",
                        List.copyOf(alert.ruleIds()),
                        "alertIds",
                        alert.entryIds(),
                        "accountIds",
                        List.of(alert.resource().account())));
    }
}
