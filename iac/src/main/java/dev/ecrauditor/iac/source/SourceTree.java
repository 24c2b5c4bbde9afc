package dev.ecrauditor.iac.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The files to check: those that are named, and those below directories that are named, in the order of their names.
 * Symbolic links below a directory are not followed.
 *
 * @param named files and directories, as the user named them
 * @param files every file
 */
public record SourceTree(List<Path> named, List<SourceFile> files) {

    /** A directory with more is named by mistake. */
    private static final int MOST_FILES = 100_000;

    private static final Set<String> ENDINGS = Set.of(".yaml", ".yml", ".json", ".template", ".tf", ".tfvars", ".tofu");

    public SourceTree {
        named = List.copyOf(named);
        files = List.copyOf(files);
    }

    /**
     * Finds the files.
     *
     * @param named files and directories that exist
     * @throws UnreadableSourceException if a directory holds too many files or cannot be listed
     */
    public static SourceTree under(List<Path> named) {
        List<SourceFile> files = new ArrayList<>();
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                files.addAll(below(path));
            } else {
                files.add(new SourceFile(path.toString(), path, true));
            }
        }
        return new SourceTree(named, files);
    }

    private static List<SourceFile> below(Path directory) {
        List<SourceFile> found = new ArrayList<>();
        try {
            Files.walkFileTree(directory, visitor(directory, found));
        } catch (IOException | UncheckedIOException fault) {
            throw new UnreadableSourceException("the directory " + directory + " cannot be listed");
        }
        found.sort(Comparator.comparing(SourceFile::name));
        return found;
    }

    private static FileVisitor<Path> visitor(Path root, List<SourceFile> found) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.equals(root) || isSource(name(directory))
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = name(file).toLowerCase(Locale.ROOT);
                if (attributes.isRegularFile() && ENDINGS.stream().anyMatch(name::endsWith)) {
                    if (found.size() == MOST_FILES) {
                        throw new UnreadableSourceException("the directory " + root + " holds more than " + MOST_FILES
                                + " files; name the directory of the templates");
                    }
                    found.add(new SourceFile(file.toString(), file, false));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException fault) {
                found.add(new SourceFile(file.toString(), file, true)); // reported like a file that cannot be opened
                return FileVisitResult.CONTINUE;
            }
        };
    }

    /** Neither hidden, nor installed packages, nor the assets of a cloud assembly. */
    private static boolean isSource(String directory) {
        return !directory.startsWith(".") && !directory.equals("node_modules") && !directory.startsWith("asset.");
    }

    private static String name(Path path) {
        Path last = path.getFileName();
        return last == null ? "" : last.toString();
    }
}
