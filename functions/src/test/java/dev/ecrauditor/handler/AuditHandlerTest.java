package dev.ecrauditor.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole events through the audit function, with real clients. */
class AuditHandlerTest {

    private static final RepositoryArn ARN = SampleRepository.ARN;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final LocalAccounts accounts = new LocalAccounts(aws);
    private final Auditor auditor = new Auditor(aws, new InMemoryFindingStore(), clock, RemediationMode.OFF);

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aBatchEndsEachEventInItsOwnOutcomeWithOneLine() {
        accounts.repository(ARN, false);
        RepositoryArn unwatched = new RepositoryArn("aws", "us-east-1", "777777777777", "their/app");
        Json answer = auditor.handle(CloudTrailEvents.batch(
                List.of(event(ARN), event(ARN), event(unwatched), "{\"source\":\"aws.ecr\"}", "poison")));
        assertThat(answer.items("batchItemFailures"))
                .extracting(failure -> failure.text("itemIdentifier").orElseThrow())
                .containsExactly("message-4");
        assertThat(auditor.context.lines())
                .extracting(line -> line.replaceAll(".*\"outcome\":\"([A-Z]+)\".*\n", "$1"))
                .containsExactly("ALERTED", "RECORDED", "IGNORED", "IGNORED", "FAILED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecr:DescribeRepositories", "sts:AssumeRole"})
    void deniedToReadTheAccountIsPublishedOnceAsItsCoverageWithThePermission(String permission) {
        RepositoryArn other = new RepositoryArn("aws", ARN.region(), ARN.account(), "other/app");
        accounts.repository(ARN, false);
        aws.deny(ARN.account(), permission);
        Json first = auditor.handle(event(ARN));
        assertThat(first.text("outcome")).hasValue("ALERTED");
        assertThat(first.text("reason")).hasValue("COVERAGE_LOST");
        assertThat(auditor.handle(event(other)).text("outcome")).hasValue("RECORDED");
        assertThat(auditor.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.text("status")).hasValue("OPENED");
            assertThat(alert.text("resource", "type")).hasValue("coverage");
            assertThat(alert.items("findings").get(0).text("ruleId")).hasValue("auditor-coverage");
            assertThat(JsonWriter.write(alert)).contains(permission);
        });
        assertThat(auditor.store().load(Subject.of(ARN))).isEmpty();
    }

    @Test
    void oneAccountThatDeniesEverythingStopsNoOtherInABatch() {
        RepositoryArn denying = new RepositoryArn("aws", "us-east-1", "444455556666", "their/app");
        accounts.repository(ARN, false);
        aws.deny(denying.account(), "sts:AssumeRole");
        Json answer = auditor.handle(CloudTrailEvents.batch(List.of(event(denying), event(ARN))));
        assertThat(answer.items("batchItemFailures")).isEmpty();
        assertThat(auditor.alerts())
                .extracting(alert -> alert.text("resource", "type").orElseThrow())
                .containsExactlyInAnyOrder("coverage", "repository");
    }

    @Test
    void eventsOfOneBatchAboutOneRepositoryAreOneEvaluationWithEachItsOwnOutcome() {
        accounts.repository(ARN, false);
        Json answer = auditor.handle(CloudTrailEvents.batch(List.of(
                event(ARN, true, "First"),
                event(ARN, false, "Second"),
                event(ARN, true, "Third"),
                event(ARN, true, "Third"))));
        assertThat(answer.items("batchItemFailures")).isEmpty();
        assertThat(accounts.requests("DescribeRepositories")).hasSize(1);
        assertThat(auditor.context.lines())
                .extracting(line -> line.replaceAll(".*\"outcome\":\"([A-Z]+)\".*\n", "$1"))
                .containsExactly("RECORDED", "ALERTED", "RECORDED", "RECORDED");
        assertThat(auditor.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.text("setBy", "roleName")).hasValue("Second"));
    }

    @Test
    void aFailedEvaluationFailsAllItsEventsAndNoOther() {
        RepositoryArn other = new RepositoryArn("aws", "us-east-1", "111122223333", "other/app");
        accounts.repository(ARN, false);
        accounts.repository(other, false);
        aws.failNext("ecr:DescribeRepositories", Fault.INTERNAL_ERROR, 3);
        Json answer = auditor.handle(
                CloudTrailEvents.batch(List.of(event(ARN, false, "First"), event(other), event(ARN, true, "Second"))));
        assertThat(answer.items("batchItemFailures"))
                .extracting(failure -> failure.text("itemIdentifier").orElseThrow())
                .containsExactly("message-0", "message-2");
        assertThat(auditor.alerts()).hasSize(1);
    }

    @Test
    void anEventOfAnUnwatchedAccountCausesNoCallAtAll() {
        auditor.handle(event(new RepositoryArn("aws", "us-east-1", "777777777777", "their/app")));
        assertThat(aws.requests()).isEmpty();
    }

    @Test
    void noLineHoldsAPolicyOrACredential() {
        accounts.repository(ARN, "\"policyText\": " + SampleRepository.PUBLIC_POLICY);
        auditor.handle(event(ARN));
        assertThat(auditor.context.lines())
                .allSatisfy(line -> assertThat(line)
                        .doesNotContain("Statement")
                        .doesNotContain("ASIA")
                        .doesNotContain("secret"));
    }

    /** Each role's call is a second later than that of the one with a shorter name. */
    private String event(RepositoryArn repository, boolean flag, String role) {
        return CloudTrailEvents.scanningSet(repository, flag, clock.instant().minusSeconds(60 - role.length()), role);
    }

    private String event(RepositoryArn repository) {
        return CloudTrailEvents.scanningSet(repository, false, clock.instant().minusSeconds(60), "Developer");
    }
}
