package dev.ecrauditor.alert;

import dev.ecrauditor.alert.Alert.AlertedFinding;
import dev.ecrauditor.alert.text.ChatSteps;
import dev.ecrauditor.alert.text.EvidenceForPeople;
import dev.ecrauditor.alert.text.OwnerText;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.text.HostileText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An alert as a custom notification. The chat service silently drops a message outside its schema, so every limit is
 * kept here and tested. Everything about one subject goes into one thread, so that a RESOLVED follows its OPENED even
 * when the two have different findings.
 *
 * <p>Source: "Custom notifications using Amazon Q Developer in chat applications", Amazon Q Developer in chat
 * applications Administrator Guide.
 */
final class ChatMessage {

    private static final int MAX_TITLE = 250;
    private static final int MAX_DESCRIPTION = 8_000;
    private static final int MAX_KEYWORD = 75;
    private static final int MAX_VALUE = 500;
    private static final String MORE = "• [cut: the e-mail and the JSON alert hold the rest of the proof]\n";
    private static final String WAIVER =
            "To accept it for a time: the e-mail and the JSON alert hold the waiver to write.";

    private ChatMessage() {}

    static String render(Alert alert) {
        Resource resource = alert.resource();
        Json content = new JsonObject()
                .put("textType", "client-markdown")
                .put("title", title(alert))
                .put("description", description(alert))
                .put(
                        "nextSteps",
                        Optional.of(steps(alert))
                                .filter(steps -> !steps.isEmpty())
                                .map(Json::of))
                .put("keywords", Json.of(keywords(alert)))
                .build();
        Json context = new JsonObject()
                .put("account", resource.account())
                .put("region", resource.region())
                .put("repository", resource.repository().map(RepositoryArn::name))
                .put("alertIds", String.join(" ", alert.alertIds()))
                .build();
        Json metadata = new JsonObject()
                .put("threadId", resource.subject().toString())
                .put("summary", HostileText.cut(EmailText.subject(alert), MAX_TITLE))
                .put("eventType", alert.status().name())
                .put("relatedResources", Json.of(List.of(resource.subject().toString())))
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
        String start = emoji(alert) + " " + AlertPhrases.badge(alert) + ": ";
        return start + Headline.of(alert, MAX_TITLE - start.length());
    }

    private static String emoji(Alert alert) {
        if (AlertPhrases.isOver(alert)) {
            return ":white_check_mark:";
        }
        if (alert.status() == AlertStatus.ATTRIBUTED) {
            return ":bust_in_silhouette:";
        }
        if (alert.status() == AlertStatus.REMINDER) {
            return ":hourglass_flowing_sand:";
        }
        return switch (alert.severity()) {
            case CRITICAL -> ":rotating_light:";
            case HIGH -> ":red_circle:";
            case MEDIUM -> ":large_orange_circle:";
            case LOW -> ":large_yellow_circle:";
        };
    }

    /**
     * Where not all of the evidence fits, whole lines are omitted and a line says so; the actor and the link always
     * stay.
     */
    private static String description(Alert alert) {
        Resource resource = alert.resource();
        String head = "Account " + resource.accountForChat() + ", " + resource.region() + ", "
                + AlertPhrases.since(alert) + ".\n";
        String owner = alert.owner()
                .map(responsible -> "Owner of the account: " + OwnerText.forChat(responsible) + ".\n")
                .orElse("");
        String accept = alert.waiver()
                .map(entries -> WAIVER)
                .or(() -> AlertPhrases.notWaivable(alert))
                .map(words -> "\n" + words)
                .orElse("");
        String tail = owner + who(alert) + accept + "\n<" + resource.consoleUrl() + "|Open the "
                + resource.pageOf().toLowerCase(Locale.ROOT) + ">";
        StringBuilder text = new StringBuilder(head);
        int room = MAX_DESCRIPTION - tail.length() - MORE.length();
        for (String line :
                alert.alike().stream().flatMap(same -> lines(same, alert)).toList()) {
            if (text.length() + line.length() > room) {
                text.append(MORE);
                break;
            }
            text.append(line);
        }
        return text.append(tail).toString();
    }

    private static Stream<String> lines(List<AlertedFinding> same, Alert alert) {
        AlertedFinding finding = same.get(0);
        AlertFacts facts = finding.facts();
        String cause = facts.cause()
                .map(known -> " (" + AlertPhrases.cause(known) + ")")
                .orElse("");
        String rules = same.stream()
                .map(one -> "*" + one.facts().finding().ruleId() + "*")
                .collect(Collectors.joining(", "));
        String first = rules + ": " + HostileText.chatWords(EvidenceForPeople.summary(facts.evidence()), MAX_VALUE)
                + cause + "\n";
        Stream<String> evidence = EvidenceForPeople.facts(facts.evidence()).entrySet().stream()
                .map(fact -> "• " + HostileText.chatWords(fact.getKey(), 80) + ": "
                        + HostileText.chat(fact.getValue(), MAX_VALUE) + "\n");
        return Stream.of(Stream.of(first), who(finding, alert), evidence).flatMap(line -> line);
    }

    /** The actor of all findings, and how they were found where another call led to that. */
    private static String who(Alert alert) {
        Optional<EventSummary> setBy = alert.setBy();
        String done = setBy.map(call -> "Done by " + doer(call) + ".").orElse("");
        if (setBy.isPresent() && setBy.equals(alert.event())) {
            return done;
        }
        String how = alert.event()
                .map(event -> "while handling " + call(event) + " by "
                        + HostileText.chat(ActorText.of(event.actor()), MAX_VALUE))
                .orElse("in an evaluation without an event");
        return setBy.isPresent() || alert.isPartlyCertain()
                ? (done + " Found " + how + ".").strip()
                : AlertPhrases.actorUnknown(alert, how);
    }

    private static String doer(EventSummary call) {
        return HostileText.chat(ActorText.of(call.actor()), MAX_VALUE) + " with " + call(call);
    }

    private static String call(EventSummary event) {
        return HostileText.chatWords(event.name(), 80) + " at " + AlertPhrases.time(event.time());
    }

    /** The actor of this finding, where not all findings come from one call. */
    private static Stream<String> who(AlertedFinding finding, Alert alert) {
        if (!alert.isPartlyCertain()) {
            return Stream.empty();
        }
        return finding.facts()
                .setBy()
                .map(call -> Stream.of("• done by " + doer(call) + "\n"))
                .orElseGet(() ->
                        AlertPhrases.isCoverageGap(finding) ? Stream.empty() : Stream.of("• the actor is not known\n"));
    }

    private static List<String> steps(Alert alert) {
        return ChatSteps.of(alert.findings().stream()
                .map(finding -> AlertPhrases.fix(finding, alert.resource()))
                .toList());
    }

    private static List<String> keywords(Alert alert) {
        List<String> keywords = new ArrayList<>(alert.ruleIds());
        keywords.add(alert.severity().name());
        keywords.add(alert.resource().account());
        return keywords.stream()
                .distinct()
                .map(word -> HostileText.cut(word, MAX_KEYWORD))
                .toList();
    }
}
