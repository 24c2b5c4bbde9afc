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
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many calls to ECR and KMS a sweep makes: two for each repository, and a constant for the registry and its keys. */
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
    void aRepositoryCostsTwoCalls() {
        repositories();

        assertThat(sweep()).isEqualTo(Sweep.Outcome.COMPLETE);

        Map<String, Long> calls = calls();
        assertThat(calls)
                .containsEntry("ecr:GetRepositoryPolicy", (long) REPOSITORIES)
                .containsEntry("kms:DescribeKey", 2L);
        assertThat(calls.values().stream().mapToLong(Long::longValue).sum())
                .as("%s", calls)
                .isLessThanOrEqualTo(2 * REPOSITORIES + 30);
    }

    private Sweep.Outcome sweep() {
        return auditor.sweep(progress, new RuleSetFingerprint(Set.of(), "", "")).sweep(PLACE, () -> true, line -> {});
    }

    private Map<String, Long> calls() {
        return aws.requests().stream()
                .filter(request -> List.of("ecr", "kms").contains(request.service()))
                .collect(Collectors.groupingBy(LoggedRequest::action, Collectors.counting()));
    }
}
