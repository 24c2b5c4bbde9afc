package dev.ecrauditor.alert.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.ecrauditor.rule.evidence.Evidence;
import org.junit.jupiter.api.Test;

/** What an e-mail and a chat message leave out of the facts, and what they write in another way. */
class EvidenceForPeopleTest {

    @Test
    void aTimeIsWrittenAsInTheRestOfTheAlert() {
        Evidence evidence = Evidence.of("The key is deleted after 2026-12-20T10:05:00Z.")
                .and("DeletionDate", "2026-12-20T10:05:00.123Z")
                .and("attempts begun at", "2026-11-20T10:10:00Z, 2026-11-20T10:20:00Z");
        assertThat(EvidenceForPeople.summary(evidence)).isEqualTo("The key is deleted after 2026-12-20 10:05:00 UTC.");
        assertThat(EvidenceForPeople.facts(evidence))
                .containsExactly(
                        entry("DeletionDate", "2026-12-20 10:05:00 UTC"),
                        entry("attempts begun at", "2026-11-20 10:10:00 UTC, 2026-11-20 10:20:00 UTC"));
    }

    @Test
    void aTimeOfAPolicyStaysAsThePolicyWritesIt() {
        String condition = "under the condition DateLessThan aws:CurrentTime = 2026-11-20T10:10:00Z";
        assertThat(EvidenceForPeople.facts(Evidence.of("x").and("statement 1", condition)))
                .containsExactly(entry("statement 1", condition));
    }

    @Test
    void whatTheSummarySaysIsNoFactAgain() {
        Evidence evidence = Evidence.of("The rule could not be evaluated: ECR denies it; missing permission a.")
                .and("could not be evaluated", "ECR denies it")
                .and("denied action", "a");
        assertThat(EvidenceForPeople.facts(evidence)).containsExactly(entry("denied action", "a"));
    }

    @Test
    void anExampleThatTheSummaryDoesNotHaveStays() {
        Evidence evidence = Evidence.of("Any AWS account; for example, x may call a.")
                .and("statement 1 for example", "x may call a")
                .and("statement 2 for example", "y may call b");
        assertThat(EvidenceForPeople.facts(evidence)).containsExactly(entry("statement 2 for example", "y may call b"));
    }

    @Test
    void theSidOfAStatementIsNamedOnce() {
        Evidence evidence = Evidence.of("x")
                .and("statement 1 (Sid \"Everyone\")", "principal *")
                .and("statement 1 (Sid \"Everyone\") actions", "ecr:PutImage")
                .and("statement 1 (Sid \"Everyone\") (2) actions", "ecr:BatchGetImage");
        assertThat(EvidenceForPeople.facts(evidence))
                .containsExactly(
                        entry("statement 1 (Sid \"Everyone\")", "principal *"),
                        entry("statement 1 actions", "ecr:PutImage"),
                        entry("statement 1 (2) actions", "ecr:BatchGetImage"));
    }

    @Test
    void accessThatIsAddedHasNoListOfActions() {
        Evidence evidence = Evidence.of("x")
                .and(
                        "access added",
                        "account 1 can now pull images: ecr:BatchGetImage, ecr:GetDownloadUrlForLayer; account 2 can now"
                                + " change images: ecr:PutImage");
        assertThat(EvidenceForPeople.facts(evidence))
                .containsExactly(
                        entry("access added", "account 1 can now pull images; account 2 can now change images"));
    }
}
