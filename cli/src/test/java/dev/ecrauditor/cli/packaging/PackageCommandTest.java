package dev.ecrauditor.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder is complete, needs no CDK bootstrap, and is the same each time; a fault leaves nothing behind. */
class PackageCommandTest {

    @TempDir
    private Path directory;

    private PlantedCheckout checkout;
    private Path settings;
    private Path output;

    @BeforeEach
    void plant() throws IOException {
        checkout = new PlantedCheckout(directory.resolve("checkout"));
        settings = Files.writeString(directory.resolve("auditor.yaml"), "alerts: {emails: [security@example.org]}\n");
        output = Files.createDirectory(directory.resolve("out")).resolve("package");
    }

    @Test
    void theFolderHoldsTemplatesFilesReadmeAndChecksums() throws IOException {
        CommandRun run = run();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(files(output).keySet())
                .containsExactly(
                        "ARollout.json",
                        "README.md",
                        "SHA256SUMS",
                        "ZHub.json",
                        "functions.jar",
                        "members/ecr-auditor-member-roles.json",
                        "settings.zip");
        assertThat(output.resolve("functions.jar")).hasContent("the jar");
        assertThat(output.resolve("settings.zip")).hasContent("the settings");
        assertThat(output.getParent()).isDirectoryNotContaining(file -> !file.equals(output));
    }

    @Test
    void theFunctionOfSecurityHubHasAJarOfItsOwn() throws IOException {
        checkout.hub("\"Function\": " + PlantedCheckout.FUNCTION + ", \"Hub\": " + PlantedCheckout.SECURITY_HUB);
        assertThat(run().status()).isZero();
        assertThat(output.resolve("functions.jar")).hasContent("the jar");
        assertThat(output.resolve("security-hub.jar")).hasContent("the jar of Security Hub");
    }

    @Test
    void aTemplateNamesTheFilesBesideItAndNothingOfTheBootstrap() throws Exception {
        assertThat(run().status()).isZero();
        Json hub = JsonReader.read(Files.readString(output.resolve("ZHub.json")));
        assertThat(hub.members()).containsOnlyKeys("Resources");
        assertThat(hub.members("Resources")).containsOnlyKeys("Function", "Other", "Layer", "Topic");
        assertThat(hub.text("Resources", "Function", "Properties", "Code")).hasValue("functions.jar");
        assertThat(hub.text("Resources", "Other", "Properties", "Code")).hasValue("functions.jar");
        assertThat(hub.text("Resources", "Layer", "Properties", "Content")).hasValue("settings.zip");
        assertThat(hub.whole("Resources", "Function", "Properties", "MemorySize"))
                .hasValue(1024L);
        Json roles = JsonReader.read(Files.readString(output.resolve("members/ecr-auditor-member-roles.json")));
        assertThat(roles.members("Parameters")).containsOnlyKeys("HubAccount");
    }

    /** The rollout depends on the hub, although its name comes first. */
    @Test
    void theCommandsDeployTheHubFirst() throws IOException {
        CommandRun run = run();
        String readme = Files.readString(output.resolve("README.md"));
        String[] commands = {
            "aws cloudformation package --template-file ZHub.json --s3-bucket BUCKET --use-json"
                    + " --output-template-file packaged.json",
            "aws cloudformation deploy --template-file packaged.json --stack-name ZHub"
                    + " --capabilities CAPABILITY_NAMED_IAM --s3-bucket BUCKET",
            "aws cloudformation deploy --template-file ARollout.json --stack-name ARollout"
                    + " --capabilities CAPABILITY_NAMED_IAM"
        };
        assertThat(readme).containsSubsequence(commands);
        assertThat(run.out()).containsSubsequence(commands);
        assertThat(readme).contains("members/ecr-auditor-member-roles.json", "HubAccount=HUB_ACCOUNT");
    }

    @Test
    void everyFileHasItsChecksum() throws Exception {
        assertThat(run().status()).isZero();
        Map<String, String> sums = new TreeMap<>();
        for (String line : Files.readAllLines(output.resolve("SHA256SUMS"))) {
            String[] parts = line.split(" {2}", -1);
            sums.put(parts[1], parts[0]);
        }
        Map<String, String> expected = new TreeMap<>();
        for (String name : files(output).keySet()) {
            if (!name.equals("SHA256SUMS")) {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                expected.put(name, HexFormat.of().formatHex(digest.digest(Files.readAllBytes(output.resolve(name)))));
            }
        }
        assertThat(sums).isEqualTo(expected).hasSize(6);
    }

    @Test
    void anotherRunGivesTheSameBytes() throws IOException {
        assertThat(run().status()).isZero();
        Map<String, String> first = files(output);
        output = output.resolveSibling("again");
        assertThat(run().status()).isZero();
        assertThat(files(output)).isEqualTo(first);
    }

    @Test
    void theAppGetsItsFlagsAndTheSettingsByTheirFullName() throws Exception {
        assertThat(run().status()).isZero();
        Json context = JsonReader.read(checkout.context());
        assertThat(context.bool("@aws-cdk/core:flag")).hasValue(true);
        assertThat(context.text("settings")).hasValue(settings.toAbsolutePath().toString());
    }

    @Test
    void aFolderThatExistsIsNotTouched() throws IOException {
        Files.createDirectory(output);
        assertRefused(run(), 2, "--output " + output + ": exists already; name a new folder, or remove this one");
        assertThat(files(output)).isEmpty();
    }

    @Test
    void aFolderWithoutAParentIsRefused() {
        output = directory.resolve("no/such/package");
        assertRefused(run(), 2, "its parent is not a directory; create it first");
    }

    @Test
    void wrongSettingsAreToldWithTheirPlace() throws IOException {
        Files.writeString(settings, "remediation:\n- accounts: ['*']\n  mode: perhaps\n");
        assertRefused(run(), 2, settings + ":3: remediation[0].mode: 'perhaps' is not a mode");
        assertThat(output.getParent()).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no/such/checkout"})
    void withoutACheckoutTheLauncherIsNamed(String checkoutName) {
        CommandRun run = CommandRun.of(
                "package",
                "--settings",
                settings.toString(),
                "--output",
                output.toString(),
                "--checkout",
                checkoutName);
        assertRefused(run, 2, "run ./ecr-auditor package in a checkout");
    }

    @Test
    void withoutNodeItIsSaidWhoNeedsIt() {
        assertThatThrownBy(() -> CdkApp.of(checkout.path(), directory.toString()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("install Node 18 or later");
    }

    @Test
    void whatTheAppRefusesIsToldInItsOwnWords() {
        checkout.app("echo 'a warning of jsii'; echo 'ecr-auditor: no jar of the functions; run mvn'; exit 2");
        assertRefused(run(), 2, "package: no jar of the functions; run mvn");
    }

    @Test
    void anAppThatFailsOtherwiseIsNotWrongUse() throws IOException {
        checkout.app("echo 'Exception in thread main'; exit 1");
        assertRefused(run(), 3, "the AWS CDK ended with status 1: Exception in thread main");
        assertThat(output.getParent()).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Other\": {\"Type\": \"Custom::X\", \"Properties\": {\"Bucket\": {\"Fn::Sub\": \"cdk-hnb659fds-assets-${AWS::Region}\"}}}",
                "\"Other\": {\"Type\": \"Custom::X\", \"Properties\": {\"V\": [{\"Ref\": \"BootstrapVersion\"}]}}"
            })
    void aTemplateThatStillNeedsTheBootstrapIsNotPackaged(String resource) throws IOException {
        checkout.hub(resource);
        assertRefused(run(), 3, "the template of ZHub needs the CDK bootstrap: ");
        assertThat(output.getParent()).isEmptyDirectory();
    }

    private CommandRun run() {
        return CommandRun.of(
                "package",
                "--settings",
                settings.toString(),
                "--output",
                output.toString(),
                "--checkout",
                checkout.path());
    }

    private static void assertRefused(CommandRun run, int status, String message) {
        assertThat(run.err().lines().filter(line -> !line.endsWith("...")))
                .singleElement()
                .asString()
                .contains(message);
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.out()).isEmpty();
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }
}
