package dev.ecrauditor.infra.deployed;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A moto_server of our own: a simulation of AWS, on a loopback port that it chooses itself. */
final class MotoServer implements AutoCloseable {

    private static final String PROGRAM = "moto_server";
    private static final Pattern LISTENING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");
    private static final int TRIES = 600;
    private static final long PAUSE_MILLIS = 100;

    private final Process process;
    private final URI endpoint;

    private MotoServer(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static boolean isInstalled() {
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
    }

    static MotoServer start(Path log) {
        try {
            Process process = new ProcessBuilder(List.of(PROGRAM, "-H", "127.0.0.1", "-p", "0"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            for (int i = 0; i < TRIES && process.isAlive(); i++) {
                Matcher listening = LISTENING.matcher(Files.readString(log));
                if (listening.find()) {
                    return new MotoServer(process, URI.create(listening.group(1)));
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            process.destroyForcibly();
            throw new IllegalStateException("moto_server did not start: " + Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while moto_server started", e);
        }
    }

    URI endpoint() {
        return endpoint;
    }

    /** The account that moto takes every unknown access key for. */
    MotoAccount firstAccount(String region) {
        return new MotoAccount(endpoint, "123456789012", region, new MotoAccount.Credentials("first", "secret", ""));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
