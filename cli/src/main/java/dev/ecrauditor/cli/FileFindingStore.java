package dev.ecrauditor.cli;

import dev.ecrauditor.finding.FindingStore;
import dev.ecrauditor.finding.InMemoryFindingStore;
import dev.ecrauditor.finding.Subject;
import dev.ecrauditor.finding.SubjectRecord;
import dev.ecrauditor.finding.SubjectRecordJson;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A finding store in one file, so that replaying an event in another process does not tell it again. For one process at a time; a
 * deployed auditor uses DynamoDB.
 */
final class FileFindingStore implements FindingStore {

    private final Path file;
    private final InMemoryFindingStore records;

    /** Opens the file, or begins with nothing when there is none. */
    FileFindingStore(Path file) {
        this.file = file;
        this.records = new InMemoryFindingStore(Files.exists(file) ? read(file) : List.of());
    }

    /** Everything stored. */
    synchronized List<SubjectRecord> records() {
        return records.records();
    }

    @Override
    public synchronized Optional<SubjectRecord> load(Subject subject) {
        return records.load(subject);
    }

    @Override
    public synchronized boolean save(SubjectRecord next) {
        boolean saved = records.save(next);
        if (saved) {
            write();
        }
        return saved;
    }

    @Override
    public synchronized void removeSent(Subject subject, Set<String> entryIds) {
        records.removeSent(subject, entryIds);
        write();
    }

    @Override
    public synchronized List<Subject> due(int limit) {
        return records.due(limit);
    }

    private static List<SubjectRecord> read(Path file) {
        try {
            return JsonReader.read(Files.readString(file)).items("records").stream()
                    .map(SubjectRecordJson::read)
                    .toList();
        } catch (IOException | MalformedJson | IllegalStateException damaged) {
            throw new UsageFault(
                    file + ": not a replay state of this version; remove it, or name another with --state");
        }
    }

    private void write() {
        List<Json> items =
                records.records().stream().<Json>map(SubjectRecordJson::write).toList();
        String text = JsonWriter.write(new Json.Obj(Map.of("records", new Json.Arr(items))));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path next = Files.createTempFile(file.toAbsolutePath().getParent(), "state", ".tmp");
            Files.write(next, text.getBytes(StandardCharsets.UTF_8));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException fault) {
            throw new UncheckedIOException("the replay state " + file + " cannot be written", fault);
        }
    }
}
