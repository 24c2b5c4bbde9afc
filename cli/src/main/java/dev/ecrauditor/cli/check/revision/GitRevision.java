package dev.ecrauditor.cli.check.revision;

import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.cli.terminal.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A commit of a git repository.
 *
 * @param top the directory of the working tree
 * @param commit its id
 */
record GitRevision(Path top, String commit) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?");

    /**
     * An entry of the commit's tree.
     *
     * @param mode as git writes it: 100644, 120000 for a symbolic link, 160000 for a submodule
     * @param object the id of its content
     * @param bytes its length; 0 for a submodule
     * @param path below the top
     */
    record Entry(String mode, String object, long bytes, String path) {

        boolean isFile() {
            return mode.startsWith("100");
        }
    }

    /**
     * Finds a commit.
     *
     * @param ref as the user named it
     * @param within a file or directory of the working tree
     * @throws UsageException if it is in no repository, or there is no such commit
     */
    static GitRevision of(String ref, Path within) {
        if (ref.isBlank() || ref.startsWith("-") || ref.indexOf('\0') >= 0) {
            throw new UsageException(
                    "--base " + ref + ": not a revision; name a commit, branch or tag, as origin/main");
        }
        Path directory = directory(within);
        Git.Result top = new Git(directory).run("rev-parse", "--show-toplevel");
        if (!top.isSuccess()) {
            throw new UsageException("--base: git does not read " + Printable.of(within.toString())
                    + " as a working tree: " + Printable.of(top.error()));
        }
        Path root = path(top.text().stripTrailing());
        Git.Result found = new Git(root).run("rev-parse", "--verify", "--quiet", ref + "^{commit}");
        String commit = found.text().strip();
        if (!found.isSuccess() || !COMMIT.matcher(commit).matches()) {
            throw new UsageException("--base " + ref
                    + ": git knows no such commit; name a commit, branch or tag that is fetched, as origin/main");
        }
        return new GitRevision(root, commit);
    }

    private static Path directory(Path within) {
        Path absolute = within.toAbsolutePath();
        Path parent = absolute.getParent();
        return Files.isDirectory(absolute) || parent == null ? absolute : parent;
    }

    private static Path path(String text) {
        try {
            return Path.of(text).toRealPath();
        } catch (IOException | InvalidPathException fault) {
            throw new UsageException("--base: the working tree " + Printable.of(text) + " cannot be opened");
        }
    }

    /**
     * The path of a file or directory below the top; empty for the top itself.
     *
     * @throws UsageException if it is outside
     */
    String below(Path named) {
        try {
            Path real = named.toRealPath();
            if (!real.startsWith(top)) {
                throw new UsageException(
                        "--base: " + Printable.of(named.toString()) + " is outside of the working tree "
                                + Printable.of(top.toString()) + "; name files of one repository");
            }
            return top.relativize(real).toString().replace('\\', '/');
        } catch (IOException fault) {
            throw new UsageException(named + ": cannot be opened; check that you may read it");
        }
    }

    /** Every file of the commit below a path. */
    List<Entry> entries(String below) {
        List<String> command = new ArrayList<>(List.of("ls-tree", "-r", "-z", "-l", "--full-tree", commit));
        if (!below.isEmpty()) {
            command.addAll(List.of("--", below));
        }
        Git.Result listed = new Git(top).run(command.toArray(String[]::new));
        if (!listed.isSuccess()) {
            throw new UsageException(
                    "--base: git cannot list the commit " + commit + ": " + Printable.of(listed.error()));
        }
        List<Entry> entries = new ArrayList<>();
        for (String line : listed.text().split("\0", -1)) {
            entry(line).ifPresent(entries::add);
        }
        return entries;
    }

    /** From {@code mode type object length TAB path}. */
    private static Optional<Entry> entry(String line) {
        int tab = line.indexOf('\t');
        if (tab < 0) {
            return Optional.empty();
        }
        String[] head = line.substring(0, tab).split(" +", -1);
        long bytes = head[3].equals("-") ? 0 : Long.parseLong(head[3]);
        return Optional.of(new Entry(head[0], head[2], bytes, line.substring(tab + 1)));
    }

    /** True if git tracks a file below a path now. */
    boolean isTracked(String below) {
        Git.Result listed =
                below.isEmpty() ? new Git(top).run("ls-files", "-z") : new Git(top).run("ls-files", "-z", "--", below);
        return !listed.text().isEmpty();
    }

    /** The files below a path that git ignores. */
    List<String> ignored(String below) {
        List<String> command =
                new ArrayList<>(List.of("ls-files", "-z", "--others", "--ignored", "--exclude-standard"));
        if (!below.isEmpty()) {
            command.addAll(List.of("--", below));
        }
        return List.of(new Git(top).run(command.toArray(String[]::new)).text().split("\0", -1)).stream()
                .filter(path -> !path.isEmpty())
                .toList();
    }
}
