package dev.ecrauditor.cli.packaging;

import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The CDK app of a checkout, run as a process of its own: the command line shares no code with it (ADR 0040).
 *
 * @param directory the directory of its {@code cdk.json}
 */
record CdkApp(Path directory) {

    private static final String NODE = "node";
    private static final String LINE = "ecr-auditor: ";
    private static final int WRONG_USE = 2;
    private static final int LONGEST_MINUTES = 15;

    /**
     * Finds the app.
     *
     * @param checkout its root; empty where it is not known
     * @param path the directories of programs, as in the variable {@code PATH}
     * @throws UsageException when there is no checkout with a built app, or no Node to run it with
     */
    static CdkApp of(String checkout, String path) {
        CdkApp app = new CdkApp(Path.of(checkout).resolve("infra-cdk"));
        if (checkout.isEmpty() || !Files.isRegularFile(app.config())) {
            throw new UsageException(
                    "the deployment is not built; run ./ecr-auditor package in a checkout, which builds it");
        }
        if (Stream.of(path.split(File.pathSeparator, -1))
                .noneMatch(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder, NODE)))) {
            throw new UsageException(
                    "node is not on the PATH; install Node 18 or later, which the AWS CDK needs to make"
                            + " the templates (the machine that deploys them does not need it)");
        }
        return app;
    }

    /**
     * Synthesizes the templates as for {@code cdk deploy}.
     *
     * @param settings the settings file
     * @param output the directory of the cloud assembly
     */
    CloudAssembly synthesize(Path settings, Path output) {
        Map<String, Json> context = new LinkedHashMap<>(read(config()).members("context"));
        context.put("settings", Json.of(settings.toAbsolutePath().toString()));
        Path log = output.resolveSibling("cdk.log");
        List<String> command = List.of(read(config()).text("app").orElseThrow().split(" ", -1));
        ProcessBuilder app = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        app.environment().put("CDK_OUTDIR", output.toAbsolutePath().toString());
        app.environment().put("CDK_CONTEXT_JSON", JsonWriter.write(new Json.Obj(context)));
        int status = run(app);
        if (status != 0) {
            throw failed(status, lines(log));
        }
        return CloudAssembly.read(output);
    }

    private Path config() {
        return directory.resolve("cdk.json");
    }

    /** The app ends with status 2 and one line where the user can fix it. */
    private static RuntimeException failed(int status, List<String> lines) {
        String last = lines.stream()
                .filter(line -> !line.isBlank())
                .reduce((earlier, later) -> later)
                .orElse("it said nothing");
        if (status == WRONG_USE && last.startsWith(LINE)) {
            return new UsageException(last.substring(LINE.length()));
        }
        return new IllegalStateException(
                "the AWS CDK ended with status %d: %s; to see all of it, run: cd infra-cdk && npx aws-cdk@2.1148.1 synth"
                        .formatted(status, last.strip()));
    }

    private static int run(ProcessBuilder app) {
        try {
            Process process = app.start();
            try {
                if (process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                    return process.exitValue();
                }
                throw new IllegalStateException("the AWS CDK did not end in %d minutes".formatted(LONGEST_MINUTES));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the AWS CDK made the templates", e);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run the AWS CDK", e);
        }
    }

    private static List<String> lines(Path log) {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the output of the AWS CDK", e);
        }
    }

    private static Json read(Path file) {
        try {
            return JsonReader.read(Files.readString(file));
        } catch (MalformedJson malformed) {
            throw new IllegalStateException(file + " is not JSON: " + malformed.getMessage(), malformed);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
