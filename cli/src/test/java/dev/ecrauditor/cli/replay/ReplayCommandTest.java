package dev.ecrauditor.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.cli.demo.DemoInbox;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.control.LoggedRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the simulated endpoint of local-aws, whose default account is 111122223333, as the sample events' is. */
class ReplayCommandTest {

    private static final String OPENED = "../events/SetRepositoryPolicy/made-public-through-cloudformation/";
    private static final String SWITCHED_OFF = "../events/PutImageScanningConfiguration/switched-off-by-a-person/";

    @TempDir
    private Path folder;

    private LocalAws aws;

    @BeforeEach
    void start() {
        aws = LocalAws.start();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void printsTheAlertAsText() {
        aws.load(Path.of(OPENED + "account.json"));

        CommandRun replay = replay(OPENED + "event.json");

        assertThat(replay.status()).isZero();
        assertThat(replay.out()).contains("[CRITICAL]", "is open to every AWS account", "What to do");
        assertThat(replay.err()).contains("ALERTED", "1 event, 1 alert");
    }

    @Test
    void printsOneAlertPerLineAsJson() throws MalformedJson {
        aws.load(Path.of(OPENED + "account.json"));

        CommandRun replay = replay(OPENED + "event.json", "--output", "json");

        assertThat(JsonReader.read(replay.out().strip()).text("status")).hasValue("OPENED");
    }

    @Test
    void publishesOnceIfTheEventIsReplayedAgain() {
        aws.load(Path.of(OPENED + "account.json"));
        String topic = DemoInbox.topic(aws.endpoint(), "111122223333", "us-east-1");
        String[] once = {
            OPENED + "event.json",
            "--topic-arn",
            topic,
            "--state",
            folder.resolve("state.json").toString()
        };
        String[] twiceInOne = {
            OPENED + "event.json",
            OPENED + "event.json",
            "--topic-arn",
            topic,
            "--state",
            folder.resolve("state.json").toString()
        };

        replay(once);
        replay(once);
        replay(twiceInOne);

        assertThat(aws.deliveries())
                .filteredOn(delivery -> delivery.protocol().equals("email"))
                .hasSize(1);
    }

    @Test
    void publishesAgainAfterForget() {
        aws.load(Path.of(OPENED + "account.json"));
        String topic = DemoInbox.topic(aws.endpoint(), "111122223333", "us-east-1");
        String state = folder.resolve("state.json").toString();

        replay(OPENED + "event.json", "--topic-arn", topic, "--state", state);
        replay(OPENED + "event.json", "--topic-arn", topic, "--state", state, "--forget");

        assertThat(aws.deliveries())
                .filteredOn(delivery -> delivery.protocol().equals("email"))
                .hasSize(2);
    }

    @Test
    void withoutStateEveryReplayPrints() {
        aws.load(Path.of(OPENED + "account.json"));

        assertThat(replay(OPENED + "event.json").out()).contains("[CRITICAL]");
        assertThat(replay(OPENED + "event.json").out()).contains("[CRITICAL]");
    }

    @Test
    void remediationIsOffByDefault() {
        aws.load(Path.of(SWITCHED_OFF + "account.json"));

        replay(SWITCHED_OFF + "event.json");

        assertThat(writes()).isEmpty();
    }

    @Test
    void aDryRunWritesNothingAndReportsWhatItWouldDo() {
        aws.load(Path.of(SWITCHED_OFF + "account.json"));

        CommandRun replay = replay(SWITCHED_OFF + "event.json", "--remediation", "dry-run");

        assertThat(writes()).isEmpty();
        assertThat(replay.out()).contains("Dry run: scanning would be switched on");
    }

    @Test
    void remediationSwitchesScanningOnOnce() {
        aws.load(Path.of(SWITCHED_OFF + "account.json"));

        CommandRun replay = replay(SWITCHED_OFF + "event.json", SWITCHED_OFF + "event.json", "--remediation", "on");

        assertThat(writes()).hasSize(1);
        assertThat(replay.out()).contains("[REMEDIATED]", "./ecr-auditor remediation undo arn:aws:ecr:");
    }

    @Test
    void theSettingsDecideTheRemediationMode() {
        aws.load(Path.of(SWITCHED_OFF + "account.json"));

        CommandRun dryRun = replay(SWITCHED_OFF + "event.json", "--settings", settings("DRY_RUN", "nothing/*"));
        assertThat(dryRun.out()).contains("Dry run: scanning would be switched on");
        replay(SWITCHED_OFF + "event.json", "--settings", settings("OFF", "nothing/*"));
        replay(SWITCHED_OFF + "event.json", "--settings", settings("ON", "payments/*"));
        assertThat(writes()).isEmpty();

        replay(SWITCHED_OFF + "event.json", "--settings", settings("ON", "nothing/*"));
        assertThat(writes()).hasSize(1);
    }

    @Test
    void theModeOfTheCommandLineOverridesThatOfTheSettingsAndKeepsExclusions() {
        aws.load(Path.of(SWITCHED_OFF + "account.json"));

        replay(SWITCHED_OFF + "event.json", "--settings", settings("ON", "nothing/*"), "--remediation", "off");
        replay(SWITCHED_OFF + "event.json", "--settings", settings("OFF", "payments/*"), "--remediation", "on");
        assertThat(writes()).isEmpty();

        replay(SWITCHED_OFF + "event.json", "--settings", settings("OFF", "nothing/*"), "--remediation", "on");
        assertThat(writes()).hasSize(1);
    }

    private static final String SHARED = "../events/SetRepositoryPolicy/policy-for-one-named-account/";
    private static final String FOREIGN = "is open to accounts that are not trusted";

    @Test
    void theTrustOfTheSettingsIsUsedAndOptionsBesideItAreNot() {
        aws.load(Path.of(SHARED + "account.json"));
        String trusting = file("trust: {accounts: ['123456789012', '444455556666']}");
        String trustingNobody = file("exclusions: []");

        assertThat(replay(SHARED + "event.json", "--settings", trusting).out()).doesNotContain(FOREIGN);
        assertThat(replay(SHARED + "event.json", "--settings", trusting).err()).doesNotContain("trust options");
        CommandRun both = replay(
                SHARED + "event.json",
                "--settings",
                trustingNobody,
                "--trusted-account",
                "444455556666",
                "--trusted-account",
                "123456789012");
        assertThat(both.out()).contains(FOREIGN);
        assertThat(both.err()).contains("the trust options are not used: the settings file says who is trusted");
    }

    @Test
    void aRuleThatTheSettingsSwitchOffReportsNothing() {
        aws.load(Path.of(SHARED + "account.json"));

        assertThat(replay(SHARED + "event.json", "--settings", file("exclusions: []"))
                        .out())
                .contains(FOREIGN);
        assertThat(replay(SHARED + "event.json", "--settings", file("rules: {off: [ecr-policy-no-foreign-account]}"))
                        .out())
                .doesNotContain(FOREIGN);
    }

    @Test
    void settingsOfADeploymentAreAccepted() {
        aws.load(Path.of(OPENED + "account.json"));

        CommandRun replay =
                replay(OPENED + "event.json", "--settings", "../infra-cdk/examples/organization-remediation.yaml");

        assertThat(replay.status()).isZero();
        assertThat(replay.out()).contains("is open to every AWS account");
    }

    private String file(String yaml) {
        try {
            return Files.writeString(Files.createTempFile(folder, "auditor", ".yaml"), yaml)
                    .toString();
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    @Test
    void tagsThatCannotBeReadStopRemediationWithAnAlert() {
        aws.load(Path.of(SWITCHED_OFF + "account.json"));
        aws.deny("111122223333", "ecr:ListTagsForResource");

        CommandRun replay = replay(SWITCHED_OFF + "event.json", "--remediation", "on");

        assertThat(writes()).isEmpty();
        assertThat(replay.out()).contains("scanning could not be switched on", "tags could not be read");
    }

    @Test
    void anEventOfAnotherAccountIsReplayedInTheCallersWithANote() {
        aws.load(Path.of("../events/CreateRepository/old-record-version/account.json"));

        CommandRun replay = replay("../events/CreateRepository/old-record-version/event.json");

        assertThat(replay.err()).contains("from account 123456789012, replayed as your account 111122223333");
        assertThat(aws.requests())
                .filteredOn(request -> request.service().equals("ecr"))
                .isNotEmpty()
                .allMatch(request -> request.account().equals("111122223333"));
    }

    @Test
    void withAReadRoleTheEventsOwnAccountIsRead() {
        aws.load(Path.of("../events/CreateRepository/old-record-version/account.json"));

        CommandRun replay = replay("../events/CreateRepository/old-record-version/event.json", "--read-role", "reader");

        assertThat(replay.out()).contains("123456789012");
        assertThat(aws.requests())
                .filteredOn(request -> request.service().equals("ecr"))
                .isNotEmpty()
                .allMatch(request -> request.account().equals("123456789012"));
    }

    @Test
    void aDirectoryIsReplayedWithoutTheFilesBesideTheEvents() {
        CommandRun replay = replay("../events/PolicyExecutionEvent");

        assertThat(replay.err()).contains("IGNORED (NO_RULE_APPLIES)", "1 event, 0 alerts");
    }

    @Test
    void anEventThatFailsIsReportedAndSetsTheExitStatus() {
        CommandRun replay = replay("../events/CreateRepository/unknown-major-record-version/event.json");

        assertThat(replay.status()).isEqualTo(3);
        assertThat(replay.err()).contains("FAILED", "detail.eventVersion is not of version 1.x");
    }

    @Test
    void aDamagedStateFileIsNotOverwritten() throws Exception {
        aws.load(Path.of(OPENED + "account.json"));
        Path state = Files.writeString(folder.resolve("state.json"), "{\"records\": [{\"schema\": 99}]}");

        CommandRun replay = replay(OPENED + "event.json", "--state", state.toString());

        assertThat(replay.status()).isEqualTo(2);
        assertThat(state).content().contains("99");
    }

    private String settings(String mode, String excluded) {
        try {
            return Files.writeString(folder.resolve("auditor.yaml"), """
                            remediation:
                              - accounts: ['111122223333']
                                mode: %s
                            exclusions:
                              - repositories: ['%s']
                                reason: A test
                            """.formatted(mode, excluded))
                    .toString();
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    private List<LoggedRequest> writes() {
        return aws.requests().stream()
                .filter(request -> request.operation().equals("PutImageScanningConfiguration"))
                .toList();
    }

    private CommandRun replay(String... arguments) {
        List<String> line = new ArrayList<>(
                List.of("replay", "--endpoint-url", aws.endpoint().toString()));
        line.addAll(List.of(arguments));
        return CommandRun.of(line.toArray(String[]::new));
    }

    @Test
    void standardInputIsAnEvent() {
        java.io.InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("{\"source\": \"aws.s3\"}".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(replay("-").err()).contains("standard input: IGNORED (OTHER_SERVICE)");
        } finally {
            System.setIn(before);
        }
    }
}
