package dev.ecrauditor.cli.migration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moto_server on a loopback port that it chooses itself. */
final class MotoProcess implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final URI endpoint;

    private MotoProcess(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static MotoProcess start() throws IOException {
        Process process = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", "0")
                .redirectErrorStream(true)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                drain(output);
                return new MotoProcess(process, URI.create(listening.group(1)));
            }
        }
        throw new IllegalStateException("moto_server ended before it listened");
    }

    /** The server stops when nobody reads its log. */
    private static void drain(BufferedReader output) {
        Thread reader = new Thread(() -> {
            try {
                while (output.readLine() != null) {
                    Thread.onSpinWait();
                }
            } catch (IOException ended) {
                throw new UncheckedIOException(ended);
            }
        });
        reader.setDaemon(true);
        reader.setUncaughtExceptionHandler((thread, ended) -> {});
        reader.start();
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
