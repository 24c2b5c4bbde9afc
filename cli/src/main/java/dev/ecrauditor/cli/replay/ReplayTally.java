package dev.ecrauditor.cli.replay;

import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.json.Json;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Prints the outcome of each event and counts; records of a log that concern no rule are only counted, by reason. */
final class ReplayTally {

    private final PrintWriter err;
    private final Map<String, Integer> passedOver = new TreeMap<>();
    private int events;
    private int records;
    private int failed;

    ReplayTally(PrintWriter err) {
        this.err = err;
    }

    void handled(EventDocument.Entry event, Json answer) {
        events++;
        Optional<String> outcome = answer.text("outcome");
        if (outcome.isEmpty()) {
            failed(event.name(), "the functions returned no outcome; give one event per file");
            return;
        }
        Optional<String> reason = answer.text("reason");
        if (event.fromLog()) {
            records++;
            if (outcome.get().equals("IGNORED")) {
                passedOver.merge(reason.orElse("no reason"), 1, Integer::sum);
                return;
            }
        }
        err.println(Printable.of(event.name() + ": " + outcome.get()
                + reason.map(why -> " (" + why + ")").orElse("")));
    }

    void failed(EventDocument.Entry event, String problem) {
        events++;
        failed(event.name(), problem);
    }

    private void failed(String name, String problem) {
        failed++;
        err.println(Printable.of(name + ": FAILED: " + problem));
    }

    /**
     * Prints the summary.
     *
     * @return true if there was an event and every event was handled
     */
    boolean sum(int alerts) {
        passedOver.forEach(
                (reason, count) -> err.println(count + " of " + records + " log records: IGNORED (" + reason + ")"));
        if (events == 1 && failed == 1) {
            return false; // its own line is enough
        }
        err.println(count(events, "event") + ", " + count(alerts, "alert")
                + (failed == 0 ? "" : ", " + failed + " FAILED"));
        int others = passedOver.getOrDefault("OTHER_SERVICE", 0);
        if (events > 0 && others == events) {
            err.println("replay: no record of Amazon ECR (eventSource ecr.amazonaws.com) in the input;"
                    + " give the log files of the account, Region and time of the change");
            return false;
        }
        return failed == 0;
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
