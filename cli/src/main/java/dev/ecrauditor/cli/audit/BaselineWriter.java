package dev.ecrauditor.cli.audit;

import dev.ecrauditor.cli.audit.report.CoverageRow;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.settings.published.Baseline;
import dev.ecrauditor.settings.published.BaselineJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Writes the baseline of each account and Region that was read completely, as soon as it was. */
final class BaselineWriter {

    private final Approval approval;
    private final Sink sink;
    private final CommandLine command;
    private int findings;
    private int repositories;
    private int places;
    private int unknown;
    private int skipped;

    /** Who accepts the findings, why, how long, and when they were read. */
    record Approval(String owner, String reason, LocalDate expires, Instant createdAt) {}

    /** Takes the content of an object. */
    interface Sink {
        /** Returns where it is. */
        String write(String key, String json);
    }

    BaselineWriter(Approval approval, Sink sink, CommandLine command) {
        this.approval = approval;
        this.sink = sink;
        this.command = command;
    }

    /** Writes files below a directory, under the keys of the objects. */
    static Sink into(Path directory) {
        return (key, json) -> {
            Path file = directory.resolve(key);
            try {
                Files.createDirectories(file.getParent());
                return Files.writeString(file, json).toString();
            } catch (IOException fault) {
                throw new UncheckedIOException("cannot write " + file, fault);
            }
        };
    }

    void write(AccountBaseline baseline, List<String> regions) {
        baseline.coverage().forEach(this::report);
        for (String region : regions) {
            if (!baseline.isRead(region)) {
                skipped++;
                continue;
            }
            unknown += baseline.unknown(region);
            if (!baseline.accepted(region).isEmpty()) {
                write(baseline.account(), region, baseline.accepted(region));
            }
        }
    }

    private void write(String account, String region, Map<String, Baseline.Repository> accepted) {
        String json = BaselineJson.write(
                new Baseline(approval.owner(), approval.reason(), approval.expires(), approval.createdAt(), accepted));
        if (json.length() > JsonReader.MAX_CHARACTERS) {
            command.getErr()
                    .println("baseline: " + account + " " + region + " was not written: more than "
                            + JsonReader.MAX_CHARACTERS + " characters, which the functions do not read");
            skipped++;
            return;
        }
        String where = sink.write(BaselineJson.key(account, region), json);
        int count = accepted.values().stream()
                .mapToInt(repository -> repository.evidence().size())
                .sum();
        command.getOut().println(where + ": " + count + " findings of " + accepted.size() + " repositories");
        findings += count;
        repositories += accepted.size();
        places++;
    }

    private void report(CoverageRow row) {
        command.getErr()
                .println("baseline: " + row.account().id()
                        + row.region().map(region -> " " + region).orElse("") + ": " + row.summary());
        row.fix().forEach(line -> command.getErr().println("  " + line));
    }

    String summary() {
        String text = "Accepted until " + approval.expires() + ": " + findings + " findings of " + repositories
                + " repositories, in " + places + (places == 1 ? " object" : " objects");
        if (unknown > 0) {
            text += "; " + unknown + " verdicts are UNKNOWN and not accepted (see: ecr-auditor audit)";
        }
        return skipped == 0 ? text : text + "; " + skipped + " accounts and Regions were not written";
    }

    boolean isComplete() {
        return skipped == 0 && unknown == 0;
    }
}
