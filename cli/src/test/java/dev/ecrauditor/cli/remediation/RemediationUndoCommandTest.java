package dev.ecrauditor.cli.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.localaws.control.LoggedRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the simulated endpoint of local-aws, whose default account is 111122223333, as the sample events' is. */
class RemediationUndoCommandTest {

    private static final String STORY = "../events/PutImageScanningConfiguration/switched-off-by-a-person/";
    private static final String ARN = "arn:aws:ecr:us-east-1:111122223333:repository/payments/api";

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @BeforeEach
    void load() {
        aws.load(Path.of(STORY + "account.json"));
    }

    @Test
    void remediationSwitchesOnAndItsAlertHasThePriorValueAndTheUndo() {
        CommandRun replay = replayed("--remediation", "on");

        assertThat(writes()).containsExactly("PutImageScanningConfiguration true");
        assertThat(replay.out())
                .contains(
                        "[REMEDIATED]",
                        "prior value: scanOnPush=false",
                        "./ecr-auditor remediation undo " + ARN,
                        "aws ecr tag-resource",
                        "aws ecr put-image-scanning-configuration");
    }

    @Test
    void undoTagsFirstThenSwitchesOffAndReadsBack() {
        replayed("--remediation", "on");

        CommandRun undo = undo("--yes");

        assertThat(undo.status()).isZero();
        assertThat(undo.err()).isEmpty();
        assertThat(undo.out().lines())
                .containsExactly(
                        "Tagged " + ARN
                                + " with ecr-auditor:remediation=exclude: remediation excludes it until the tag is removed.",
                        "Switched scanOnPush of " + ARN + " off; read back, it is off.");
        assertThat(writes())
                .containsExactly(
                        "PutImageScanningConfiguration true", "TagResource", "PutImageScanningConfiguration false");
        assertThat(aws.requests().get(aws.requests().size() - 1).operation()).isEqualTo("DescribeRepositories");
    }

    @Test
    void whatWasUndoneIsNotSwitchedOnAgain() {
        replayed("--remediation", "on");
        undo("--yes");
        List<String> before = writes();

        CommandRun again = replayed("--remediation", "on", "--verbose");

        assertThat(writes()).isEqualTo(before);
        assertThat(again.out()).contains("[MEDIUM]").doesNotContain("[REMEDIATED]");
        assertThat(again.err()).contains("EXCLUDED", "carries the tag");
    }

    @Test
    void withoutTheTagRemediationSwitchesItOnAgain() {
        replayed("--remediation", "on");

        CommandRun undo = undo("--yes", "--keep-remediation");

        assertThat(undo.status()).isZero();
        assertThat(undo.out()).doesNotContain("Tagged").contains("Remediation may switch it on again");
        replayed("--remediation", "on");
        assertThat(writes())
                .containsExactly(
                        "PutImageScanningConfiguration true",
                        "PutImageScanningConfiguration false",
                        "PutImageScanningConfiguration true");
    }

    @Test
    void whereTheFlagIsOffTheTagIsStillSet() {
        CommandRun undo = undo("--yes");

        assertThat(undo.status()).isZero();
        assertThat(undo.out()).startsWith("Tagged ").contains("Nothing else to undo: ");
        assertThat(writes()).containsExactly("TagResource");
    }

    @Test
    void withoutTheTagAFlagThatIsOffHasNothingToUndo() {
        CommandRun undo = undo("--yes", "--keep-remediation");

        assertThat(undo.status()).isZero();
        assertThat(undo.out()).startsWith("Nothing to undo: ");
        assertThat(writes()).isEmpty();
    }

    @Test
    void withoutATerminalYesIsRequired() {
        CommandRun undo = undo();

        assertOneErrorLine(undo, "--yes");
        assertThat(aws.requests()).isEmpty();
    }

    @Test
    void onATerminalItAsks() {
        replayed("--remediation", "on");

        CommandRun no = answered("\n");
        assertThat(no.status()).isEqualTo(2);
        assertThat(no.err()).contains("Switch scanning of " + ARN + " off? [y/N] ", "nothing was changed");
        assertThat(answered("").status()).as("the end of the input").isEqualTo(2);
        assertThat(writes()).hasSize(1);

        assertThat(answered("y\n").status()).isZero();
        assertThat(writes()).hasSize(3);
    }

    @Test
    void aRepositoryOfAnotherAccountIsRefused() {
        CommandRun undo = undoOf(ARN.replace("111122223333", "444455556666"), "--yes");

        assertOneErrorLine(undo, "belongs to account 444455556666, your credentials to account 111122223333");
        assertThat(writes()).isEmpty();
    }

    @Test
    void aWrongRepositoryArnGetsAnExample() {
        assertOneErrorLine(undoOf("payments/api", "--yes"), "arn:aws:ecr:us-east-1:111122223333:repository/");
        assertOneErrorLine(undoOf(ARN.replace("arn:aws:", "arn:aws-cn:"), "--yes"), "not the ARN of a repository");
        assertOneErrorLine(CommandRun.of("remediation", "undo"), "REPOSITORY_ARN");
    }

    @Test
    void aMissingRepositoryGivesExitStatusThree() {
        CommandRun undo = undoOf(ARN.replace("payments/api", "no/such"), "--yes");

        assertThat(undo.status()).isEqualTo(3);
        assertThat(undo.err()).contains("there is no repository");
    }

    @Test
    void ifTaggingIsDeniedScanningStaysOn() {
        replayed("--remediation", "on");
        aws.deny("111122223333", "ecr:TagResource");

        CommandRun undo = undo("--yes");

        assertThat(undo.status()).isEqualTo(3);
        assertThat(undo.err()).contains("scanning was left on", "--keep-remediation");
        assertThat(writes()).hasSize(1);
    }

    @Test
    void aDeniedSwitchIsReportedAfterTheTag() {
        replayed("--remediation", "on");
        aws.deny("111122223333", "ecr:PutImageScanningConfiguration");

        CommandRun undo = undo("--yes");

        assertThat(undo.status()).isEqualTo(3);
        assertThat(undo.out()).startsWith("Tagged ").doesNotContain("Switched");
        assertThat(undo.err()).contains("could not be switched off");
    }

    @Test
    void aSwitchWithALostResponseIsRetriedAndReadBack() {
        replayed("--remediation", "on");
        aws.failNext("ecr:PutImageScanningConfiguration", Fault.DROPPED, 1);

        assertThat(undo("--yes").status()).isZero();
    }

    private CommandRun answered(String answer) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
        System.setProperty("ecrauditor.stdinIsTerminal", "true");
        try {
            return undo();
        } finally {
            System.clearProperty("ecrauditor.stdinIsTerminal");
            System.setIn(before);
        }
    }

    private static void assertOneErrorLine(CommandRun run, String hint) {
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err().strip()).doesNotContain("\n").contains(hint).doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
    }

    /** The successful writes, in order, with the value of the flag. */
    private List<String> writes() {
        return aws.requests().stream()
                .filter(request -> request.operation().startsWith("Put")
                        || request.operation().startsWith("Tag")
                        || request.operation().startsWith("Untag"))
                .filter(request -> request.httpStatus() == 200)
                .map(RemediationUndoCommandTest::words)
                .toList();
    }

    private static String words(LoggedRequest request) {
        return request.operation().startsWith("Put")
                ? request.operation() + " " + request.parameters().contains("\"scanOnPush\":true")
                : request.operation();
    }

    private CommandRun replayed(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                "replay", STORY + "event.json", "--endpoint-url", aws.endpoint().toString()));
        line.addAll(List.of(arguments));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private CommandRun undo(String... arguments) {
        return undoOf(ARN, arguments);
    }

    private CommandRun undoOf(String arn, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                "remediation", "undo", arn, "--endpoint-url", aws.endpoint().toString()));
        line.addAll(List.of(arguments));
        return CommandRun.of(line.toArray(String[]::new));
    }
}
