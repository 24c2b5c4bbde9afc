package dev.ecrauditor.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.ActiveContentDetector;
import dev.ecrauditor.alert.HostilePayloads;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackMessageTest {

    private static final String LINK =
            "<https://eu-west-1.console.aws.amazon.com/ecr/repositories/private/111122223333/payments/api?region=eu-west-1|Open in the AWS console>";

    static List<String> payloads() {
        return HostilePayloads.all();
    }

    @Test
    void anAlertSaysWhatIsWrongWhereWhoDidItAndWhatToDo() {
        Json message = render(SampleAlerts.alert("a#1"));
        assertThat(message.text("text")).hasValue("CRITICAL: payments/api is open to every AWS account");
        assertThat(String.join("\n--\n", sections(message))).isEqualTo("""
                :rotating_light: *CRITICAL: payments/api is open to every AWS account*
                Account `111122223333` (`The policy lets everyone pull`), eu-west-1, open since 2026-11-20T10:05:00Z
                --
                *ecr-policy-not-public* (CRITICAL): The policy lets everyone pull
                • Sid: `The policy lets everyone pull`
                --
                Done by `The policy lets everyone pull` with SetRepositoryPolicy at 2026-11-20T10:05:00Z.
                --
                *What to do*
                Take the statement out:
                `aws ecr delete-repository-policy --repository-name payments/api`
                --
                """ + LINK);
        assertThat(message.bool("unfurl_links")).hasValue(false);
        assertThat(message.bool("unfurl_media")).hasValue(false);
        assertThat(message.items("blocks")).allSatisfy(block -> {
            assertThat(block.text("text", "type")).hasValue("mrkdwn");
            assertThat(block.bool("text", "verbatim")).hasValue(true);
        });
    }

    @Test
    void aCommandOfSeveralLinesIsNamedAndNotShownOnOneLine() {
        String alert = SampleAlerts.alert("a#1")
                .replace("\"# Take the statement out:\"", "\"cat > policy.json <<'EOF'\\n{}\\nEOF\"");
        assertThat(SlackMessage.render(SampleAlerts.json(alert)))
                .contains("it writes the file that the next command reads")
                .contains("aws ecr delete-repository-policy")
                .doesNotContain("EOF");
    }

    @Test
    void anAlertNamesTheOwnerOfTheAccountAndWhereTheWaiverIs() {
        String alert = SampleAlerts.alert("a#1")
                .replace(
                        "\"findings\":",
                        "\"owner\":{\"name\":\"payments <!here>\",\"email\":\"p@example.org\"},\"waiver\":\"- rules: []\",\"findings\":");
        assertThat(SlackMessage.render(SampleAlerts.json(alert)))
                .contains("Owner of the account: `payments &lt; !here&gt;`, `p(at)example.org`.")
                .contains("To accept it for a time: the e-mail and the JSON alert have the waiver to write.");
    }

    @Test
    void aResolvedAlertHasNothingToDo() {
        Json message = render(SampleAlerts.alert("a#1").replace("\"OPENED\"", "\"RESOLVED\""));
        assertThat(message.text("text").orElseThrow()).startsWith("RESOLVED: ");
        assertThat(String.join("\n", sections(message))).doesNotContain("What to do", "delete-repository-policy");
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void hostileTextIsShownAndDoesNothing(String payload) {
        Json message = render(SampleAlerts.alert("a#1", payload + "h", payload + "s"));
        List<String> texts = new ArrayList<>(sections(message));
        texts.add(message.text("text").orElseThrow());
        assertThat(texts).allSatisfy(text -> {
            String ours = text.replace(LINK, "").replaceAll("&(amp|lt|gt);", "");
            assertThat(ours).doesNotContain("<", ">", "&");
            assertThat(ActiveContentDetector.findActive(ours)).isEmpty();
            assertThat(ActiveContentDetector.findInvisible(ours.replace("\n", "")))
                    .isEmpty();
        });
    }

    @Test
    void aMentionIsOnlyText() {
        Json message =
                render(SampleAlerts.alert("a#1", "<!channel> <@U0123ABCD> @here", "<https://evil.example|click>"));
        assertThat(message.text("text")).hasValue("CRITICAL: &lt; !channel&gt; &lt;(at)U0123ABCD&gt; (at)here");
        assertThat(String.join("\n", sections(message))).contains("`&lt;https[:]//evil.example|click&gt;`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/ecr/private-registry/repositories?region=eu-west-1",
                "https://eu-west-1.console.aws.amazon.com.evil.example/ecr/private-registry/repositories?region=eu-west-1",
                "https://eu-west-1.console.aws.amazon.com/ecr/private-registry/repositories?region=eu-west-1|x>",
                "javascript:alert(1)",
                "https://eu-west-1.console.aws.amazon.com/logout"
            })
    void anotherLinkThanThatOfTheConsoleIsLeftOut(String url) {
        String alert = SampleAlerts.alert("a#1")
                .replaceAll("\"consoleUrl\":\"[^\"]*\"", "\"consoleUrl\":\"" + url.replace("$", "") + "\"");
        assertThat(String.join("\n", sections(render(alert)))).doesNotContain("<", "evil", "logout", "javascript");
    }

    @Test
    void aMessageKeepsTheLimitsOfSlackAndSaysWhatIsCut() {
        Json one = SampleAlerts.json(SampleAlerts.alert("a#1", "h", "x".repeat(5_000)));
        List<Json> findings = IntStream.range(0, 60)
                .mapToObj(i -> one.items("findings").get(0))
                .toList();
        JsonObject many = new JsonObject();
        one.members().forEach(many::put);
        Json message = render(
                JsonWriter.write(many.put("findings", new Json.Arr(findings)).build()));
        assertThat(message.items("blocks")).hasSizeLessThanOrEqualTo(50);
        assertThat(sections(message)).allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(3_000));
        assertThat(String.join("", sections(message)))
                .hasSizeLessThan(12_000)
                .contains("[cut: the e-mail and the JSON alert have the rest]")
                .endsWith(LINK);
    }

    @Test
    void aDigestListsItsAlerts() {
        List<Json> alerts = IntStream.range(0, 30)
                .<Json>mapToObj(i -> new JsonObject()
                        .put("alertId", "a#" + i)
                        .put("status", "OPENED")
                        .put("severity", "HIGH")
                        .put("ruleId", "ecr-scan-on-push")
                        .put("subject", "arn:aws:ecr:eu-west-1:111122223333:repository/team/" + i)
                        .build())
                .toList();
        Json message = render(JsonWriter.write(new JsonObject()
                .put("status", "DIGEST")
                .put("severity", "HIGH")
                .put("headline", "30 alerts of the first sweep")
                .put("digestId", "0123")
                .put("alerts", new Json.Arr(alerts))
                .build()));
        assertThat(message.text("text")).hasValue("HIGH: 30 alerts of the first sweep");
        assertThat(String.join("\n", sections(message)))
                .contains("• HIGH OPENED ecr-scan-on-push: `arn:aws:ecr:eu-west-1:111122223333:repository/team/19`")
                .doesNotContain("team/20")
                .endsWith("The e-mail lists more of them; the JSON digests have all.");
    }

    @Test
    void anAlertOfALaterVersionIsShownAsFarAsItIsUnderstood() {
        Json message = render(JsonWriter.write(new JsonObject()
                .put("status", "NEW_STATUS")
                .put("headline", "something")
                .put(
                        "findings",
                        new Json.Arr(
                                List.of(new JsonObject().put("alertId", "a#1").build())))
                .build()));
        assertThat(message.text("text")).hasValue("NEW_STATUS: something");
    }

    private static Json render(String alert) {
        return SampleAlerts.json(SlackMessage.render(SampleAlerts.json(alert)));
    }

    private static List<String> sections(Json message) {
        return message.items("blocks").stream()
                .map(block -> block.text("text", "text").orElseThrow())
                .toList();
    }
}
