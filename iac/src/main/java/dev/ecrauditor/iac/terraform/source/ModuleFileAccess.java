package dev.ecrauditor.iac.terraform.source;

import dev.ecrauditor.iac.terraform.function.FileAccess;
import dev.ecrauditor.iac.terraform.value.UnevaluatedException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The files that functions may read, from the directory of the root module. */
public final class ModuleFileAccess implements FileAccess {

    private static final int MOST_LEVELS = 10;
    private static final int MOST_FILES = 10_000;

    private final SourceTree tree;
    private final Path directory;

    public ModuleFileAccess(SourceTree tree, Path directory) {
        this.tree = tree;
        this.directory = directory;
    }

    @Override
    public String read(String path) {
        return tree.read(resolved(path));
    }

    @Override
    public boolean exists(String path) {
        Path file = resolved(path);
        if ((Files.exists(file) && !tree.contains(file)) || !file.startsWith(tree.root())) {
            throw new UnevaluatedException("the file is outside of what is checked");
        }
        return Files.isRegularFile(file);
    }

    @Override
    public List<String> matching(String start, String pattern) {
        Path from = resolved(start);
        if (!tree.contains(from) || tree.isOneFile()) {
            throw new UnevaluatedException("the directory is outside of what is checked");
        }
        try (Stream<Path> found = Files.walk(from, MOST_LEVELS)) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            return found.limit(MOST_FILES)
                    .filter(Files::isRegularFile)
                    .map(from::relativize)
                    .filter(matcher::matches)
                    .map(path -> path.toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException | java.io.UncheckedIOException | PatternSyntaxException e) {
            throw new UnevaluatedException("the files cannot be listed");
        }
    }

    private Path resolved(String path) {
        try {
            return directory.resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw new UnevaluatedException("the path is not valid");
        }
    }
}
