package dev.ecrauditor.alert;

import dev.ecrauditor.alert.Alert.AlertedFinding;
import dev.ecrauditor.finding.AlertStatus;
import dev.ecrauditor.finding.SeenEvent;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.ArrayList;
import java.util.List;

/**
 * An alert as a custom notification. The chat service drops a message outside its schema without a word, so every limit is kept
 * here and tested. Everything about one repository goes into one thread, so that a RESOLVED lands under its OPENED also when the
 * two carry different findings.
 *
 * <p>Source: "Custom notifications using Amazon Q Developer in chat applications", Amazon Q Developer in chat applications
 * Administrator Guide.
 */
final class ChatMessage {

    private static final int MAX_TITLE = 250;
    private static final int MAX_DESCRIPTION = 8_000;
    private static final int MAX_STEP = 350;
    private static final int MAX_KEYWORD = 75;
    private static final int MAX_VALUE = 500;

    private ChatMessage() {}

    static String render(Alert alert) {
        RepositoryArn repository = alert.repository();
        Json content = new JsonObject()
                .put("textType", "client-markdown")
                .put("title", HostileText.cut(title(alert), MAX_TITLE))
                .put("description", HostileText.cut(description(alert), MAX_DESCRIPTION))
                .put("nextSteps", Json.of(steps(alert)))
                .put("keywords", Json.of(keywords(alert)))
                .build();
        Json context = new JsonObject()
                .put("account", repository.account())
                .put("region", repository.region())
                .put("repository", repository.name())
                .put("alertIds", String.join(" ", alert.alertIds()))
                .build();
        Json metadata = new JsonObject()
                .put("threadId", repository.toString())
                .put("summary", HostileText.cut(EmailText.subject(alert), MAX_TITLE))
                .put("eventType", alert.status().name())
                .put("relatedResources", Json.of(List.of(repository.toString())))
                .put("additionalContext", context)
                .build();
        return JsonWriter.write(new JsonObject()
                .put("version", "1.0")
                .put("source", "custom")
                .put("id", alert.first().id())
                .put("content", content)
                .put("metadata", metadata)
                .build());
    }

    private static String title(Alert alert) {
        return emoji(alert) + " " + AlertWords.badge(alert) + ": " + AlertWords.headline(alert);
    }

    private static String emoji(Alert alert) {
        if (alert.status() == AlertStatus.RESOLVED || alert.status() == AlertStatus.REMEDIATED) {
            return ":white_check_mark:";
        }
        return switch (alert.severity()) {
            case CRITICAL -> ":rotating_light:";
            case HIGH -> ":red_circle:";
            case MEDIUM -> ":large_orange_circle:";
            case LOW -> ":large_yellow_circle:";
        };
    }

    private static String description(Alert alert) {
        RepositoryArn repository = alert.repository();
        StringBuilder text = new StringBuilder();
        text.append("Account ").append(repository.account()).append(", ").append(repository.region());
        text.append(", ").append(AlertWords.since(alert.first())).append(".\n");
        alert.findings().forEach(finding -> finding(text, finding));
        text.append(who(alert)).append('\n');
        text.append('<').append(AlertWords.consoleUrl(repository)).append("|Open the repository>");
        return text.toString();
    }

    private static void finding(StringBuilder text, AlertedFinding finding) {
        text.append("*").append(finding.facts().finding().ruleId()).append("*: ");
        text.append(
                HostileText.escape(HostileText.plain(finding.facts().evidence().summary(), MAX_VALUE)));
        finding.facts()
                .cause()
                .ifPresent(cause ->
                        text.append(" (").append(AlertWords.cause(cause)).append(")"));
        text.append('\n');
        finding.facts()
                .evidence()
                .facts()
                .forEach((name, value) -> text.append("• ")
                        .append(HostileText.escape(HostileText.plain(name, 80)))
                        .append(": ")
                        .append(HostileText.chat(value, MAX_VALUE))
                        .append('\n'));
    }

    private static String who(Alert alert) {
        if (alert.event().isEmpty()) {
            return "Who set it was not seen; found by a second look.";
        }
        SeenEvent event = alert.event().get();
        String call = event.name() + " at " + AlertWords.time(event.time());
        return alert.actorIsCertain()
                ? "Set by " + HostileText.chat(EmailText.actor(event.actor()), MAX_VALUE) + " with " + call + "."
                : "Who set it was not seen; found while handling " + call + ".";
    }

    private static List<String> steps(Alert alert) {
        List<String> steps = new ArrayList<>();
        alert.findings()
                .forEach(finding -> AlertWords.fix(finding, alert.repository()).stream()
                        .filter(command -> !command.startsWith("#"))
                        .map(command -> HostileText.cut("`" + command + "`", MAX_STEP))
                        .forEach(steps::add));
        return steps.stream().distinct().limit(5).toList();
    }

    private static List<String> keywords(Alert alert) {
        List<String> keywords = new ArrayList<>(alert.ruleIds());
        keywords.add(alert.severity().name());
        keywords.add(alert.repository().account());
        return keywords.stream()
                .distinct()
                .map(word -> HostileText.cut(word, MAX_KEYWORD))
                .toList();
    }
}
