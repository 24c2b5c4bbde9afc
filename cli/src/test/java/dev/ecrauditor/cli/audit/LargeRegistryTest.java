package dev.ecrauditor.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.rule.AuditRule;
import dev.ecrauditor.rule.KeyRule;
import dev.ecrauditor.rule.RegistryRule;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A registry of thousands of repositories on local-aws, audited by a process with a heap of 96 MB. With
 * {@code -Decrauditor.audit.repositories=10000} there are as many.
 */
@Tag("long")
class LargeRegistryTest {

    private static final int REPOSITORIES = Integer.getInteger("ecrauditor.audit.repositories", 2_000);
    private static final int KEYS = 3;

    /** Of a registry and its keys: their facts, the first page, what a retry takes. */
    private static final int CONSTANT = 40;

    private static final double CALLS_PER_REPOSITORY = 1.1;
    private static final Pattern ARN = Pattern.compile("\"repositoryArn\":\"([^\"]+)\"");

    @TempDir
    private Path folder;

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    /** A finished run, with the number of rows of each repository, and the other lines. */
    private record Run(int status, Map<String, Integer> rows, List<String> others, String err) {}

    @BeforeEach
    void load() {
        String keys = IntStream.range(0, KEYS)
                .mapToObj(i -> "{\"keyId\": \"%s\"}".formatted(keyId(i)))
                .collect(Collectors.joining(", "));
        String repositories =
                IntStream.range(0, REPOSITORIES).mapToObj(this::repository).collect(Collectors.joining(",\n"));
        aws.load(new ByteArrayInputStream(
                "{\"accounts\": {\"111122223333\": {\"us-east-1\": {\"keys\": [%s], \"repositories\": [%s]}}}}"
                        .formatted(keys, repositories)
                        .getBytes(StandardCharsets.UTF_8)));
    }

    /** Every one has findings; one in ten is open to every account, one in ten has no policy. */
    private String repository(int i) {
        String policy = i % 10 == 0
                ? ""
                : ", \"policyText\": {\"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"Pull%d\", \"Effect\": \"Allow\", \"Principal\": %s, \"Action\": \"ecr:BatchGetImage\"}]}"
                        .formatted(i, i % 10 == 1 ? "\"*\"" : "{\"AWS\": \"arn:aws:iam::444455556666:root\"}");
        return "{\"repositoryName\": \"team-%d/service-%d\", \"createdAt\": \"2026-01-01T00:00:00Z\", \"encryptionConfiguration\": {\"encryptionType\": \"KMS\", \"kmsKey\": \"arn:aws:kms:us-east-1:111122223333:key/%s\"}%s}"
                .formatted(i % 37, i, keyId(i % KEYS), policy);
    }

    private static String keyId(int i) {
        return "1234abcd-12ab-34cd-56ef-12345678900" + i;
    }

    @Test
    void everyRepositoryHasItsRowsAfterThrottledCallsWithOneCallForEach() throws Exception {
        aws.failNext("ecr:DescribeRepositories", Fault.THROTTLED, 1);
        aws.failNext("kms:ListGrants", Fault.THROTTLED, 1);
        int part = REPOSITORIES / 4;

        Run run = audit(read -> {
            if (read % part == 1) {
                aws.failNext("ecr:GetRepositoryPolicy", Fault.THROTTLED, 2);
            }
        });

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.rows())
                .hasSize(REPOSITORIES)
                .allSatisfy((arn, rows) -> assertThat(rows).isEqualTo(number(RepositoryRule.class)));
        assertThat(run.others()).hasSize(number(RegistryRule.class) + KEYS * number(KeyRule.class));
        List<LoggedRequest> answered = aws.requests().stream()
                .filter(request -> !request.errorCode().equals("ThrottlingException"))
                .toList();
        assertThat(aws.requests().size() - answered.size()).isGreaterThan(8);
        assertThat((double) answered.size()).isLessThanOrEqualTo(CALLS_PER_REPOSITORY * REPOSITORIES + CONSTANT);
        assertThat(number(answered, "GetRepositoryPolicy")).isEqualTo(REPOSITORIES);
        assertThat(number(answered, "DescribeKey")).isEqualTo(KEYS);
    }

    @Test
    void theTableOfEveryVerdictFitsIntoTheSameMemory() throws Exception {
        Path out = folder.resolve("table.txt");
        Process process = start(out, "--all");

        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err.txt")))
                .isZero();
        try (var lines = Files.lines(out)) {
            assertThat(lines.filter(line -> line.contains("us-east-1/team-")).count())
                    .isEqualTo((long) REPOSITORIES * number(RepositoryRule.class));
        }
        assertThat(Files.readString(out)).contains(REPOSITORIES + " repositories, 1 registry, 3 keys: ");
    }

    @ParameterizedTest
    @CsvSource({"csv,''", "sarif,]}]}", "asff,]", "html,</html>"})
    void everyOtherFormFitsIntoTheSameMemory(String form, String end) throws Exception {
        Path out = folder.resolve("report." + form);
        Process process = start(out, "--output", form);

        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err.txt")))
                .isZero();
        assertThat(Files.size(out)).isGreaterThan(REPOSITORIES * 100L);
        try (var lines = Files.lines(out)) {
            assertThat(lines.reduce("", (before, line) -> line)).endsWith(end);
        }
    }

    private static int number(Class<? extends AuditRule> kind) {
        return (int) RuleCatalog.standard(Duration.ofMinutes(15)).rules().stream()
                .filter(kind::isInstance)
                .count();
    }

    private static long number(List<LoggedRequest> requests, String operation) {
        return requests.stream()
                .filter(request -> request.operation().equals(operation))
                .count();
    }

    /** Is told the number of the repositories so far. */
    private interface Reader {
        void at(int repositories);
    }

    private Run audit(Reader reader) throws IOException, InterruptedException {
        Process process = start(folder.resolve("unused"), "--output", "json");
        Map<String, Integer> rows = new HashMap<>();
        List<String> others = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Matcher arn = ARN.matcher(line);
                if (!arn.find()) {
                    others.add(line);
                } else if (rows.merge(arn.group(1), 1, Integer::sum) == 1) {
                    reader.at(rows.size());
                }
            }
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), rows, others, Files.readString(folder.resolve("err.txt")));
    }

    /** Starts the command with the options of its launcher. */
    private Process start(Path out, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                "dev.ecrauditor.cli.EcrAuditor",
                "audit",
                "--region",
                "us-east-1",
                "--endpoint-url",
                aws.endpoint().toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder process =
                new ProcessBuilder(line).redirectError(folder.resolve("err.txt").toFile());
        if (!List.of(arguments).contains("json")) {
            process.redirectOutput(out.toFile());
        }
        process.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.equals("JAVA_TOOL_OPTIONS"));
        return process.start();
    }

    /** Surefire can start this process with a jar that only names the class path. */
    private static String classPath() {
        return List.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .stream()
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
