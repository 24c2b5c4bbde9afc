package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.rule.evidence.FixKind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fix of every rule, run by a shell exactly as the e-mail prints it, against local-aws, makes the finding RESOLVED. */
@EnabledIfBackendAvailable(backend = "AWS CLI on local-aws", when = AwsCli.CliAvailability.class)
@Tag("shell")
class FixRunTest {

    @TempDir
    private Path folder;

    static Stream<FixCase> thoseThatRun() {
        return FixCases.all().stream()
                .filter(failing -> failing.reader().notRun().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("thoseThatRun")
    void thePrintedFixResolvesTheFinding(FixCase failing) throws Exception {
        try (FixStage stage = new FixStage(failing)) {
            AlertMessage alert = stage.alert();
            String script = edited(FixStage.printed(alert, failing.kind()), failing);

            AwsCli.Run run = AwsCli.run(folder, script, stage.endpoint(), stage.account());

            assertThat(run.status()).as("%s%n%s", script, run.out()).isZero();
            assertThat(stage.statusAfterwards()).as(script).hasValue("RESOLVED");
        }
    }

    static List<FixCase> thoseEditedByHand() {
        return FixCases.byHand();
    }

    @ParameterizedTest
    @MethodSource("thoseEditedByHand")
    void theGeneralFixOfARuleAboutAccessResolvesTheFindingToo(FixCase failing) throws Exception {
        try (FixStage stage = new FixStage(failing)) {
            assertThat(stage.alert().email()).contains(failing.rule());
            List<String> general = stage.generalFix();
            assertThat(FixKind.of(general)).isEqualTo(failing.kind());
            String script = edited(String.join("\n", general), failing);

            AwsCli.Run run = AwsCli.run(folder, script, stage.endpoint(), stage.account());

            assertThat(run.status()).as("%s%n%s", script, run.out()).isZero();
            assertThat(stage.statusAfterwards()).as(script).hasValue("RESOLVED");
        }
    }

    private static String edited(String printed, FixCase failing) {
        String script = printed;
        for (FixCase.Edit edit : failing.reader().edits()) {
            assertThat(script).contains(edit.printed());
            script = script.replace(edit.printed(), edit.edited());
        }
        return script;
    }
}
