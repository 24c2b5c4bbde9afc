package dev.ecrauditor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ecrauditor.alert.Alert;
import dev.ecrauditor.alert.Alert.AlertedFinding;
import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.alert.AlertRenderer;
import dev.ecrauditor.event.Actor;
import dev.ecrauditor.finding.AlertFacts;
import dev.ecrauditor.finding.SeenEvent;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.rule.Evidence;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Any text in any place of an alert that comes from outside, in every form the alert is told. */
class RenderersFuzz {

    private static final String CUT = "[cut: more than fits an alert]";
    private static final String PERMISSION = "missing permission";
    private static final int SNS_LIMIT = 262_144;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}\\p{Cn}"
            + "\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0&&[^\\n]]");

    private static final Actor NOBODY =
            new Actor(Optional.of("word"), Optional.of("word"), Optional.of("word"), Actor.Tool.UNKNOWN);

    private final SlowInputs slow = new SlowInputs(Duration.ofMillis(100));

    @FuzzTest
    @DictionaryEntries({
        "<!channel>",
        "<@U0123>",
        "@here",
        "https://evil.example/",
        "WwW.evil.example",
        "[x](evil)",
        "`*_~",
        "missing permission",
        "&lt;",
        "\\x1b[31m",
        "\\xe2\\x80\\xae",
        "\\xe2\\x80\\xa8",
        "\\xef\\xbb\\xbf",
        "\\xee\\x80\\x80",
        "\\xff"
    })
    void everyAlertIsHarmlessAndFits(byte[] input) {
        Alert alert = HostileAlerts.of(input);
        AlertMessage message = slow.measure(input.length, () -> AlertRenderer.render(alert));
        assertThat(AlertRenderer.render(alert)).isEqualTo(message);
        assertThat(size(message)).isLessThan(SNS_LIMIT);
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
            assertThat(lines(message)).isEqualTo(lines(AlertRenderer.render(harmlessTwin(alert))));
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
        String foreign = text.replace(link, "").replace("file://policy.json", "");
        assertThat(foreign).doesNotContain("://", "@", "<!", "<@");
        assertThat(foreign.toLowerCase(Locale.ROOT)).doesNotContain("www.");
        assertThat(UNSEEN.matcher(text).find()).isFalse();
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

    private static long lines(AlertMessage message) {
        return message.email().chars().filter(c -> c == '\n').count();
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
    private static Alert harmlessTwin(Alert alert) {
        List<AlertedFinding> findings = alert.findings().stream()
                .map(finding -> new AlertedFinding(harmlessTwin(finding.facts()), finding.card()))
                .toList();
        return new Alert(alert.subject(), findings, alert.publishedAt());
    }

    private static AlertFacts harmlessTwin(AlertFacts facts) {
        Map<String, String> words = new LinkedHashMap<>();
        // By this name of ours the way to mend it is chosen, whatever stands under it.
        facts.evidence()
                .facts()
                .keySet()
                .forEach(name -> words.put(name.equals(PERMISSION) ? PERMISSION : "fact " + words.size(), "word"));
        Optional<SeenEvent> event = facts.event().map(seen -> new SeenEvent("word", "word", seen.time(), NOBODY));
        return new AlertFacts(
                facts.id(),
                facts.order(),
                facts.finding(),
                facts.status(),
                facts.cause(),
                facts.severity(),
                new Evidence("word", words),
                facts.openedAt(),
                facts.at(),
                event,
                facts.actorIsCertain(),
                facts.occasion());
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
