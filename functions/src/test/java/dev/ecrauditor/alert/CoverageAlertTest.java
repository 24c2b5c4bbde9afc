package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.transition.CoverageTransition;
import dev.ecrauditor.finding.transition.SettingsTransition;
import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.settings.Reminders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read when the auditor cannot see an account. */
class CoverageAlertTest {

    private static final Subject.Coverage COVERAGE = new Subject.Coverage("111122223333", "us-east-1");
    private static final RepositoryArn FIRST = new RepositoryArn("aws", "us-east-1", "111122223333", "payments/api");

    @Test
    void lostCoverageNamesTheAccountAndThePermissionToGrant() {
        AlertMessage message = rendered(lost());
        assertThat(message.subject())
                .isEqualTo("[HIGH] ECR account 111122223333 cannot be watched (111122223333 us-east-1)");
        assertThat(Unwrapped.of(message.email()))
                .contains("auditor-coverage (HIGH, OPENED)")
                .contains("denied action: ecr:DescribeRepositories")
                .contains("Allow ecr:DescribeRepositories to the role the auditor reads with")
                .contains(
                        "https://us-east-1.console.aws.amazon.com/ecr/private-registry/repositories?region=us-east-1");
        keepsToBothSchemas(message);
    }

    @ParameterizedTest
    @MethodSource("dev.ecrauditor.repository.Denial#all")
    void everyReasonIsNamedAndOnlyAMissingPermissionSuggestsAnAllow(Denial denial) {
        DeniedCall denied = new DeniedCall("ecr:DescribeRepositories", denial);
        AlertMessage message = rendered(lost(denied));
        assertThat(Unwrapped.of(message.email())).contains(denied.cause(), "denied by: ");
        boolean isMissing = denial.policyType() == PolicyType.IDENTITY && !denial.explicit();
        assertThat(message.email().contains("# Allow ecr:DescribeRepositories")).isEqualTo(isMissing);
        keepsToBothSchemas(message);
    }

    @Test
    void aRepositoryPolicyThatLocksTheAuditorOutIsReportedAsLockout() {
        DeniedCall denied = new DeniedCall("ecr:DescribeRepositories", new Denial(PolicyType.RESOURCE, true));
        assertThat(Unwrapped.of(rendered(lost(denied)).email()))
                .contains("the repository policy locks the auditor out")
                .contains("aws ecr delete-repository-policy --region us-east-1 --repository-name payments/api");
    }

    @Test
    void restoredCoverageNamesTheDurationOfTheGap() {
        SubjectRecord back = CoverageTransition.resolve(lost(), AlertBuilder.EVALUATED_AT.plus(Duration.ofHours(3)))
                .record();
        AlertMessage message = rendered(back);
        assertThat(message.subject())
                .isEqualTo("[RESOLVED] ECR account 111122223333 can be watched again (111122223333 us-east-1)");
        assertThat(Unwrapped.of(message.email()))
                .contains("The auditor can read the account again.")
                .contains("for 3 h");
        keepsToBothSchemas(message);
    }

    @Test
    void unreadableSettingsAreNoAccountThatCannotBeWatched() {
        Instant at = AlertBuilder.EVALUATED_AT;
        SubjectRecord unreadable = SettingsTransition.record(
                        SubjectRecord.notEvaluated(COVERAGE),
                        new Reading.Unreadable<>("s3:GetObject", "denied"),
                        at,
                        Reminders.NONE)
                .orElseThrow()
                .record();
        assertThat(rendered(unreadable).subject())
                .isEqualTo(
                        "[HIGH] ECR account 111122223333 has settings that the auditor cannot read (111122223333 us-east-1)");
        SubjectRecord readable = SettingsTransition.record(unreadable, new Reading.Known<>("{}"), at, Reminders.NONE)
                .orElseThrow()
                .record();
        assertThat(rendered(readable).subject())
                .isEqualTo("[RESOLVED] ECR account 111122223333 has readable settings again (111122223333 us-east-1)");
        assertThat(Unwrapped.of(rendered(readable).email())).contains("The auditor can read its settings again.");
    }

    @Test
    void subscribersCanFilterByAccountAndThereIsNoRepository() {
        assertThat(rendered(lost()).labels())
                .containsEntry("accountId", "111122223333")
                .containsEntry("region", "us-east-1")
                .doesNotContainKey("repository");
    }

    private static SubjectRecord lost() {
        return lost(new DeniedCall("ecr:DescribeRepositories", new Denial(PolicyType.IDENTITY, false)));
    }

    private static SubjectRecord lost(DeniedCall denied) {
        return CoverageTransition.recordDenial(
                        SubjectRecord.notEvaluated(COVERAGE),
                        new CoverageTransition.Refusal(denied, Optional.of(FIRST)),
                        new CoverageTransition.DenialContext(List.of(), Optional.empty(), AlertBuilder.EVALUATED_AT))
                .record();
    }

    private static AlertMessage rendered(SubjectRecord record) {
        AlertFacts latest = (AlertFacts) record.outbox().get(record.outbox().size() - 1);
        return AlertRenderer.render(Alert.of(COVERAGE, List.of(latest), AlertBuilder.RULES, latest.at()));
    }

    private static void keepsToBothSchemas(AlertMessage message) {
        assertThat(MessageSchema.ALERT.faults(message.json())).isEmpty();
        assertThat(MessageSchema.CUSTOM_NOTIFICATION.faults(message.chat())).isEmpty();
    }
}
