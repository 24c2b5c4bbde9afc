package dev.ecrauditor.cli.exposure.usage;

import java.util.ArrayList;
import java.util.List;

/** Why an answer may miss calls. */
final class Completeness {

    private Completeness() {}

    /** The reasons; none if every record was read and the logs are those of the repository. */
    static List<String> reasons(UsageQuestion question, LogFiles files, UsageLog log) {
        List<String> reasons = new ArrayList<>();
        if (files.brokenFiles() > 0) {
            reasons.add(count(files.brokenFiles(), "file") + " could not be read completely");
        }
        if (log.withoutTime() > 0) {
            reasons.add("the time of " + count(log.withoutTime(), "call") + " cannot be read");
        }
        if (log.withoutRepository() > 0) {
            reasons.add(count(log.withoutRepository(), "call")
                    + " of outsiders in the log of the owner without a repository: CloudTrail leaves out parameters"
                    + " over 100 KB");
        }
        if (log.coverage().first().isEmpty()) {
            reasons.add("there is no record of account " + question.repository().account() + " in "
                    + question.repository().region()
                    + ": name the log files of that account and Region, with management events");
        }
        return reasons;
    }

    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
