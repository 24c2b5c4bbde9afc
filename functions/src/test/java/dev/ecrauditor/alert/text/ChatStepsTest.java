package dev.ecrauditor.alert.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The next steps of a chat message. */
class ChatStepsTest {

    @Test
    void commandsThatRunAsTheyStandComeBeforeAMigration() {
        List<String> migration = List.of("./ecr-auditor plan-migration --region us-east-1 a");
        List<String> command = List.of("aws ecr delete-registry-policy --region us-east-1");
        assertThat(ChatSteps.of(List.of(migration, command)))
                .containsExactly(
                        "`aws ecr delete-registry-policy --region us-east-1`",
                        "`./ecr-auditor plan-migration --region us-east-1 a`");
    }

    @Test
    void everyExplanationOfACommandIsInItsStep() {
        assertThat(ChatSteps.of(
                        List.of(List.of("# Statement 1 is removed.", "# No statement is left:", "aws a", "# b"))))
                .containsExactly("Statement 1 is removed. No statement is left: `aws a`", "b");
    }

    @Test
    void theLastExplanationsStayWhereNotAllFit() {
        assertThat(ChatSteps.of(List.of(List.of("# " + "x".repeat(340), "# No statement is left:", "aws a"))))
                .containsExactly("No statement is left: `aws a`");
    }

    @Test
    void aCommandWhoseExplanationDoesNotFitIsInTheEmail() {
        assertThat(ChatSteps.of(List.of(List.of("# " + "x".repeat(349), "aws a"))))
                .containsExactly("The e-mail holds a command that is too long for chat.");
    }

    @Test
    void anotherWayIsAStepOfItsOwn() {
        assertThat(ChatSteps.of(List.of(List.of("aws a", "# After that:", "# Or at once: aws b"))))
                .containsExactly("`aws a`", "After that:", "Or at once: `aws b`");
    }

    @Test
    void theFifthStepCountsTheOthers() {
        List<String> many = IntStream.range(0, 7).mapToObj(i -> "aws " + i).toList();
        assertThat(ChatSteps.of(List.of(many)))
                .containsExactly("`aws 0`", "`aws 1`", "`aws 2`", "`aws 3`", "The e-mail holds 3 more steps.");
    }

    @Test
    void fiveStepsAreAllShown() {
        List<String> five = IntStream.range(0, 5).mapToObj(i -> "aws " + i).toList();
        assertThat(ChatSteps.of(List.of(five))).hasSize(5).last().isEqualTo("`aws 4`");
    }
}
