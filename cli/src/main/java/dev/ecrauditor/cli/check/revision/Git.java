package dev.ecrauditor.cli.check.revision;

import dev.ecrauditor.cli.terminal.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the command {@code git} with an argument vector, never by a shell. */
record Git(Path directory) {

    /** Paths are never patterns, and nothing is fetched or asked. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_LITERAL_PATHSPECS", "1",
            "GIT_NO_LAZY_FETCH", "1",
            "GIT_NO_REPLACE_OBJECTS", "1",
            "GIT_OPTIONAL_LOCKS", "0",
            "GIT_TERMINAL_PROMPT", "0",
            "LC_ALL", "C");

    /**
     * What a run printed.
     *
     * @param error the first line of standard error
     */
    record Result(int status, String text, String error) {

        boolean isSuccess() {
            return status == 0;
        }
    }

    /** A process that reads its standard input; its standard error is not kept. */
    Process start(String... arguments) {
        return start(ProcessBuilder.Redirect.DISCARD, arguments);
    }

    Result run(String... arguments) {
        @Nullable Path errors = null;
        try {
            errors = Files.createTempFile("ecr-auditor-git", ".txt");
            Process process = start(ProcessBuilder.Redirect.to(errors.toFile()), arguments);
            process.getOutputStream().close();
            try (InputStream output = process.getInputStream()) {
                String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
                int status = process.waitFor();
                String first = Files.readString(errors, StandardCharsets.ISO_8859_1)
                        .lines()
                        .findFirst()
                        .orElse("");
                return new Result(status, text, first);
            }
        } catch (IOException fault) {
            throw new UsageException("--base: the answer of git cannot be read");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UsageException("--base: interrupted");
        } finally {
            delete(errors);
        }
    }

    private Process start(ProcessBuilder.Redirect errors, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "--no-pager"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors);
        builder.environment().putAll(ENVIRONMENT);
        try {
            return builder.start();
        } catch (IOException missing) {
            throw new UsageException("--base needs git, which is not on the PATH; install it");
        }
    }

    private static void delete(@Nullable Path file) {
        if (file != null && !file.toFile().delete()) {
            file.toFile().deleteOnExit();
        }
    }
}
