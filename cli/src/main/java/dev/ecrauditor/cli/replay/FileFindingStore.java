package dev.ecrauditor.cli.replay;

import dev.ecrauditor.cli.terminal.InputText;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemoryKeyIndex;
import dev.ecrauditor.finding.store.SubjectRecordJson;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A finding store in one file, so that replaying an event in another process does not publish its alerts again. A lock
 * on a file beside it ensures that only one process uses it at a time. A deployed auditor uses DynamoDB.
 */
public final class FileFindingStore implements FindingStore, AutoCloseable {

    private final Path file;
    private final FileChannel lock;
    private final InMemoryFindingStore records;

    private FileFindingStore(Path file, FileChannel lock) {
        this.file = file;
        this.lock = lock;
        this.records = new InMemoryFindingStore(Files.exists(file) ? read(file) : List.of());
    }

    /**
     * Opens the file for this process only, or starts empty if there is none.
     *
     * @param forget true to start empty in any case
     * @throws UsageException if it is not a state file, or cannot be written
     * @throws IllegalStateException if another process uses it
     */
    static FileFindingStore open(Path file, boolean forget) {
        FileChannel lock = lock(file);
        boolean opened = false;
        try {
            if (forget) {
                Files.deleteIfExists(file);
            }
            FileFindingStore store = new FileFindingStore(file, lock);
            opened = true;
            return store;
        } catch (IOException fault) {
            throw new UsageException(file + ": cannot be removed; make its directory writable for you");
        } finally {
            if (!opened) {
                close(lock);
            }
        }
    }

    /** The store with an index of its records. */
    InProcessAuditor.Memory memory() {
        return new InProcessAuditor.Memory(this, new InMemoryKeyIndex(records));
    }

    private static FileChannel lock(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UsageException(file + ": not a regular file; name a file for the state");
        }
        Path beside = file.resolveSibling(file.getFileName() + ".lock");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel)) {
                return channel;
            }
            channel.close();
        } catch (IOException fault) {
            throw new UsageException(
                    file + ": cannot be written; name a state file in a directory that is writable for you");
        }
        throw new IllegalStateException(
                file + ": another replay uses this state; wait until it has ended, or name another file with --state");
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    /** Everything stored in a file, read without a lock: a write replaces the file as a whole. */
    public static List<SubjectRecord> records(Path file) {
        return read(file);
    }

    /** Releases the file for other processes. */
    @Override
    public void close() {
        close(lock);
    }

    private static void close(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException fault) {
            throw new UncheckedIOException("the lock of the replay state cannot be released", fault);
        }
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
            return JsonReader.read(InputText.of(file, "name a replay state")).items("records").stream()
                    .map(SubjectRecordJson::read)
                    .toList();
        } catch (MalformedJson | IllegalStateException damaged) {
            throw new UsageException(
                    file + ": not a replay state of this version; remove it, or name another with --state");
        }
    }

    private void write() {
        List<Json> items =
                records.records().stream().<Json>map(SubjectRecordJson::write).toList();
        String text = JsonWriter.write(new Json.Obj(Map.of("records", new Json.Arr(items))));
        try {
            Path next = Files.createTempFile(file.toAbsolutePath().getParent(), "state", ".tmp");
            Files.write(next, text.getBytes(StandardCharsets.UTF_8));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException fault) {
            throw new UncheckedIOException("the replay state " + file + " cannot be written", fault);
        }
    }
}
