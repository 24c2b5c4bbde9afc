package dev.ecrauditor.cli.replay;

import dev.ecrauditor.alert.AlertChannel;
import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.OutputClosedException;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * Prints alerts as text or as one line of JSON each, and publishes them if there is a topic. If an alert is published,
 * a failure to print it is kept for the command, so that the alert is not published again. If not, an alert that cannot
 * be printed counts as unpublished.
 */
final class AlertPrinter implements AlertChannel {

    private final PrintWriter out;
    private final boolean json;
    private final Optional<AlertChannel> onward;
    private int printed;
    private Optional<OutputClosedException> fault = Optional.empty();

    AlertPrinter(PrintWriter out, boolean json, Optional<AlertChannel> onward) {
        this.out = out;
        this.json = json;
        this.onward = onward;
    }

    @Override
    public void publish(AlertMessage message) {
        if (onward.isEmpty()) {
            fault.ifPresent(closed -> {
                throw closed;
            });
        }
        onward.ifPresent(channel -> channel.publish(message));
        try {
            print(message);
        } catch (OutputClosedException closed) {
            fault = Optional.of(closed);
            if (onward.isEmpty()) {
                throw closed;
            }
        }
        printed++;
    }

    private void print(AlertMessage message) {
        if (json) {
            out.println(message.json());
        } else {
            out.println(Colours.ofAlert(message.labels(), message.subject()));
            out.println(message.email());
        }
    }

    /**
     * Ends the command if something could not be printed.
     *
     * @throws OutputClosedException if so
     */
    void check() {
        fault.ifPresent(closed -> {
            throw closed;
        });
    }

    /** How many alerts were published. */
    int printed() {
        return printed;
    }
}
