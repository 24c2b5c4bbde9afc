package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.Severity;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AlertPhrasesTest {

    private static List<String> fix(AlertBuilder alert) {
        return AlertPhrases.fix(alert.built().findings().get(0), alert.built().resource());
    }

    @ParameterizedTest
    @CsvSource({
        "aws, eu-west-1, https://eu-west-1.console.aws.amazon.com/ecr/repositories/private/111122223333/a/b.c_d?region=eu-west-1",
        "aws-cn, cn-north-1, https://cn-north-1.console.amazonaws.cn/ecr/repositories/private/111122223333/a/b.c_d?region=cn-north-1",
        "aws-us-gov, us-gov-west-1, https://us-gov-west-1.console.amazonaws-us-gov.com/ecr/repositories/private/111122223333/a/b.c_d?region=us-gov-west-1"
    })
    void aLinkLeadsToTheConsoleOfItsPartition(String partition, String region, String expected) {
        String url =
                new Resource(Subject.of(new RepositoryArn(partition, region, "111122223333", "a/b.c_d"))).consoleUrl();
        assertThat(url).isEqualTo(expected);
        assertThat(URI.create(url).getScheme()).isEqualTo("https");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "-5, 0 s",
        "119, 119 s",
        "120, 2 min",
        "3660, 61 min",
        "7199, 119 min",
        "7200, 2 h",
        "172799, 47 h",
        "172800, 2 days",
        "8640000, 100 days"
    })
    void aDurationHasOneUnit(long seconds, String expected) {
        assertThat(AlertPhrases.durationText(Duration.ofSeconds(seconds))).isEqualTo(expected);
    }

    @Test
    void theBadgeIsTheHighestSeverityOrResolved() {
        assertThat(AlertPhrases.badge(AlertBuilder.opened()
                        .withoutPolicy()
                        .publicAccess()
                        .notScanned()
                        .built()))
                .isEqualTo("CRITICAL");
        assertThat(AlertPhrases.badge(
                        AlertBuilder.resolved(Cause.FIXED).publicAccess().built()))
                .isEqualTo("RESOLVED");
        assertThat(AlertPhrases.badge(AlertBuilder.opened()
                        .status(AlertStatus.REMEDIATED)
                        .notScanned()
                        .built()))
                .isEqualTo("REMEDIATED");
        assertThat(AlertPhrases.badge(AlertBuilder.opened()
                        .status(AlertStatus.REMEDIATION_FAILED)
                        .notScanned()
                        .built()))
                .isEqualTo("MEDIUM");
    }

    @Test
    void whatIsOpenIsOpenSinceItsOldestFinding() {
        AlertBuilder changed =
                AlertBuilder.opened().status(AlertStatus.CHANGED).publicAccess().notScanned();
        assertThat(AlertPhrases.since(changed.built())).isEqualTo("open since 2026-11-20 07:05:00 UTC");
    }

    @Test
    void whatIsResolvedSaysForHowLongItWasOpen() {
        assertThat(AlertPhrases.since(AlertBuilder.resolved(Cause.FIXED)
                        .publicAccess()
                        .notScanned()
                        .built()))
                .isEqualTo("open from 2026-11-20 07:05:00 UTC for 3 h");
    }

    @Test
    void whatIsWaivedIsStillOpen() {
        Alert waived =
                AlertBuilder.resolved(Cause.WAIVED).withoutEvent().notScanned().built();
        assertThat(AlertPhrases.since(waived)).isEqualTo("open since 2026-11-20 07:05:00 UTC");
        assertThat(AlertPhrases.actorUnknown(waived, "in an evaluation without an event"))
                .isEqualTo("The settings file has the waiver.");
    }

    @ParameterizedTest
    @EnumSource(
            value = AlertStatus.class,
            names = {"RESOLVED", "REMEDIATED", "ATTRIBUTED"})
    void aResolvedAlertHasNoFix(AlertStatus status) {
        assertThat(fix(AlertBuilder.opened().status(status).notScanned())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = AlertStatus.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"RESOLVED", "REMEDIATED", "ATTRIBUTED", "TRANSIENT"})
    void theFixCommandsNameTheRepository(AlertStatus status) {
        AlertBuilder alert =
                AlertBuilder.opened().of("aws-cn", "cn-north-1", "shop/front").status(status);
        assertThat(fix(alert.notScanned()))
                .contains(
                        "aws ecr put-image-scanning-configuration --region cn-north-1 --repository-name shop/front --image-scanning-configuration scanOnPush=true");
        assertThat(String.join("\n", fix(alert.notEncrypted())))
                .contains("crane copy --all-tags 111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/shop/front")
                .doesNotContain("{");
    }

    @Test
    void aTransientPolicyHasItsMaximumDurationAndTheLogsToCheck() {
        AlertBuilder alert = AlertBuilder.opened().status(AlertStatus.TRANSIENT).publicAccess();
        assertThat(AlertPhrases.since(alert.built()))
                .isEqualTo("set at 2026-11-20 07:05:00 UTC, no longer there at 2026-11-20 10:05:45 UTC");
        assertThat(fix(alert))
                .last()
                .asString()
                .startsWith("aws cloudtrail lookup-events --region us-east-1 ")
                .endsWith("AttributeValue=arn:aws:ecr:us-east-1:111122223333:repository/payments/api"
                        + " --start-time 2026-11-20T07:05:00Z --end-time 2026-11-20T10:05:45Z");
        assertThat(AlertPhrases.badge(alert.built())).isEqualTo("CRITICAL");
    }

    @Test
    void aCoverageGapNamesTheMissingPermission() {
        AlertBuilder gap = AlertBuilder.opened()
                .denied(
                        AlertBuilder.ENCRYPTION,
                        Severity.MEDIUM,
                        new DeniedCall("kms:DescribeKey", new Denial(PolicyType.IDENTITY, false)));
        assertThat(fix(gap))
                .containsExactly(
                        "# Allow kms:DescribeKey to the role the auditor reads with; until then the auditor cannot evaluate this.");
    }

    @Test
    void aCoverageGapWithoutMissingPermissionAsksForAManualCheck() {
        assertThat(fix(AlertBuilder.opened().coverageGap(AlertBuilder.NOT_PUBLIC, Severity.HIGH, "a condition")))
                .containsExactly(
                        "# Read the setting yourself:",
                        "aws ecr get-repository-policy --repository-name payments/api --region us-east-1");
        assertThat(fix(AlertBuilder.opened().coverageGap(AlertBuilder.ENCRYPTION, Severity.MEDIUM, "a new type")))
                .contains("aws ecr describe-repositories --repository-names payments/api --region us-east-1");
    }

    @Test
    void aRuleThatThisVersionNoLongerHasHasNoFix() {
        assertThat(fix(AlertBuilder.opened().violation("ecr-rule-of-old", Severity.LOW, "x")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"FIXED, fixed", "REMEDIATED, remediated by this auditor", "DELETED, deleted"})
    void everyCauseHasAText(Cause cause, String words) {
        assertThat(AlertPhrases.cause(cause)).isEqualTo(words);
    }
}
