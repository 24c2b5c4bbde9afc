package dev.ecrauditor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.Alert;
import dev.ecrauditor.alert.Alert.AlertedFinding;
import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.alert.AlertRenderer;
import dev.ecrauditor.alert.text.EmailLines;
import dev.ecrauditor.event.Actor;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.policy.fuzz.SlowInputs;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What must hold for an alert with any untrusted text in any place, in every form in which it is published. */
public final class AlertSafetyCheck {

    private static final String CUT = "[cut: more than fits an alert]";
    private static final int SNS_LIMIT = 262_144;
    private static final BitSet UNSEEN = every("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}\\p{Cn}"
            + "\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0&&[^\\n]]");
    private static final int SHAPES = 20_000;

    private static final Actor NOBODY =
            new Actor(Optional.of("word"), Optional.of("word"), Optional.of("word"), Actor.Tool.UNKNOWN);

    private final SlowInputs slow = new SlowInputs(Duration.ofMillis(100));
    /** How many lines an alert has whose texts are harmless; most inputs differ in their texts only. */
    private final Map<Alert, Long> linesOfHarmlessCopies = new HashMap<>();

    private int checked;

    /**
     * Renders an alert and checks that nothing in it can act.
     *
     * @param size of what the alert was made from, to name where it takes long
     */
    public void check(Alert alert, int size) {
        AlertMessage message = slow.measure(size, () -> AlertRenderer.render(alert));
        if (checked++ % 16 == 0) { // the first always
            assertThat(AlertRenderer.render(alert)).isEqualTo(message);
        }
        assertThat(fits(message)).isTrue();
        assertThat(message.subject()).matches("[!-~][ -~]{0,98}");
        Json json = read(message.json());
        String link = json.text("resource", "consoleUrl").orElseThrow();
        harmless(message.email(), link);
        chat(read(message.chat()), link);
        if (!message.json().contains(CUT)) {
            assertThat(evidence(json))
                    .isEqualTo(alert.findings().stream()
                            .map(finding -> finding.facts().evidence())
                            .toList());
            if (linesOfHarmlessCopies.size() > SHAPES) {
                linesOfHarmlessCopies.clear();
            }
            assertThat(lines(message))
                    .isEqualTo(linesOfHarmlessCopies.computeIfAbsent(
                            harmlessCopy(alert), copy -> lines(AlertRenderer.render(copy))));
        }
    }

    private static void chat(Json chat, String link) {
        assertThat(chat.text("version")).hasValue("1.0");
        assertThat(chat.text("source")).hasValue("custom");
        assertThat(chat.text("content", "textType")).hasValue("client-markdown");
        String title = chat.text("content", "title").orElseThrow();
        assertThat(title).isNotBlank().hasSizeLessThanOrEqualTo(250);
        harmless(title, link);
        String description = chat.text("content", "description").orElseThrow();
        assertThat(description).isNotBlank().hasSizeLessThanOrEqualTo(8_000);
        String marker = "<" + link + "|Open the repository>";
        assertThat(description).endsWith(marker);
        String text = description.substring(0, description.length() - marker.length());
        harmless(text, link);
        assertThat(text).doesNotContain("<", ">", "](");
        assertThat(text.lines())
                .allMatch(line -> line.chars().filter(c -> c == '`').count() % 2 == 0);
        texts(chat, "nextSteps").forEach(step -> {
            assertThat(step).hasSizeLessThanOrEqualTo(350);
            harmless(step, link);
        });
        assertThat(texts(chat, "keywords")).isNotEmpty().allMatch(keyword -> keyword.length() <= 75);
        assertThat(chat.text("metadata", "threadId")).isPresent();
        assertThat(chat.members("metadata", "additionalContext").values()).allMatch(value -> value instanceof Json.Str);
    }

    /** No live link but our own, nobody is called, and nothing is there that cannot be seen. */
    private static void harmless(String text, String link) {
        String foreign = text.replace(link, "").replaceAll("file://[a-z-]+\\.json", "");
        assertThat(foreign).doesNotContain("://", "@", "<!", "<@");
        assertThat(foreign.toLowerCase(Locale.ROOT)).doesNotContain("www.");
        assertThat(text.codePoints().anyMatch(UNSEEN::get)).isFalse();
    }

    private static BitSet every(String characterClass) {
        Pattern pattern = Pattern.compile(characterClass);
        BitSet members = new BitSet();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            members.set(c, pattern.matcher(Character.toString(c)).matches());
        }
        return members;
    }

    /** A character is written with six at most: only what is long need be written to be measured. */
    private static boolean fits(AlertMessage message) {
        int characters = message.json().length()
                + message.email().length()
                + message.chat().length();
        return characters < SNS_LIMIT / 7 || size(message) < SNS_LIMIT;
    }

    /** As the topic takes it: one JSON text of all bodies, with subject and attributes. */
    private static int size(AlertMessage message) {
        Json bodies = new JsonObject()
                .put("default", message.json())
                .put("email", message.email())
                .put("https", message.chat())
                .build();
        return message.subject().length()
                + JsonWriter.write(bodies).length()
                + message.labels().toString().length()
                + message.lists().toString().length();
    }

    /** Lines that begin something: what only continues a line is indented deeper. */
    private static long lines(AlertMessage message) {
        return message.email()
                .lines()
                .filter(line -> !line.startsWith(EmailLines.HANGING))
                .count();
    }

    private static List<Evidence> evidence(Json json) {
        return json.items("findings").stream()
                .map(finding -> {
                    Map<String, String> facts = new LinkedHashMap<>();
                    finding.items("evidence")
                            .forEach(fact -> facts.put(
                                    fact.text("name").orElseThrow(),
                                    fact.text("value").orElseThrow()));
                    return new Evidence(finding.text("summary").orElseThrow(), facts);
                })
                .toList();
    }

    /** The same alert in which every text from outside is one harmless word. */
    private static Alert harmlessCopy(Alert alert) {
        List<Evidence> different = alert.findings().stream()
                .map(finding -> finding.facts().evidence())
                .distinct()
                .toList();
        List<AlertedFinding> findings = alert.findings().stream()
                .map(finding -> new AlertedFinding(
                        harmlessCopy(
                                finding.facts(),
                                "word " + different.indexOf(finding.facts().evidence())),
                        finding.metadata()))
                .toList();
        return new Alert(alert.subject(), findings, alert.publishedAt());
    }

    /** @param summary another one for other evidence: findings that say the same share their lines */
    private static AlertFacts harmlessCopy(AlertFacts facts, String summary) {
        Map<String, String> words = new LinkedHashMap<>();
        for (int i = 0; i < facts.evidence().facts().size(); i++) {
            words.put("fact " + i, "word");
        }
        Optional<EventSummary> event =
                facts.event().map(known -> new EventSummary("word", "word", known.time(), NOBODY));
        return facts.toBuilder()
                .evidence(new Evidence(summary, words))
                .event(event)
                .setBy(event.filter(named -> facts.actorIsCertain()))
                .build();
    }

    private static List<String> texts(Json chat, String name) {
        return chat.items("content", name).stream()
                .map(item -> item.text().orElseThrow())
                .toList();
    }

    private static Json read(String text) {
        try {
            return JsonReader.read(text);
        } catch (MalformedJson malformed) {
            throw new AssertionError("not JSON: " + text, malformed);
        }
    }
}
