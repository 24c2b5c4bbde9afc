package dev.ecrauditor.cli.migration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One run of a migration script by {@code sh}, with its output. */
record ScriptRun(int status, String out) {

    private static final String COPY_BY_API = "/dev/ecrauditor/cli/migration/copy-by-api.sh";

    /** Writes the script where {@link #of} expects it. */
    static void write(Path folder, String script) throws IOException {
        Files.writeString(folder.resolve("migrate.sh"), script);
        try (var in = Objects.requireNonNull(ScriptRun.class.getResourceAsStream(COPY_BY_API))) {
            Files.write(folder.resolve("copy-by-api.sh"), in.readAllBytes());
        }
    }

    /**
     * Runs it with credentials that a local endpoint accepts.
     *
     * @param variables further variables of the environment
     */
    static ScriptRun of(Path folder, Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "migrate.sh"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("AWS_ACCESS_KEY_ID", "test");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "not-a-secret");
        builder.environment().put("AWS_CONFIG_FILE", "/dev/null");
        builder.environment().put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        builder.environment().put("COPY_FUNCTIONS", "./copy-by-api.sh");
        builder.environment().put("MIGRATION_DIR", "./work");
        builder.environment().put("POLL_SECONDS", "0");
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new ScriptRun(process.waitFor(), out);
    }
}
