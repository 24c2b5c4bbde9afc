package dev.ecrauditor.cli.preview;

import dev.ecrauditor.alert.AlertMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One HTML page with alerts as e-mail, and as chat on a desktop and on a phone. It loads nothing. With the fragment
 * {@code #narrow} it leaves the desktop out.
 */
final class PreviewPage {

    private static final String STYLE = "preview.css";

    private PreviewPage() {}

    static String of(List<AlertMessage> alerts) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <meta name="viewport" content="width=device-width">
                <title>ECR Auditor: preview</title>
                <style>
                %s</style>
                </head>
                <body id="narrow">
                %s
                </body>
                </html>
                """.formatted(
                        style(),
                        alerts.isEmpty()
                                ? "<p>The event leads to no alert.</p>"
                                : alerts.stream().map(PreviewPage::alert).collect(Collectors.joining("\n")));
    }

    private static String alert(AlertMessage message) {
        String chat = chat(ChatNotification.of(message));
        return """
                <main>
                <section class="email"><h2>E-mail</h2>
                <div class="card"><p class="subject">%s</p>
                <pre>%s</pre></div></section>
                <section class="desktop"><h2>Slack</h2>
                %s</section>
                <section class="phone"><h2>Slack on a phone</h2>
                %s</section>
                </main>""".formatted(
                        Html.escape(message.subject()),
                        Html.escape(TerminalLines.of(message.email().strip())),
                        chat,
                        chat);
    }

    private static String chat(ChatNotification chat) {
        return """
                <div class="card message"><p class="sender"><b>Amazon Q</b> <small>APP</small></p>
                <p class="title">%s</p>
                <p>%s</p>
                %s%s</div>
                """.formatted(
                        SlackMarkup.html(chat.title()),
                        SlackMarkup.html(chat.description().strip()),
                        list("Next steps", chat.nextSteps()).orElse(""),
                        keywords(chat.keywords()).orElse(""));
    }

    private static Optional<String> list(String heading, List<String> items) {
        return items.isEmpty()
                ? Optional.empty()
                : Optional.of(items.stream()
                        .map(item -> "<li>" + SlackMarkup.html(item) + "</li>")
                        .collect(Collectors.joining("\n", "<p><b>" + heading + "</b></p>\n<ul>\n", "\n</ul>\n")));
    }

    private static Optional<String> keywords(List<String> words) {
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(words.stream()
                        .map(word -> "<code>" + Html.escape(word) + "</code>")
                        .collect(Collectors.joining(" ", "<p class=\"keywords\"><b>Keywords</b> ", "</p>\n")));
    }

    private static String style() {
        try (InputStream css = PreviewPage.class.getResourceAsStream(STYLE)) {
            if (css == null) {
                throw new IllegalStateException(STYLE + " is missing on the class path");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
