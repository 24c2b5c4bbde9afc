package dev.ecrauditor.iac.terraform.source;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;

/** Collects directories that are not hidden, and passes over those that cannot be read. */
final class DirectoryCollector extends SimpleFileVisitor<Path> {

    private final Path root;
    private final Collection<Path> directories;
    private int left;

    DirectoryCollector(Path root, Collection<Path> directories, int most) {
        this.root = root;
        this.directories = directories;
        this.left = most;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        if (!directory.equals(root)) {
            String name = String.valueOf(directory.getFileName());
            if (name.startsWith(".") || name.equals("node_modules")) {
                return FileVisitResult.SKIP_SUBTREE;
            }
        }
        directories.add(directory);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        left--;
        return left < 0 ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        return FileVisitResult.CONTINUE;
    }
}
