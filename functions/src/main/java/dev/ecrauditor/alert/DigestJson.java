package dev.ecrauditor.alert;

import dev.ecrauditor.alert.Digest.Item;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.rule.Severity;
import java.util.List;
import java.util.Map;

/** A digest as JSON by its published schema, {@code docs/digest.schema.json}. */
final class DigestJson {

    static final int MOST_ACCOUNTS = 1_000;

    private DigestJson() {}

    /**
     * @param mostAccounts how many accounts the list of totals may have; the others are counted
     */
    static String render(Digest digest, int summaryRoom, int mostAccounts) {
        List<Json> alerts =
                digest.items().stream().map(item -> json(item, summaryRoom)).toList();
        List<Json> accounts = accounts(digest);
        List<Json> listed = accounts.subList(0, Math.min(accounts.size(), mostAccounts));
        return JsonWriter.write(new JsonObject()
                .put("schema", AlertJson.SCHEMA)
                .put("status", "DIGEST")
                .put("severity", digest.severity().name())
                .put("headline", DigestRenderer.headline(digest))
                .put("digestId", digest.id())
                .put("reason", digest.reason().name())
                .put("part", digest.part().number())
                .put("parts", digest.part().of())
                .put("total", counts(digest.total().bySeverity()))
                .put("accounts", new Json.Arr(listed))
                .put("accountsOmitted", accounts.size() - listed.size())
                .put("alerts", new Json.Arr(alerts))
                .put("publishedAt", digest.publishedAt().toString())
                .build());
    }

    /** In the first part, the totals of every account. */
    private static List<Json> accounts(Digest digest) {
        if (digest.part().number() > 1) {
            return List.of();
        }
        return digest.total().byAccount().entrySet().stream()
                .<Json>map(account -> new JsonObject()
                        .put("accountId", account.getKey())
                        .put("total", counts(account.getValue()))
                        .build())
                .toList();
    }

    private static Json counts(Map<Severity, Long> counts) {
        JsonObject total = new JsonObject();
        counts.forEach((severity, count) -> total.put(severity.name(), count));
        return total.build();
    }

    private static Json json(Item item, int summaryRoom) {
        AlertFacts facts = item.facts();
        Subject subject = item.subject();
        return new JsonObject()
                .put("alertId", facts.id())
                .put("status", facts.status().name())
                .put("severity", facts.severity().name())
                .put("reminderOf", AlertJson.reminderOf(facts))
                .put("ruleId", facts.finding().ruleId())
                .put("kind", facts.finding().kind().name())
                .put("subject", subject.toString())
                .put("openedAt", facts.openedAt().toString())
                .put("cause", facts.cause())
                .put("summary", DigestRenderer.summary(facts, summaryRoom))
                .put("eventId", DigestRenderer.setter(facts, summaryRoom).map(EventSummary::id))
                .put(
                        "principalArn",
                        DigestRenderer.setter(facts, summaryRoom)
                                .flatMap(event -> event.actor().arn()))
                .build();
    }
}
