package dev.ecrauditor.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.finding.InMemoryFindingStore;
import dev.ecrauditor.finding.RemediationMode;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

    @Test
    void deniedToDescribeItTriesAgainAndNamesThePermission() {
        accounts.repository(ARN, false);
        aws.deny(ARN.account(), "ecr:DescribeRepositories");
        assertThatThrownBy(() -> auditor.handle(event(ARN))).hasMessageContaining("ecr:DescribeRepositories");
        assertThat(auditor.alerts()).isEmpty();
        assertThat(auditor.context.lines()).singleElement().asString().contains("\"fault\":\"TryAgainLater\"");
    }

    @Test
    void deniedToAssumeTheRoleItTriesAgainAndNamesThePermission() {
        accounts.repository(ARN, false);
        aws.deny(ARN.account(), "sts:AssumeRole");
        assertThatThrownBy(() -> auditor.handle(event(ARN))).hasMessageContaining("sts:AssumeRole");
        assertThat(auditor.alerts()).isEmpty();
    }

    @Test
    void oneAccountThatDeniesEverythingFailsAloneInABatch() {
        RepositoryArn denying = new RepositoryArn("aws", "us-east-1", "444455556666", "their/app");
        accounts.repository(ARN, false);
        aws.deny(denying.account(), "sts:AssumeRole");
        Json answer = auditor.handle(CloudTrailEvents.batch(List.of(event(denying), event(ARN))));
        assertThat(answer.items("batchItemFailures"))
                .singleElement()
                .satisfies(failure -> assertThat(failure.text("itemIdentifier")).hasValue("message-0"));
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

    private String event(RepositoryArn repository) {
        return CloudTrailEvents.scanningSet(repository, false, clock.instant().minusSeconds(60), "Developer");
    }
}
