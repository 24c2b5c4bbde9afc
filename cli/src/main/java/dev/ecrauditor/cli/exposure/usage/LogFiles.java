package dev.ecrauditor.cli.exposure.usage;

import dev.ecrauditor.cli.terminal.Progress;
import dev.ecrauditor.cli.terminal.UsageException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The log files at a place, plain or gzip, read one after the other; a directory with all below it. A file that cannot
 * be read completely is named, and the others are read.
 */
final class LogFiles {

    /** So many are named; all are counted. */
    private static final int NAMED = 1_000;

    private static final List<String> ENDINGS = List.of(".json", ".jsonl", ".ndjson", ".gz");
    private static final String DIGESTS = "CloudTrail-Digest";
    private static final int BUFFER = 64 * 1024;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final Path place;
    private final List<Broken> broken = new ArrayList<>();
    private int brokenFiles;
    private int files;
    private int otherFiles;

    private LogFiles(Path place) {
        this.place = place;
    }

    /** A file, or a directory, that could not be read completely. */
    record Broken(String file, String reason) {}

    /** Visits a file or reports one that cannot be visited. */
    private interface Visit {
        void file(Path file);

        void unreachable(Path file);
    }

    /**
     * Reads every record.
     *
     * @throws UsageException if there is no such place, or no log file below it
     */
    static LogFiles read(Path place, Progress progress, Consumer<LogRecord> records) {
        LogFiles files = new LogFiles(place);
        int all = files.count();
        files.walk(new Visit() {
            @Override
            public void file(Path file) {
                files.files++;
                progress.at(files.files, Math.max(all, files.files), "log files");
                files.read(file, records);
            }

            @Override
            public void unreachable(Path file) {
                files.broken(file, "cannot be listed; make it readable for you");
            }
        });
        return files;
    }

    List<Broken> broken() {
        return List.copyOf(broken);
    }

    int brokenFiles() {
        return brokenFiles;
    }

    int files() {
        return files;
    }

    /** Files below the directory whose names are not those of log files. */
    int otherFiles() {
        return otherFiles;
    }

    private int count() {
        if (!Files.exists(place)) {
            throw new UsageException(place + ": no such file or directory; name a CloudTrail log file, or a directory");
        }
        int[] all = new int[2];
        walk(new Visit() {
            @Override
            public void file(Path file) {
                all[0]++;
            }

            @Override
            public void unreachable(Path file) {
                all[1]++;
            }
        });
        if (all[0] == 0 && all[1] == 0) {
            throw new UsageException(
                    place + ": no log files (" + String.join(", ", ENDINGS) + ") in this directory or below it");
        }
        return all[0];
    }

    private void walk(Visit visit) {
        otherFiles = 0;
        if (!Files.isDirectory(place)) {
            visit.file(place);
            return;
        }
        try {
            Files.walkFileTree(place.toRealPath(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!Files.isRegularFile(file)
                            || !isLogFile(file.getFileName().toString())) {
                        otherFiles++;
                    } else if (!file.getFileName().toString().contains(DIGESTS)) {
                        visit.file(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException fault) {
                    visit.unreachable(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException fault) {
                    if (fault != null) {
                        visit.unreachable(directory);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException fault) {
            throw new UsageException(place + ": cannot be listed; make the directories below readable for you");
        }
    }

    private static boolean isLogFile(String name) {
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    private void read(Path file, Consumer<LogRecord> records) {
        try (InputStream in = plain(Files.newInputStream(file))) {
            LogReader.read(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()), records);
        } catch (BrokenLogException malformed) {
            broken(file, String.valueOf(malformed.getMessage()));
        } catch (CharacterCodingException notUtf8) {
            broken(file, "not UTF-8 text");
        } catch (EOFException | ZipException damaged) {
            broken(file, "a damaged gzip file; download it again");
        } catch (AccessDeniedException denied) {
            broken(file, "permission denied; give yourself read permission");
        } catch (NoSuchFileException gone) {
            broken(file, "no such file");
        } catch (IOException fault) {
            broken(file, "cannot be read");
        }
    }

    private static InputStream plain(InputStream in) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(in, 2);
        try {
            byte[] first = stream.readNBytes(2);
            stream.unread(first);
            boolean gzip = first.length == 2 && (first[0] & 0xff) == GZIP_FIRST && (first[1] & 0xff) == GZIP_SECOND;
            return gzip ? new GZIPInputStream(stream, BUFFER) : stream;
        } catch (IOException fault) {
            in.close();
            throw fault;
        }
    }

    private void broken(Path file, String reason) {
        brokenFiles++;
        if (broken.size() < NAMED) {
            broken.add(new Broken(file.toString(), reason));
        }
    }
}
