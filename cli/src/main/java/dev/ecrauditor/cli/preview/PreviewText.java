package dev.ecrauditor.cli.preview;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.cli.terminal.Colours;
import java.io.PrintWriter;

/** Prints the bodies of an alert. */
final class PreviewText {

    private final PrintWriter out;

    PreviewText(PrintWriter out) {
        this.out = out;
    }

    void print(AlertMessage message, Channel channel) {
        switch (channel) {
            case ALL -> all(message);
            case EMAIL -> email(message);
            case CHAT -> out.println(message.chat());
            case JSON -> out.println(message.json());
        }
    }

    private void all(AlertMessage message) {
        out.println(Colours.strong("== E-mail"));
        email(message);
        out.println(Colours.strong("== Chat"));
        ChatNotification chat = ChatNotification.of(message);
        out.println(Colours.ofAlert(message.labels(), chat.title()));
        out.println(chat.description().stripTrailing());
        chat.nextSteps().forEach(step -> out.println("-> " + step));
        out.println("Keywords: " + String.join(", ", chat.keywords()));
        out.println();
        out.println(Colours.strong("== JSON"));
        out.println(message.json());
        out.println();
    }

    private void email(AlertMessage message) {
        out.println("Subject: " + Colours.ofAlert(message.labels(), message.subject()));
        out.println();
        out.println(message.email().stripTrailing());
        out.println();
    }
}
