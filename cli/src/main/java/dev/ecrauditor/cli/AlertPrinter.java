package dev.ecrauditor.cli;

import dev.ecrauditor.alert.AlertChannel;
import dev.ecrauditor.alert.AlertMessage;
import java.io.PrintWriter;
import java.util.Optional;

/** Prints alerts for a person, or one line of JSON each for a machine, and passes them on. */
final class AlertPrinter implements AlertChannel {

    private final PrintWriter out;
    private final boolean json;
    private final Optional<AlertChannel> onward;
    private int printed;

    AlertPrinter(PrintWriter out, boolean json, Optional<AlertChannel> onward) {
        this.out = out;
        this.json = json;
        this.onward = onward;
    }

    @Override
    public void publish(AlertMessage message) {
        onward.ifPresent(channel -> channel.publish(message));
        printed++;
        if (json) {
            out.println(message.json());
        } else {
            out.println(Colours.ofAlert(message.labels(), message.subject()));
            out.println(message.email());
        }
    }

    int printed() {
        return printed;
    }
}
