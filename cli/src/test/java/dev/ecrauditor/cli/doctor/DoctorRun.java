package dev.ecrauditor.cli.doctor;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.control.LoggedRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One run of doctor on a deployment, with every result as JSON. */
record DoctorRun(CommandRun run, List<LoggedRequest> requests) {

    static DoctorRun of(DeployedState state, String... more) {
        return of(state, aws -> {}, more);
    }

    /** Also prepares the endpoint, such as a denied call. */
    static DoctorRun of(DeployedState state, Consumer<LocalAws> prepare, String... more) {
        boolean organization =
                state.settings().contains("organization:") || state.settings().contains("accounts: ['2");
        try (LocalAws aws = LocalAws.start()) {
            Path settings = Files.createTempFile("auditor", ".yaml");
            Files.writeString(settings, state.settings());
            aws.load(new ByteArrayInputStream(state.json(settings).getBytes(StandardCharsets.UTF_8)));
            state.settingsBucket().ifPresent(aws::createBucket);
            prepare.accept(aws);
            List<String> line = new ArrayList<>(List.of(
                    "doctor",
                    "--settings",
                    settings.toString(),
                    "--region",
                    DeployedState.HUB_REGION,
                    "--endpoint-url",
                    aws.endpoint().toString()));
            List<String> options = List.of(more);
            if (organization && !options.contains("--before-deployment") && !options.contains("--hub-only")) {
                line.addAll(List.of("--role-name", DeployedState.ROLE));
            }
            if (!options.contains("--output")) {
                line.addAll(List.of("--output", "json"));
            }
            line.addAll(options);
            CommandRun run = CommandRun.of(line.toArray(String[]::new));
            Files.delete(settings);
            return new DoctorRun(run, aws.requests());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The results with a status, each as its JSON line. */
    List<Json> results(String status) {
        List<Json> results = new ArrayList<>();
        run.out().lines().forEach(line -> {
            try {
                Json result = JsonReader.read(line);
                if (result.text("status").orElseThrow().equals(status)) {
                    results.add(result);
                }
            } catch (MalformedJson e) {
                throw new AssertionError(line, e);
            }
        });
        return results;
    }
}
