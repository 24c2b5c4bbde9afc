package dev.ecrauditor.cli.audit;

import dev.ecrauditor.finding.transition.AcceptedFindings;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.settings.Baseline;
import dev.ecrauditor.settings.BaselineJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/** Writes the baseline of each account and Region that was read completely, as soon as it was. */
final class BaselineWriter {

    private final Terms terms;
    private final Sink sink;
    private final CommandLine command;
    private int findings;
    private int repositories;
    private int places;
    private int unknown;
    private int skipped;

    /** Who accepts the findings, why, how long, and when they were read. */
    record Terms(String owner, String reason, LocalDate expires, Instant createdAt) {}

    /** Takes the content of an object. */
    interface Sink {
        /** Returns where it is. */
        String write(String key, String json);
    }

    BaselineWriter(Terms terms, Sink sink, CommandLine command) {
        this.terms = terms;
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

    void write(AccountRows rows, List<String> regions) {
        rows.coverage().forEach(this::report);
        boolean isWhole = rows.coverage().stream()
                .noneMatch(row -> row.isGap() && row.region().isEmpty());
        for (String region : regions) {
            boolean isRead = isWhole
                    && rows.coverage().stream()
                            .noneMatch(row ->
                                    row.isGap() && row.region().orElse("").equals(region));
            if (isRead) {
                write(rows.verdicts().stream()
                        .filter(row -> row.repository().region().equals(region))
                        .toList());
            } else {
                skipped++;
            }
        }
    }

    private void write(List<VerdictRow> rows) {
        unknown += (int) rows.stream().filter(VerdictRow::isUnknown).count();
        Map<RepositoryArn, List<VerdictRow>> byRepository = new LinkedHashMap<>();
        rows.forEach(row -> byRepository
                .computeIfAbsent(row.repository(), arn -> new ArrayList<>())
                .add(row));
        Map<String, Baseline.Repository> accepted = new TreeMap<>();
        byRepository.forEach((arn, ofRepository) -> {
            Map<String, String> marks = AcceptedFindings.marks(verdicts(ofRepository));
            if (!marks.isEmpty()) {
                accepted.put(
                        arn.name(), new Baseline.Repository(ofRepository.get(0).createdAt(), marks));
            }
        });
        if (!accepted.isEmpty()) {
            write(rows.get(0).repository(), accepted);
        }
    }

    private static Map<RuleMetadata, Verdict> verdicts(List<VerdictRow> rows) {
        Map<RuleMetadata, Verdict> verdicts = new LinkedHashMap<>();
        rows.forEach(row -> verdicts.put(row.metadata(), row.verdict()));
        return verdicts;
    }

    private void write(RepositoryArn any, Map<String, Baseline.Repository> accepted) {
        String json = BaselineJson.write(
                new Baseline(terms.owner(), terms.reason(), terms.expires(), terms.createdAt(), accepted));
        if (json.length() > JsonReader.MAX_CHARACTERS) {
            command.getErr()
                    .println("baseline: " + any.account() + " " + any.region() + " was not written: more than "
                            + JsonReader.MAX_CHARACTERS + " characters, which the functions do not read");
            skipped++;
            return;
        }
        String where = sink.write(BaselineJson.key(any.account(), any.region()), json);
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
        String text = "Accepted until " + terms.expires() + ": " + findings + " findings of " + repositories
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
