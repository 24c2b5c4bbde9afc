package dev.ecrauditor.alert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Renders an alert for everyone who may be subscribed to the topic. */
public final class AlertRenderer {

    private AlertRenderer() {}

    public static AlertMessage render(Alert alert) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("severity", alert.severity().name());
        labels.put("status", alert.status().name());
        labels.put("accountId", alert.repository().account());
        labels.put("region", alert.repository().region());
        labels.put("repository", alert.repository().name());
        return new AlertMessage(
                EmailText.subject(alert),
                EmailText.body(alert),
                ChatMessage.render(alert),
                AlertJson.render(alert),
                labels,
                Map.of("ruleIds", List.copyOf(alert.ruleIds()), "alertIds", alert.alertIds()));
    }
}
