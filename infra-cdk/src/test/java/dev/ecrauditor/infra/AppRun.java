package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A run of the app as {@code cdk.json} says.
 *
 * @param status its exit status
 * @param output the lines it printed
 */
public record AppRun(int status, List<String> output) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Runs it.
     *
     * @param out the directory of the cloud assembly
     * @param settings context values beside those of {@code cdk.json}
     * @param environment what the CDK command line says about account and Region
     */
    public static AppRun into(Path out, Map<String, ?> settings, Map<String, String> environment)
            throws IOException, InterruptedException {
        Map<String, Object> context = new HashMap<>(SynthesizedHub.contextOfCdkJson());
        context.putAll(settings);
        String command = JSON.readTree(Path.of("cdk.json").toFile()).get("app").asText();
        Path log = Files.createTempFile("app", ".log");
        ProcessBuilder app = new ProcessBuilder(command.split(" ", -1))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        app.environment()
                .keySet()
                .removeIf(name -> name.startsWith("CDK_") || name.startsWith("AWS_") || name.startsWith("JSII_"));
        app.environment().put("CDK_OUTDIR", out.toString());
        app.environment().put("CDK_CONTEXT_JSON", JSON.writeValueAsString(context));
        app.environment().putAll(environment);
        Process process = app.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("the app ends").isTrue();
        List<String> output = Files.readAllLines(log);
        Files.delete(log);
        return new AppRun(process.exitValue(), output);
    }
}
