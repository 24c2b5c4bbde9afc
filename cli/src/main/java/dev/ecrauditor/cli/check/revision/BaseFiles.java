package dev.ecrauditor.cli.check.revision;

import dev.ecrauditor.cli.terminal.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files and directories as they were at a revision, in a directory that is deleted at the end. Files that git ignores and
 * that hold values of variables are as they are now: they are no part of any revision.
 */
public final class BaseFiles implements AutoCloseable {

    private static final long LARGEST_SOURCE = 512L << 20;
    private static final long LARGEST_OTHER = 4L << 20;
    private static final long LARGEST_SUM = 1L << 30;
    private static final int MOST_FILES = 100_000;
    private static final List<String> SOURCES =
            List.of(".yaml", ".yml", ".json", ".template", ".tf", ".tfvars", ".tofu");

    private final GitRevision revision;
    private final Path directory;
    private final Map<Path, Path> locations = new LinkedHashMap<>();
    private final Set<String> gaps = new LinkedHashSet<>();

    private BaseFiles(GitRevision revision, Path directory) {
        this.revision = revision;
        this.directory = directory;
    }

    /**
     * Reads the files.
     *
     * @param ref a commit, branch or tag
     * @param named files and directories that exist, of one repository
     * @param more files that may be part of the repository, as those with values of variables
     * @throws UsageException if there is no such revision, or a path is outside of the repository
     */
    public static BaseFiles of(String ref, List<Path> named, List<Path> more) {
        GitRevision revision = GitRevision.of(ref, named.get(0));
        BaseFiles files = new BaseFiles(revision, temporaryDirectory());
        try {
            files.extract(named, more);
            return files;
        } catch (UsageException | IOException fault) {
            files.close();
            throw fault instanceof UsageException usage
                    ? usage
                    : new UsageException("--base " + ref + ": its files cannot be written to " + files.directory
                            + "; check the free space there");
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("ecr-auditor-base").toRealPath();
        } catch (IOException fault) {
            throw new UsageException("--base: no temporary directory can be made; set TMPDIR");
        }
    }

    private void extract(List<Path> named, List<Path> more) throws IOException {
        Set<GitRevision.Entry> entries = new LinkedHashSet<>();
        for (Path path : named) {
            String below = revision.below(path);
            List<GitRevision.Entry> found = revision.entries(below);
            if (found.isEmpty() && !revision.isTracked(below)) {
                gaps.add(path + " is not tracked by git, so no revision has it");
            }
            entries.addAll(found);
            locations.put(path, directory.resolve(below));
            copyIgnored(below);
        }
        for (Path path : more) {
            if (path.toRealPath().startsWith(revision.top())) {
                String below = revision.below(path);
                List<GitRevision.Entry> found = revision.entries(below);
                entries.addAll(found);
                locations.put(path, found.isEmpty() ? path : directory.resolve(below));
                if (found.isEmpty() && revision.isTracked(below)) {
                    gaps.add(path + " is not in the revision, so its values are used for both");
                }
            }
        }
        check(entries);
        try (BlobReader blobs = new BlobReader(revision)) {
            for (GitRevision.Entry entry : entries) {
                write(entry, blobs);
            }
        }
    }

    private static void check(Set<GitRevision.Entry> entries) {
        long sum = entries.stream()
                .filter(BaseFiles::isRead)
                .mapToLong(GitRevision.Entry::bytes)
                .sum();
        if (sum > LARGEST_SUM || entries.size() > MOST_FILES) {
            throw new UsageException("--base: more than " + MOST_FILES + " files or " + (LARGEST_SUM >> 20)
                    + " MiB; name the directories of the templates");
        }
    }

    private static boolean isRead(GitRevision.Entry entry) {
        String name = entry.path().toLowerCase(Locale.ROOT);
        boolean isSource = SOURCES.stream().anyMatch(name::endsWith);
        return entry.isFile() && entry.bytes() <= (isSource ? LARGEST_SOURCE : LARGEST_OTHER);
    }

    private void write(GitRevision.Entry entry, BlobReader blobs) throws IOException {
        if (isSkipped(entry.path())) {
            return;
        }
        if (!entry.isFile()) {
            gaps.add(entry.path() + " is a symbolic link or a submodule, which is not read");
        } else if (isRead(entry)) {
            Path target = target(entry.path());
            if (target.equals(directory)) {
                gaps.add(entry.path() + " has a name that is not read");
                return;
            }
            Files.createDirectories(target.resolveSibling("."));
            Files.write(target, blobs.read(entry));
        }
    }

    /** What the readers of declarations pass over. */
    private static boolean isSkipped(String path) {
        return Stream.of(path.split("/", -1)).anyMatch(name -> name.equals("node_modules") || name.equals(".git"));
    }

    /** Where a file is written; the directory itself for a path that would lead outside of it. */
    private Path target(String path) {
        boolean isPlain = !path.contains("\uFFFD")
                && Stream.of(path.split("/", -1))
                        .noneMatch(name -> name.isEmpty() || Set.of(".", "..").contains(name));
        try {
            Path target = directory.resolve(path).normalize();
            return isPlain && target.startsWith(directory) ? target : directory;
        } catch (InvalidPathException notOfThisSystem) {
            return directory;
        }
    }

    private void copyIgnored(String below) throws IOException {
        for (String path : revision.ignored(below)) {
            boolean isHidden = Stream.of(path.split("/", -1)).anyMatch(name -> name.startsWith("."));
            Path source = revision.top().resolve(path);
            if (!isHidden
                    && (path.endsWith(".tfvars") || path.endsWith(".tfvars.json"))
                    && Files.isRegularFile(source)
                    && source.toRealPath().startsWith(revision.top())) {
                Path target = target(path);
                Files.createDirectories(target.resolveSibling("."));
                Files.copy(source, target);
            }
        }
    }

    /** The id of the commit, shortened. */
    public String commit() {
        return revision.commit().substring(0, 12);
    }

    /** Where the version of a file or directory is that {@link #of} named; the file itself where it is of no revision. */
    public Path locationOf(Path named) {
        Path location = locations.get(named);
        return location == null ? named : location;
    }

    /** What of the revision is not read. */
    public List<String> gaps() {
        return List.copyOf(gaps);
    }

    /** A text with the paths as the user named them. */
    public String asNamed(String text) {
        String named = text;
        List<Map.Entry<Path, Path>> longest = new ArrayList<>(locations.entrySet());
        longest.sort(Comparator.comparingInt((Map.Entry<Path, Path> entry) ->
                        entry.getValue().toString().length())
                .reversed());
        for (Map.Entry<Path, Path> entry : longest) {
            named = named.replace(entry.getValue().toString(), entry.getKey().toString());
        }
        return named;
    }

    /** Deletes the directory. */
    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> {
                if (!file.delete()) {
                    file.deleteOnExit();
                }
            });
        } catch (IOException fault) {
            directory.toFile().deleteOnExit();
        }
    }
}
