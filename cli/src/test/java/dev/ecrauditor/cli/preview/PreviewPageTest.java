package dev.ecrauditor.cli.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewPageTest {

    private static final String HOSTILE = "</pre><script>alert(1)</script> \"'&quot; <img src=x onerror=alert(1)> <b>";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SetRepositoryPolicy/made-public-through-cloudformation",
                "DisableKey/key-of-a-repository-disabled",
                "PutRegistryPolicy/registry-policy-open-to-everyone"
            })
    void everythingOfAnAlertIsOnThePageAndNothingIsLoaded(String story) throws IOException {
        String page = pageOf(story);

        assertThat(page)
                .contains("<section class=\"email\">", "<section class=\"desktop\">", "<section class=\"phone\">")
                .contains("Next steps", "Keywords", "\uD83D\uDEA8")
                .doesNotContain(":rotating_light:");
        assertThat(page.replace("http-equiv", "")
                        .replaceAll("<a href=\"https://[a-z0-9.-]+\\.amazon\\.com/[^\"]*\">", "")
                        .replaceAll("(?s)<pre>.*?</pre>", ""))
                .doesNotContain("http", "<script", "<link", "<img", "src=", "url(", "@import");
        assertThat(page.replaceAll("(?s)^.*?<pre>|</pre>.*$", "")).doesNotContain("<");
        assertThat(page).contains("default-src 'none'; style-src 'unsafe-inline'");
    }

    @Test
    void theEmailHasLinesOf80ColumnsAndAllItsWords() throws IOException {
        String story = "SetRepositoryPolicy/made-public-through-cloudformation";
        String email = pageOf(story).replaceAll("(?s)^.*?<pre>|</pre>.*$", "");
        String sent = CommandRun.of(
                        "preview", Path.of("..", "events").resolve(story).toString(), "--channel", "email")
                .out();

        assertThat(email.replaceAll("&[a-z#0-9]+;", "x").lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(Html.escape(sent).replaceAll("\\s", "")).endsWith(email.replaceAll("\\s", ""));
    }

    @Test
    void aWordThatIsLongerThanALineIsBrokenWhereTheLineEnds() {
        String word = "x".repeat(100);

        assertThat(TerminalLines.of("  " + word + " end"))
                .isEqualTo("  " + "x".repeat(78) + "\n" + "x".repeat(22) + " end");
        assertThat(TerminalLines.of("a".repeat(80) + " b")).isEqualTo("a".repeat(80) + "\nb");
        assertThat(TerminalLines.of("short\n\n  kept")).isEqualTo("short\n\n  kept");
    }

    @Test
    void hostileTextStaysText() {
        String page = PreviewPage.of(List.of(hostile(HOSTILE)));

        assertThat(page)
                .doesNotContain("<script", "<img", "onerror=alert(1)>")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(page.split("</pre>", -1)).as("no text ends the e-mail").hasSize(2);
    }

    @Test
    void hostileTextInCodeBoldAndLinksStaysText() {
        assertThat(List.of("`" + HOSTILE + "`", "*" + HOSTILE + "*"))
                .allSatisfy(text -> assertThat(SlackMarkup.html(text).replaceAll("^<(code|b)>|</(code|b)>$", ""))
                        .doesNotContain("<", ">", "\""));
    }

    @Test
    void aLinkLeadsOnlyToAnHttpsAddress() {
        assertThat(SlackMarkup.html("<https://a.example/x?y=1&amp;z=2|Open *it*>"))
                .isEqualTo("<a href=\"https://a.example/x?y=1&amp;z=2\">Open *it*</a>");
        assertThat(List.of(
                        "<javascript:alert(1)|x>",
                        "<http://a.example|x>",
                        "<https://a.example\" onclick=\"x|y>",
                        "<!channel>",
                        "<https://a.example/\n|x>"))
                .allSatisfy(text -> assertThat(SlackMarkup.html(text)).doesNotContain("<"));
    }

    @Test
    void theLabelOfALinkStaysText() {
        assertThat(SlackMarkup.html("<https://a.example|\"x' &lt;b&gt;>"))
                .isEqualTo("<a href=\"https://a.example\">&quot;x&#39; &lt;b&gt;</a>");
    }

    @Test
    void theMarkupOfSlackIsShown() {
        assertThat(SlackMarkup.html(":red_circle: *rule-id*: allows `a *b* &lt;c&gt;` &amp; *"))
                .isEqualTo("\uD83D\uDD34 <b>rule-id</b>: allows <code>a *b* &lt;c&gt;</code> &amp; *");
        assertThat(SlackMarkup.html("arn:aws:iam::1:role 10:30:00 2*3*4 :no_such_emoji:"))
                .isEqualTo("arn:aws:iam::1:role 10:30:00 2*3*4 :no_such_emoji:");
    }

    @Test
    void withoutAnAlertThePageSaysSo() {
        assertThat(PreviewPage.of(List.of())).contains("The event leads to no alert.");
    }

    private String pageOf(String story) throws IOException {
        Path page = folder.resolve("page.html");
        CommandRun run =
                CommandRun.of("preview", Path.of("..", "events").resolve(story).toString(), "--html", page.toString());
        assertThat(run.status()).as(run.err()).isZero();
        return Files.readString(page);
    }

    private static AlertMessage hostile(String text) {
        Json content = new JsonObject()
                .put("title", text)
                .put("description", text)
                .put("nextSteps", Json.of(List.of(text)))
                .put("keywords", Json.of(List.of(text)))
                .build();
        String chat = JsonWriter.write(new JsonObject().put("content", content).build());
        return new AlertMessage(text, text, chat, "{}", Map.of(), Map.of());
    }
}
