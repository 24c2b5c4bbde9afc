package dev.ecrauditor.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.sweep.Sweep;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.repository.EcrRepositoryLister;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemorySweepStore;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.Invocation;
import dev.ecrauditor.testing.LambdaContext;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tick through the sweep function, with real clients. */
class SweepHandlerTest {

    private static final Subject.Coverage PLACE = new Subject.Coverage("111122223333", "us-east-1");
    private static final RuleRegistry RULES = RuleCatalog.standard(Duration.ofMinutes(15));

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", "111122223333");
    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final SweepHandler handler = new SweepHandler(sweep(), PLACE);

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @Test
    void aTickSweepsAndTheNextFindsNothingDue() {
        new LocalAccounts(aws).repository(SampleRepository.ARN, false);
        assertThat(tick(new LambdaContext(900_000))).isEqualTo("COMPLETE");
        assertThat(store.load(Subject.of(SampleRepository.ARN)).orElseThrow().outbox())
                .hasSize(1);
        assertThat(tick(new LambdaContext(900_000))).isEqualTo("NOT_DUE");
    }

    @Test
    void inTheLastMinuteOfAnInvocationNoEvaluationStarts() {
        new LocalAccounts(aws).repository(SampleRepository.ARN, false);
        assertThat(tick(new LambdaContext(59_999))).isEqualTo("CONTINUES");
        assertThat(store.load(Subject.of(SampleRepository.ARN))).isEmpty();
        assertThat(tick(new LambdaContext(60_000))).isEqualTo("COMPLETE");
    }

    @Test
    void anAccountThatMayNotBeListedIsLostCoverage() {
        aws.deny("111122223333", "ecr:DescribeRepositories");
        assertThat(tick(new LambdaContext(900_000))).isEqualTo("COVERAGE_LOST");
        assertThat(store.load(PLACE).orElseThrow().outbox()).hasSize(1);
    }

    @Test
    void exactlyOneAccountIsSwept() {
        Wiring two = new Wiring(Map.of("AWS_REGION", "us-east-1", "WATCHED_ACCOUNTS", "111122223333,444455556666"));
        assertThatThrownBy(two::sweptPlace).hasMessageContaining("not one account");
        Wiring one = new Wiring(Map.of("AWS_REGION", "us-east-1", "WATCHED_ACCOUNTS", "111122223333"));
        assertThat(one.sweptPlace()).isEqualTo(PLACE);
        assertThatThrownBy(one::sweep).hasMessageContaining("TABLE_NAME");
    }

    private String tick(LambdaContext context) {
        Invocation invocation = Invocation.of(
                handler, CloudTrailEvents.batch(List.of(CloudTrailEvents.scheduled(clock.instant()))), context);
        assertThat(invocation.failedMessages()).isEmpty();
        return invocation.log().get(invocation.log().size() - 1).text("outcome").orElseThrow();
    }

    private Sweep sweep() {
        RuleSetFingerprint fingerprint = RuleSetFingerprint.of(RULES, "");
        RepositoryAudit audit = new RepositoryAudit(new RepositoryAudit.Parts(
                new EcrRepositoryReader(clients, new AccountCredentials(clients, Optional.empty(), clock), clock),
                RULES,
                new Transition(Settings.NONE, "remediation", Optional.of(fingerprint)),
                store,
                record -> {},
                (reevaluation, delay) -> {},
                clock));
        return new Sweep(new Sweep.Parts(
                new EcrRepositoryLister(clients),
                new InMemorySweepStore(store),
                audit,
                store,
                record -> {},
                fingerprint,
                Duration.ofDays(1),
                clock));
    }
}
