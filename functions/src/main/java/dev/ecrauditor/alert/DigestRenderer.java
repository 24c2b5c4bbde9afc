package dev.ecrauditor.alert;

import dev.ecrauditor.alert.Digest.Item;
import dev.ecrauditor.alert.text.EvidenceForPeople;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.text.HostileText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Renders a digest. It needs no rule metadata and, where there is no room, no evidence: only ids, fixed words and
 * validated parts, so that nothing in it can fail.
 */
final class DigestRenderer {

    private static final int MAX_SUBJECT = 99;
    static final int MAX_SUMMARY = 200;
    private static final int MAX_TITLE = 250;
    private static final int MOST_IN_A_CHAT = 15;
    private static final int MOST_ACCOUNTS_IN_A_CHAT = 10;

    /** The chat service accepts 8,000; the difference is for the line with the number of omitted alerts. */
    private static final int MAX_DESCRIPTION = 7_900;

    private DigestRenderer() {}

    /**
     * SNS would reject a larger message at every retry. The summaries are dropped first, then accounts of the list in
     * the JSON, with a visible count; {@link Digest#parts} sees to it that the rest fits.
     */
    static AlertMessage render(Digest digest) {
        boolean inShort = digest.reason() == Digest.Reason.RENDERING_FAILED;
        int accounts = DigestJson.MOST_ACCOUNTS;
        AlertMessage message = render(digest, inShort ? 0 : MAX_SUMMARY, accounts);
        if (message.bytes() > AlertRenderer.MAX_BYTES) {
            message = render(digest, 0, accounts);
        }
        while (message.bytes() > AlertRenderer.MAX_BYTES && accounts > 0) {
            accounts /= 2;
            message = render(digest, 0, accounts);
        }
        return message;
    }

    /** The size of the shortest message, without summaries and the list of accounts. */
    static int leastBytes(Digest digest) {
        return render(digest, 0, 0).bytes();
    }

    private static AlertMessage render(Digest digest, int summaryRoom, int mostAccounts) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("severity", digest.severity().name());
        labels.put("status", "DIGEST");
        digest.onlyPlace().ifPresent(place -> {
            labels.put("accountId", place.account());
            labels.put("region", place.region());
        });
        if (digest.part().number() > 1) {
            labels.put("part", Integer.toString(digest.part().number()));
        }
        List<String> ruleIds = digest.items().stream()
                .map(item -> item.facts().finding().ruleId())
                .distinct()
                .toList();
        return new AlertMessage(
                subject(digest),
                DigestEmail.text(digest, summaryRoom),
                chat(digest, summaryRoom),
                DigestJson.render(digest, summaryRoom, mostAccounts),
                labels,
                Map.of("ruleIds", ruleIds, "alertIds", digest.alertIds(), "accountIds", digest.accountIds()));
    }

    static String headline(Digest digest) {
        String counts = DigestTotal.words(digest.total().bySeverity());
        String why = switch (digest.reason()) {
            case MANY_AT_ONCE -> "at once";
            case FIRST_SWEEP ->
                digest.total().hasSeveralAccounts()
                        ? "at the first sweep of " + digest.total().byAccount().size() + " accounts"
                        : "at the first sweep of this account";
            case NEW_RULES -> "by new rules";
            case CHANGED_SETTINGS -> "by changed settings";
            case REGISTRY_CHANGED -> "because settings of the registry were changed";
            case ACCOUNT_LEFT -> "because accounts are no longer watched";
            case QUIET_ACTOR -> "caused by quiet actors";
            case WAIVER_ENDS -> "about waivers that end";
            case STILL_OPEN -> "about findings that are still open";
            case RENDERING_FAILED -> "that could not be rendered";
        };
        return digest.count() + (digest.count() == 1 ? " alert " : " alerts ") + why + ": " + counts;
    }

    static String place(Digest digest) {
        return digest.onlyPlace()
                .map(place -> " (" + place.account() + " " + place.region() + ")")
                .orElse("");
    }

    private static String subject(Digest digest) {
        String start = "[" + digest.severity() + "] ECR digest: ";
        String place = place(digest);
        int room = MAX_SUBJECT - start.length() - place.length();
        return start + HostileText.cut(headline(digest), room) + place;
    }

    static String words(Item item) {
        AlertFacts facts = item.facts();
        return facts.severity() + " " + facts.status()
                + facts.cause()
                        .map(cause -> " (" + AlertPhrases.cause(cause) + ")")
                        .orElse("") + " "
                + facts.finding().ruleId() + ": " + new Resource(item.subject()).name() + " ("
                + item.subject().account() + " " + item.subject().region() + ")";
    }

    static Optional<String> summary(AlertFacts facts, int room) {
        return room == 0
                ? Optional.empty()
                : Optional.of(HostileText.cut(facts.evidence().summary(), room));
    }

    /** The call that set it, where that is certain and there is room. */
    static Optional<EventSummary> setter(AlertFacts facts, int room) {
        return facts.setBy().filter(event -> room > 0);
    }

    private static String chat(Digest digest, int summaryRoom) {
        String description = description(digest, summaryRoom);
        Json content = new JsonObject()
                .put("textType", "client-markdown")
                .put("title", HostileText.cut(digest.severity() + ": " + headline(digest) + place(digest), MAX_TITLE))
                .put("description", description)
                .put("keywords", Json.of(List.of("DIGEST", digest.severity().name())))
                .build();
        Json context = new JsonObject()
                .put("digestId", digest.id())
                .put("part", Integer.toString(digest.part().number()))
                .build();
        Json metadata = new JsonObject()
                .put("threadId", digest.id())
                .put("summary", subject(digest))
                .put("eventType", "DIGEST")
                .put("additionalContext", context)
                .build();
        return JsonWriter.write(new JsonObject()
                .put("version", "1.0")
                .put("source", "custom")
                .put("id", digest.id() + "-" + digest.part().number())
                .put("content", content)
                .put("metadata", metadata)
                .build());
    }

    private static String description(Digest digest, int summaryRoom) {
        StringBuilder text = new StringBuilder(accounts(digest));
        int said = 0;
        for (Item item : digest.items()) {
            String line = "• " + words(item)
                    + summary(item.facts(), summaryRoom)
                            .map(summary -> ": " + HostileText.chatWords(EvidenceForPeople.times(summary), MAX_SUMMARY))
                            .orElse("")
                    + "\n";
            if (said == MOST_IN_A_CHAT || text.length() + line.length() > MAX_DESCRIPTION) {
                break;
            }
            text.append(line);
            said++;
        }
        int more = digest.items().size() - said;
        return more == 0
                ? text.toString()
                : text.append("• and ").append(more).append(" more\n").toString();
    }

    /** The worst accounts; empty when there is only one. */
    private static String accounts(Digest digest) {
        Map<String, Map<Severity, Long>> byAccount = digest.total().byAccount();
        if (!digest.total().hasSeveralAccounts()) {
            return "";
        }
        String lines = byAccount.entrySet().stream()
                .limit(MOST_ACCOUNTS_IN_A_CHAT)
                .map(account -> "Account " + account.getKey() + ": " + DigestTotal.words(account.getValue()) + "\n")
                .collect(Collectors.joining());
        int more = byAccount.size() - MOST_ACCOUNTS_IN_A_CHAT;
        return more > 0 ? lines + "and " + more + " more accounts\n" : lines;
    }
}
