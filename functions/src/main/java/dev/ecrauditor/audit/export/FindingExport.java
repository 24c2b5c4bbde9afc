package dev.ecrauditor.audit.export;

import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.audit.Isolated;
import dev.ecrauditor.audit.RetryableAuditException;
import dev.ecrauditor.audit.sweep.SweepPace;
import dev.ecrauditor.finding.export.ExportBucket;
import dev.ecrauditor.finding.export.ExportProgress;
import dev.ecrauditor.finding.export.ExportProgress.Counts;
import dev.ecrauditor.finding.export.ExportProgress.Cursor;
import dev.ecrauditor.finding.export.ExportStore;
import dev.ecrauditor.finding.export.FindingRow;
import dev.ecrauditor.finding.export.RecordPages;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.SubjectRecordJson;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Writes all findings to a bucket once a day (by UTC), one account and Region after the other, as JSON lines in objects
 * of a few megabytes. A run that is interrupted continues behind the last object; the object that it was writing is
 * replaced.
 */
public final class FindingExport {

    /** An object ends with the record that reaches so many characters. */
    static final int OBJECT = 2_000_000;

    /** Leaves the larger part of a quarter of an hour, the interval of the ticks, to the sweep. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Parts parts;

    /**
     * The ports of the export.
     *
     * @param places the watched accounts and Regions; none while no sweep is complete
     */
    public record Parts(
            RecordPages records,
            ExportStore store,
            ExportBucket bucket,
            Supplier<List<Subject.Coverage>> places,
            Clock clock) {}

    public FindingExport(Parts parts) {
        this.parts = parts;
    }

    /**
     * What is exported of an organization: the watched accounts and Regions, the hub, whose findings about itself are
     * also open where it is not watched, and the organization.
     */
    public static List<Subject.Coverage> places(
            Collection<String> accounts, List<String> regions, Subject.Coverage hub) {
        Stream<Subject.Coverage> watched = accounts.stream()
                .flatMap(account -> regions.stream().map(region -> new Subject.Coverage(account, region)));
        return Stream.concat(watched, Stream.of(hub, Subject.Coverage.ofOrganization(hub.account())))
                .distinct()
                .toList();
    }

    /** The outcome of a run, for the log. */
    public enum Outcome {
        /** The findings of today are written, or no sweep is complete yet. */
        NOT_DUE,
        /** Time ran out; the next run continues from here. */
        CONTINUES,
        COMPLETE,
        /** The next run tries again. */
        FAILED
    }

    /** Begins or continues the export, as long as the pace gives permits. A fault ends this run and no other work. */
    public Outcome run(SweepPace pace, EventLog log) {
        return Isolated.call(() -> export(pace, log), fault -> {
            failed(log, "did not export findings, left to the next tick", fault.toString());
            return Outcome.FAILED;
        });
    }

    private Outcome export(SweepPace pace, EventLog log) {
        ExportProgress before = parts.store().progress();
        Instant now = parts.clock().instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        boolean isOfToday = before.date().equals(Optional.of(today));
        NavigableMap<String, Subject.Coverage> places = sorted();
        if (places.isEmpty() || (isOfToday && before.isComplete())) {
            return Outcome.NOT_DUE;
        }
        if (!isOfToday && !before.isComplete()) {
            failed(
                    log,
                    "ended an export of findings that was not complete",
                    "date " + before.date().orElseThrow());
        }
        ExportProgress progress = isOfToday ? before : saved(before.begin(today));
        Run run = new Run(pace, now.plus(LONGEST), now);
        return walk(progress, places, run).map(end -> completed(end, log)).orElse(Outcome.CONTINUES);
    }

    /** What is the same for the whole run. */
    private record Run(SweepPace pace, Instant end, Instant now) {}

    /** Empty when the time is over before the last place. */
    private Optional<ExportProgress> walk(
            ExportProgress start, NavigableMap<String, Subject.Coverage> places, Run run) {
        ExportProgress progress = start;
        for (Subject.Coverage place :
                places.tailMap(start.cursor().completeUpTo(), false).values()) {
            do {
                if (!run.pace().awaitPermit() || !parts.clock().instant().isBefore(run.end())) {
                    return Optional.empty();
                }
                Exported object = read(place, progress.cursor().in(place.partitionKey()), run);
                if (!object.text().isEmpty()) {
                    parts.bucket().put(key(progress, object), object.text().toString());
                }
                progress = saved(progress.at(object.next(), object.counts()));
            } while (!progress.cursor().completeUpTo().equals(place.partitionKey()));
        }
        return Optional.of(progress);
    }

    private Outcome completed(ExportProgress progress, EventLog log) {
        ExportProgress end = progress.complete();
        Counts counts = end.counts();
        JsonObject line = new JsonObject()
                .put("objects", counts.objects())
                .put("findings", counts.findings())
                .put("recordsNotUnderstood", counts.unreadable());
        // Athena and Spark ignore objects whose name begins with an underscore.
        parts.bucket().put(folder(end) + "_SUCCESS", JsonWriter.write(line.build()) + "\n");
        saved(end);
        log.write(
                line.put("did", "exported findings").put("folder", folder(end)).build());
        if (counts.unreadable() > 0) {
            failed(log, "exported findings without all records", counts.unreadable() + " are not understood");
        }
        return Outcome.COMPLETE;
    }

    /** One object of a place, and the cursor behind it; the text is empty where the rest has no findings. */
    private record Exported(Subject.Coverage place, long number, StringBuilder text, Counts counts, Cursor next) {}

    private Exported read(Subject.Coverage place, Cursor from, Run run) {
        StringBuilder text = new StringBuilder();
        long findings = 0;
        long unreadable = 0;
        RecordPages.Page page = new RecordPages.Page(List.of(), from.after(), true);
        while (page.hasMore() && text.length() < OBJECT) {
            page = parts.records().read(place, page.last());
            for (Json stored : page.records()) {
                Optional<List<FindingRow>> rows = rows(stored, run);
                List<FindingRow> known = rows.orElse(List.of());
                known.forEach(row -> text.append(JsonWriter.write(row.json(Optional.empty())))
                        .append('\n'));
                findings += known.size();
                unreadable += rows.isPresent() ? 0 : 1;
            }
        }
        long number = from.parts() + 1;
        Cursor next = page.hasMore()
                ? new Cursor(from.completeUpTo(), place.partitionKey(), page.last(), number)
                : new Cursor(place.partitionKey(), "", "", 0);
        return new Exported(place, number, text, new Counts(text.isEmpty() ? 0 : 1, findings, unreadable), next);
    }

    /** Empty for a record of a newer version, or a damaged one. */
    private static Optional<List<FindingRow>> rows(Json stored, Run run) {
        return Isolated.call(
                () -> Optional.of(FindingRow.of(SubjectRecordJson.read(stored), run.now())),
                notUnderstood -> Optional.empty());
    }

    private NavigableMap<String, Subject.Coverage> sorted() {
        NavigableMap<String, Subject.Coverage> places = new TreeMap<>();
        parts.places().get().forEach(place -> places.put(place.partitionKey(), place));
        return places;
    }

    private static String folder(ExportProgress progress) {
        return "findings/date=" + progress.date().orElseThrow() + "/";
    }

    /** As in {@code findings/date=2026-11-29/111122223333-us-east-1-1.json}. */
    private static String key(ExportProgress progress, Exported object) {
        Subject.Coverage place = object.place();
        return folder(progress) + place.account() + "-" + place.region() + "-" + object.number() + ".json";
    }

    private static void failed(EventLog log, String what, String why) {
        log.write(new JsonObject()
                .put("level", "ERROR")
                .put("did", what)
                .put("fault", why)
                .put("exportsFailed", 1)
                .build());
    }

    private ExportProgress saved(ExportProgress next) {
        if (!parts.store().save(next)) {
            throw new RetryableAuditException("another run exports the findings");
        }
        return next;
    }
}
