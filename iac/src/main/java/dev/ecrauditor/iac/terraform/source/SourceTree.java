package dev.ecrauditor.iac.terraform.source;

import dev.ecrauditor.iac.terraform.value.UnevaluatedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files that may be read: those in the directory that the user named, wherever links lead. */
public final class SourceTree {

    private static final long LARGEST_FILE = 32L << 20;
    private static final long LARGEST_SUM = 512L << 20;
    private static final int MOST_FILES = 50_000;
    private static final int MOST_LEVELS = 40;

    private final Path input;
    private final Path root;
    private final Optional<Path> onlyFile;
    private long bytes;

    private SourceTree(Path input, Path root, Optional<Path> onlyFile) {
        this.input = input;
        this.root = root;
        this.onlyFile = onlyFile;
    }

    /**
     * The tree of a directory, or of one file.
     *
     * @throws IOException if there is no such file or directory
     */
    public static SourceTree of(Path input) throws IOException {
        Path real = input.toRealPath();
        Path parent = real.getParent();
        return Files.isDirectory(real) || parent == null
                ? new SourceTree(input, real, Optional.empty())
                : new SourceTree(input, parent, Optional.of(real));
    }

    public Path root() {
        return root;
    }

    public boolean isOneFile() {
        return onlyFile.isPresent();
    }

    /** The path of a file as the user named it, or below the directory that the user named. */
    public String name(Path file) {
        if (onlyFile.isPresent()) {
            return input.toString();
        }
        return file.startsWith(root)
                ? input.resolve(root.relativize(file).toString()).toString()
                : file.toString();
    }

    /** The path of a directory below the one that was named; empty for that one itself. */
    public String below(Path directory) {
        return root.relativize(directory).toString().replace('\\', '/');
    }

    /** All directories below the one that was named, without hidden ones, as each tool keeps its own files there. */
    public List<Path> directories() throws IOException {
        if (isOneFile()) {
            return List.of(root);
        }
        TreeSet<Path> directories = new TreeSet<>();
        Files.walkFileTree(root, Set.of(), MOST_LEVELS, new DirectoryCollector(root, directories, MOST_FILES));
        return List.copyOf(directories);
    }

    /** The files of a directory whose names end in one of the suffixes, in the order of their names. */
    List<Path> files(Path directory, List<String> suffixes) throws IOException {
        if (onlyFile.isPresent()) {
            return suffixes.stream().anyMatch(onlyFile.get().toString()::endsWith)
                    ? List.of(onlyFile.get())
                    : List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(file -> suffixes.stream().anyMatch(file.toString()::endsWith))
                    .filter(Files::isRegularFile)
                    .limit(MOST_FILES)
                    .sorted()
                    .toList();
        }
    }

    /** True if the path is in the directory that was named. */
    public boolean contains(Path path) {
        try {
            Path real = path.toRealPath();
            return onlyFile.map(real::equals).orElseGet(() -> real.startsWith(root));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The text of a file.
     *
     * @throws UnevaluatedException if the file must not or cannot be read
     */
    public String read(Path file) {
        if (!Files.exists(file)) {
            throw new UnevaluatedException("the file does not exist");
        }
        if (!contains(file)) {
            throw new UnevaluatedException("the file is outside of what is checked");
        }
        return text(file);
    }

    /** Reads also a file that the user named by itself. */
    String text(Path file) {
        try {
            long size = Files.size(file);
            bytes += size;
            if (size > LARGEST_FILE || bytes > LARGEST_SUM || !Files.isRegularFile(file)) {
                throw new UnevaluatedException("the file is too large or no regular file");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnevaluatedException("the file is not in UTF-8");
        } catch (IOException e) {
            throw new UnevaluatedException("the file cannot be read");
        }
    }
}
