package dev.ecrauditor.backend;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs lines of shell as a person pastes them, with an AWS CLI that reaches nothing but one endpoint on loopback. */
final class AwsCli {

    private static final String PROGRAM = "aws";

    private AwsCli() {}

    /** How a script ended, and what it printed. */
    record Run(int status, String out) {}

    /** Every command has to succeed: the first that fails ends the script. */
    static Run run(Path folder, String script, URI endpoint, String account) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("fix.sh"), script);
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "fix.sh")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("AWS_"));
        variables.putAll(Map.of(
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_ACCESS_KEY_ID", account,
                "AWS_SECRET_ACCESS_KEY", "not-a-secret",
                "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                "AWS_MAX_ATTEMPTS", "1",
                "AWS_PAGER", "",
                "HTTPS_PROXY", "http://127.0.0.1:9", // an AWS CLI that ignores AWS_ENDPOINT_URL reaches nothing
                "NO_PROXY", "127.0.0.1"));
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out);
    }

    private static Optional<String> missing(List<String> programs) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return programs.stream()
                .filter(program -> Stream.of(path.split(File.pathSeparator))
                        .map(folder -> Path.of(folder, program))
                        .noneMatch(Files::isExecutable))
                .findFirst()
                .map(program -> "no " + program + " on the PATH");
    }

    /** There is an AWS CLI on the PATH. */
    static final class CliAvailability implements Availability {

        @Override
        public Optional<String> missing() {
            return AwsCli.missing(List.of(PROGRAM));
        }
    }

    /** There are an AWS CLI and a moto_server on the PATH. */
    static final class MotoAvailability implements Availability {

        @Override
        public Optional<String> missing() {
            return AwsCli.missing(List.of(PROGRAM, "moto_server"));
        }
    }
}
