package dev.ecrauditor.audit.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemorySweepStore;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many calls to ECR and KMS a sweep makes: one for each repository, and a constant for the registry and its keys. */
class CallsOfASweepTest {

    private static final RepositoryArn ANY = SampleRepository.ARN;
    private static final Subject.Coverage PLACE = new Subject.Coverage(ANY.account(), ANY.region());
    private static final int REPOSITORIES = 200;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final LocalAccounts accounts = new LocalAccounts(aws);
    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final Auditor auditor = new Auditor(aws, store, clock, RemediationMode.OFF);
    private final InMemorySweepStore progress = new InMemorySweepStore(store);

    @AfterEach
    void close() {
        aws.close();
    }

    private void repositories() {
        IntStream.range(0, REPOSITORIES)
                .mapToObj(CallsOfASweepTest::repository)
                .forEach(arn -> accounts.repository(arn, true));
    }

    private static RepositoryArn repository(int number) {
        return new RepositoryArn("aws", ANY.region(), ANY.account(), "team/app-%03d".formatted(number));
    }

    @Test
    void aRepositoryCostsOneCall() {
        repositories();

        assertThat(sweep(() -> true)).isEqualTo(Sweep.Outcome.COMPLETE);

        Map<String, Long> calls = calls();
        assertThat(calls).containsEntry("ecr:GetRepositoryPolicy", (long) REPOSITORIES);
        assertThat(calls.values().stream().mapToLong(Long::longValue).sum())
                .as("%s", calls)
                .isLessThanOrEqualTo(REPOSITORIES + 30);
    }

    /** What an event evaluated since the listing is described again, in the same sweep. */
    @Test
    void aRepositoryThatWasEvaluatedSinceItWasListedIsDescribedAgain() {
        repositories();
        int[] evaluated = {0};
        SweepPace between = () -> {
            if (evaluated[0]++ == 10) {
                clock.advance(Duration.ofSeconds(10));
                accounts.repository(repository(REPOSITORIES - 1), false);
                auditor.handle(CloudTrailEvents.scanningSet(
                        repository(REPOSITORIES - 1), false, clock.instant().minusSeconds(5), "developer"));
            }
            return true;
        };

        assertThat(sweep(between)).isEqualTo(Sweep.Outcome.COMPLETE);

        assertThat(auditor.alerts().stream().map(alert -> alert.text("status").orElse("")))
                .as("the alert of the event and the digest of the first sweep, nothing resolved by the older listing")
                .containsExactly("OPENED", "DIGEST");
    }

    private Sweep.Outcome sweep(SweepPace pace) {
        return auditor.sweep(progress, new RuleSetFingerprint(Set.of(), "", "")).sweep(PLACE, pace, line -> {});
    }

    private Map<String, Long> calls() {
        return aws.requests().stream()
                .filter(request -> List.of("ecr", "kms").contains(request.service()))
                .collect(Collectors.groupingBy(LoggedRequest::action, Collectors.counting()));
    }
}
