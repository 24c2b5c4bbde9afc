package dev.ecrauditor.infra.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.infra.AppRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The folder that {@code ecr-auditor package} makes of the built checkout: it is what {@code cdk deploy} deploys, the same
 * in each run, and the commands of its README deploy it with the AWS CLI alone, to moto.
 */
class PackagedDeploymentIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REGION = "us-east-1";
    private static final String BUCKET = "deployment-files";
    private static final Path SETTINGS =
            Path.of("examples", "organization-remediation.yaml").toAbsolutePath();
    private static final Path CLI = Path.of("..", "cli", "target");

    @TempDir
    private Path directory;

    @BeforeEach
    void theCommandLineIsBuilt() {
        assumeTrue(Files.isDirectory(CLI.resolve("lib")), "SKIPPED: cli is not built (mvn -pl cli -am package)");
    }

    @Test
    void theFolderIsTheSameInEachRunAndHoldsWhatCdkDeploys() throws Exception {
        Path folder = packaged("first");
        assertThat(Files.readString(packaged("second").resolve("SHA256SUMS")))
                .isEqualTo(Files.readString(folder.resolve("SHA256SUMS")));

        Path assembly = directory.resolve("assembly");
        AppRun run = AppRun.into(
                assembly,
                Map.of("settings", SETTINGS.toString()),
                Map.of(
                        "CDK_VALIDATION", "false",
                        "CDK_DEFAULT_ACCOUNT", "111122223333",
                        "CDK_DEFAULT_REGION", REGION));
        assertThat(run.status()).as(run.output().toString()).isZero();
        for (String stack : List.of("EcrAuditor", "EcrAuditorRollout")) {
            JsonNode synthesized = resources(assembly.resolve(stack + ".template.json"));
            JsonNode deployable = resources(folder.resolve(stack + ".json"));
            assertThat(withoutFiles(deployable).equals(withoutFiles(synthesized)))
                    .as(stack)
                    .isTrue();
        }
        assertThat(resources(folder.resolve("EcrAuditor.json")).findValuesAsText("Type"))
                .contains("AWS::Lambda::Version");
    }

    @Test
    void theCommandsOfTheReadmeDeployItWithTheAwsCliAlone() throws Exception {
        assumeTrue(MotoServer.isInstalled(), "SKIPPED: no moto_server on the PATH (pip install 'moto[server]')");
        assumeTrue(isOnPath("aws"), "SKIPPED: no aws on the PATH (pip install awscli)");
        Path folder = packaged("package");
        try (MotoServer moto = MotoServer.start(Files.createTempFile(Path.of("target"), "moto", ".log"))) {
            MotoAccount hub = moto.firstAccount(REGION);
            hub.put("s3", "/" + BUCKET, new byte[0]);
            List<String> commands = commands(folder);
            assertThat(commands).hasSize(5);

            aws(folder, moto, commands.get(0));
            // As it is, up to what moto does of it; then without what moto does not make.
            aws(folder, moto, commands.get(1) + " --no-execute-changeset");
            aws(folder, moto, "aws cloudformation delete-stack --stack-name EcrAuditor");
            Path packaged = folder.resolve("packaged.json");
            Files.writeString(
                    packaged,
                    MotoStack.forMoto(JSON.readTree(packaged.toFile())).toString());
            for (String command : commands.subList(1, commands.size())) {
                aws(folder, moto, command);
            }

            for (String stack : List.of(
                    "EcrAuditor", "EcrAuditorRollout", "ecr-auditor-member-roles", "ecr-auditor-member-events")) {
                assertThat(MotoAccount.text(
                                hub.query("cloudformation", Map.of("Action", "DescribeStacks", "StackName", stack)),
                                "StackStatus"))
                        .as(stack)
                        .isEqualTo("CREATE_COMPLETE");
            }
            for (String function : List.of("audit", "alert", "sweep", "remediation")) {
                JsonNode configuration = hub.get("lambda", "/2015-03-31/functions/ecr-auditor-" + function)
                        .get("Configuration");
                assertThat(configuration.get("CodeSha256").asText())
                        .as(function)
                        .isEqualTo(sha256(folder.resolve("functions.jar")));
            }
            String layer = JSON.readTree(packaged.toFile()).findValues("Content").stream()
                    .map(content -> content.path("S3Key").asText())
                    .reduce("", String::concat);
            aws(folder, moto, "aws s3 cp s3://" + BUCKET + "/" + layer + " uploaded.zip");
            assertThat(folder.resolve("uploaded.zip")).hasSameBinaryContentAs(folder.resolve("settings.zip"));
        }
    }

    private Path packaged(String name) throws IOException, InterruptedException {
        Path folder = directory.resolve(name);
        run(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Decrauditor.home=" + Path.of("..").toAbsolutePath(),
                        "-cp",
                        CLI.resolve("classes") + File.pathSeparator + CLI.resolve("lib") + File.separator + "*",
                        "dev.ecrauditor.cli.EcrAuditor",
                        "package",
                        "--settings",
                        SETTINGS.toString(),
                        "--output",
                        folder.toString())
                .redirectErrorStream(true));
        return folder;
    }

    /** The commands of the README, with the names that a person would fill in. */
    private static List<String> commands(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("README.md")).stream()
                .filter(line -> line.startsWith("aws "))
                .map(line -> line.replace("HUB_ACCOUNT", "123456789012")
                        .replace("HUB_REGION", REGION)
                        .replace("BUCKET", BUCKET)
                        .replace("--region REGION", "--region " + REGION))
                .toList();
    }

    /** An environment in which nothing is set but what the AWS CLI reads. */
    private void aws(Path folder, MotoServer moto, String command) throws IOException, InterruptedException {
        ProcessBuilder aws = new ProcessBuilder(command.split(" ", -1))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        String path = aws.environment().getOrDefault("PATH", "");
        aws.environment().clear();
        aws.environment()
                .putAll(Map.of(
                        "PATH",
                        path,
                        "HOME",
                        directory.toString(),
                        "AWS_ACCESS_KEY_ID",
                        "test",
                        "AWS_SECRET_ACCESS_KEY",
                        "test",
                        "AWS_DEFAULT_REGION",
                        REGION,
                        // By name: moto takes the first part of an address for the name of a bucket.
                        "AWS_ENDPOINT_URL",
                        "http://localhost:" + moto.endpoint().getPort()));
        run(aws);
    }

    private void run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path log = Files.createTempFile(directory, "run", ".log");
        Process process = builder.redirectOutput(log.toFile()).start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("the command ends").isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", builder.command(), Files.readString(log))
                .isZero();
    }

    private static boolean isOnPath(String program) {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static JsonNode resources(Path template) throws IOException {
        return JSON.readTree(template.toFile()).get("Resources");
    }

    /** Files are named in another way, and the app writes the members of conditions in another order in each run. */
    private static JsonNode withoutFiles(JsonNode resources) {
        resources.forEach(resource -> {
            if (resource.get("Properties") instanceof ObjectNode properties) {
                properties.remove(List.of("Code", "Content"));
            }
        });
        return resources;
    }

    private static String sha256(Path file) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
