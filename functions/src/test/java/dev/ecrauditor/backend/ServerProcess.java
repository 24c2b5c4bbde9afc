package dev.ecrauditor.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server started for a test, with its output in a file; it ends with the test's JVM at the latest. */
final class ServerProcess implements AutoCloseable {

    private static final long POLL_MILLIS = 50;
    private static final long TO_STOP_SECONDS = 5;

    private final Process process;
    private final Path log;
    private final Thread withTheJvm;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.withTheJvm = new Thread(this::stop, "stop " + log.getFileName());
    }

    static ServerProcess start(List<String> command, Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            ServerProcess server = new ServerProcess(process, log);
            Runtime.getRuntime().addShutdownHook(server.withTheJvm);
            return server;
        } catch (IOException fault) {
            throw new UncheckedIOException("could not start " + command, fault);
        }
    }

    /** Waits until the output contains the pattern; stops the server when it does not in time, or has ended. */
    Matcher awaitOutput(Pattern pattern, Duration limit) {
        Supplier<Matcher> found = () -> pattern.matcher(output());
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            Matcher matcher = found.get();
            if (matcher.find()) {
                return matcher;
            }
            pause();
        }
        close();
        throw new IllegalStateException(
                "the server did not say " + pattern + " within " + limit + ", but: " + output());
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(withTheJvm);
        } catch (IllegalStateException alreadyEnding) {
            // The JVM ends now; the hook finds nothing left to stop.
            return;
        }
    }

    private void stop() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(TO_STOP_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String output() {
        try {
            return Files.readString(log);
        } catch (IOException fault) {
            throw new UncheckedIOException("could not read " + log, fault);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server started", stop);
        }
    }
}
