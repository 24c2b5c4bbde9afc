package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.rule.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HeadlineTest {

    private static String of(AlertBuilder alert) {
        return Headline.of(alert.built());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OPENED | payments/api is open to every AWS account",
                "CHANGED | payments/api still is open to every AWS account, in another way",
                "REOPENED | payments/api again is open to every AWS account",
                "RESOLVED | payments/api: Repository policy is not open to every AWS account"
            })
    void everyStatusNamesTheProblem(AlertStatus status, String expected) {
        assertThat(of(AlertBuilder.opened().status(status).publicAccess())).isEqualTo(expected);
    }

    @Test
    void aPolicyThatIsGoneAgainIsSaidToBeGone() {
        assertThat(of(AlertBuilder.opened().status(AlertStatus.TRANSIENT).publicAccess()))
                .isEqualTo("payments/api had a policy, withdrawn since, by which it is open to every AWS account");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REMEDIATED | payments/api scans pushed images again",
                "REMEDIATION_PLANNED | payments/api: remediation would switch scanning on (dry run)",
                "REMEDIATION_FAILED | payments/api: scanning could not be switched on",
                "SUSPENDED | payments/api does not keep scanning on: remediation is suspended"
            })
    void remediationSaysWhatItDid(AlertStatus status, String expected) {
        assertThat(of(AlertBuilder.opened().status(status).notScanned())).isEqualTo(expected);
    }

    @Test
    void severalProblemsAreOrderedBySeverity() {
        assertThat(of(AlertBuilder.opened().withoutPolicy().notEncrypted().publicAccess()))
                .isEqualTo(
                        "payments/api is open to every AWS account, is not encrypted with a customer managed KMS key and has no repository policy");
    }

    @Test
    void severalResolvedFindingsAreReportedByTheirGoodState() {
        assertThat(of(AlertBuilder.resolved(Cause.FIXED).withoutPolicy().notScanned()))
                .isEqualTo("payments/api: Images are scanned when pushed; Repository has a repository policy");
    }

    @Test
    void aDeletedRepositoryIsNotCalledGood() {
        assertThat(of(AlertBuilder.resolved(Cause.DELETED).notEncrypted().notScanned()))
                .isEqualTo("payments/api was deleted");
    }

    @Test
    void coverageGapsOfSeveralRulesAreNamedTogether() {
        AlertBuilder opened = AlertBuilder.opened();
        assertThat(of(opened.coverageGap(AlertBuilder.PRESENT, Severity.LOW, "denied")
                        .coverageGap(AlertBuilder.NOT_PUBLIC, Severity.HIGH, "denied")
                        .notScanned()))
                .isEqualTo(
                        "payments/api cannot be checked for ecr-policy-not-public and ecr-policy-present and does not scan pushed images");
        assertThat(of(AlertBuilder.resolved(Cause.FIXED).coverageGap(AlertBuilder.SCANNING, Severity.MEDIUM, "denied")))
                .isEqualTo("payments/api: ecr-scan-on-push can be checked again");
    }

    @Test
    void aRuleThatThisVersionNoLongerHasIsNamedByItsId() {
        assertThat(of(AlertBuilder.opened().violation("ecr-rule-of-old", Severity.LOW, "x")))
                .isEqualTo("payments/api fails ecr-rule-of-old");
        assertThat(of(AlertBuilder.resolved(Cause.FIXED).violation("ecr-rule-of-old", Severity.LOW, "x")))
                .isEqualTo("payments/api: ecr-rule-of-old is fulfilled");
    }

    @Test
    void whatIsWaivedOrSoonNoLongerWaivedNamesTheProblem() {
        assertThat(of(AlertBuilder.resolved(Cause.WAIVED).publicAccess()))
                .isEqualTo("payments/api is open to every AWS account (waived)");
        assertThat(of(AlertBuilder.opened().status(AlertStatus.REMINDER).publicAccess()))
                .isEqualTo("payments/api is open to every AWS account: a waiver of it ends soon");
    }

    @Test
    void aShortHeadlineHasTheWorstProblemAndTheNumberOfProblems() {
        assertThat(Headline.of(
                        AlertBuilder.opened()
                                .notEncrypted()
                                .publicAccess()
                                .withoutPolicy()
                                .built(),
                        60))
                .isEqualTo("payments/api is open to every AWS account +2 more");
    }

    @Test
    void aLongNameIsCutInItsMiddleBeforeTheProblemIs() {
        String name = "department/team/service/component-with-a-long-name/api";
        assertThat(Headline.of(AlertBuilder.opened().named(name).publicAccess().built(), 60))
                .isEqualTo("department/tea...-long-name/api is open to every AWS account")
                .hasSize(60);
    }

    @ParameterizedTest
    @EnumSource
    void theLengthLimitLeavesRoomForNameAndProblem(AlertStatus status) {
        AlertBuilder alert =
                AlertBuilder.opened().named("a".repeat(128) + "b".repeat(128)).status(status);
        for (int room = 34; room < 120; room++) {
            String line =
                    Headline.of(alert.notEncrypted().notScanned().publicAccess().built(), room);
            assertThat(line).hasSizeLessThanOrEqualTo(room).matches("a{8,}\\.\\.\\.b{8,}[ :].+");
        }
    }
}
