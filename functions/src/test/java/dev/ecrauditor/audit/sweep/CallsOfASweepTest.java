package dev.ecrauditor.audit.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
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

/** How many calls to ECR and KMS a sweep makes: one for each repository that has not changed, and a constant
 * for the registry and its keys. */
class CallsOfASweepTest {

    private static final RepositoryArn ANY = SampleRepository.ARN;
    private static final Subject.Coverage PLACE = new Subject.Coverage(ANY.account(), ANY.region());
    private static final int REPOSITORIES = 200;
    private static final Duration A_DAY = Duration.ofHours(25);
    private static final RuleSetFingerprint FINGERPRINT = new RuleSetFingerprint(Set.of(), "", "");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final LocalAccounts accounts = new LocalAccounts(aws);
    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final Auditor auditor = new Auditor(aws, store, clock, RemediationMode.OFF);
    private final InMemorySweepStore progress = new InMemorySweepStore(store);
    private int before;

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

    /** Their descriptions may be older than their policies, so what is not known yet is described again. */
    @Test
    void aRepositoryCostsTwoCallsInTheFirstSweep() {
        repositories();

        assertThat(sweep(() -> true)).isEqualTo(Sweep.Outcome.COMPLETE);

        assertThat(calls()).containsEntry("ecr:GetRepositoryPolicy", (long) REPOSITORIES);
        assertAtMost(2 * REPOSITORIES);
    }

    @Test
    void aRepositoryCostsOneCallInEachOther() {
        repositories();
        sweep(() -> true);
        before = aws.requests().size();

        clock.advance(A_DAY);
        assertThat(sweep(() -> true)).isEqualTo(Sweep.Outcome.COMPLETE);

        assertThat(calls()).containsEntry("ecr:GetRepositoryPolicy", (long) REPOSITORIES);
        assertAtMost(REPOSITORIES);
        assertThat(store.load(Subject.of(repository(7)))
                        .flatMap(SubjectRecord::lastEvaluated)
                        .orElseThrow())
                .as("the record says that it was evaluated")
                .isEqualTo(clock.instant());
    }

    /** The fifth window is empty: nothing but a listing shows that none follows the fourth. */
    @Test
    void eachWindowCostsAListing() {
        repositories();
        sweep(() -> true);
        before = aws.requests().size();

        clock.advance(A_DAY);
        assertThat(auditor.sweep(progress, FINGERPRINT, 50).sweep(PLACE, () -> true, line -> {}))
                .isEqualTo(Sweep.Outcome.COMPLETE);

        assertThat(calls())
                .as("the listings of five windows and of the registry")
                .containsEntry("ecr:DescribeRepositories", 6L)
                .containsEntry("ecr:GetRepositoryPolicy", (long) REPOSITORIES);
    }

    /** With rules in the registry, 25 repositories share the call that tells how they are scanned. */
    @Test
    void theScanningOfListedRepositoriesIsAskedForTogether() {
        repositories();
        accounts.registry(
                ANY,
                "ENHANCED",
                "[{\"scanFrequency\": \"CONTINUOUS_SCAN\","
                        + " \"repositoryFilters\": [{\"filter\": \"*\", \"filterType\": \"WILDCARD\"}]}]");
        sweep(() -> true);
        before = aws.requests().size();

        clock.advance(A_DAY);
        sweep(() -> true);

        assertThat(calls())
                .containsEntry("ecr:GetRepositoryPolicy", (long) REPOSITORIES)
                .containsEntry("ecr:BatchGetRepositoryScanningConfiguration", REPOSITORIES / 25L);
    }

    @Test
    void whatDiffersFromItsRecordIsDescribedAgain() {
        repositories();
        sweep(() -> true);
        accounts.repository(repository(7), false);
        before = aws.requests().size();

        clock.advance(A_DAY);
        sweep(() -> true);

        assertThat(calls())
                .as("the listings of the sweep and of the registry's keys, and the repository that has changed")
                .containsEntry("ecr:DescribeRepositories", 3L)
                .containsEntry("ecr:GetRepositoryPolicy", REPOSITORIES + 1L);
        assertThat(store.load(Subject.of(repository(7))).orElseThrow().findings().keySet().stream()
                        .map(FindingKey::ruleId))
                .containsExactly("ecr-scan-on-push");
    }

    /** What an event evaluated since the listing is described again, in the same sweep. */
    @Test
    void aRepositoryThatWasEvaluatedSinceItWasListedIsDescribedAgain() {
        repositories();
        sweep(() -> true);
        clock.advance(A_DAY);
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
                .as("the alert of the event, its digest of the first sweep, and nothing resolved by the older listing")
                .containsExactly("OPENED", "DIGEST");
    }

    /** A listing does not show that the denied repository can be described again. */
    @Test
    void repositoriesAreDescribedAloneUntilTheDeniedOneIsReadAgain() {
        repositories();
        sweep(() -> true);
        aws.deny(ANY.account(), "ecr:DescribeRepositories");
        auditor.handle(CloudTrailEvents.scanningSet(
                repository(3), true, clock.instant().minusSeconds(5), "developer"));
        aws.allow(ANY.account(), "ecr:DescribeRepositories");
        before = aws.requests().size();

        clock.advance(A_DAY);
        sweep(() -> true);

        assertThat(calls())
                .as("two listings, and the repositories 0 to 3")
                .containsEntry("ecr:DescribeRepositories", 6L)
                .containsEntry("ecr:GetRepositoryPolicy", (long) REPOSITORIES);
    }

    private void assertAtMost(int ofRepositories) {
        assertThat(calls().values().stream().mapToLong(Long::longValue).sum())
                .as("%s", calls())
                .isLessThanOrEqualTo(ofRepositories + 30);
    }

    private Sweep.Outcome sweep(SweepPace pace) {
        return auditor.sweep(progress, FINGERPRINT).sweep(PLACE, pace, line -> {});
    }

    private Map<String, Long> calls() {
        return aws.requests().stream()
                .skip(before)
                .filter(request -> List.of("ecr", "kms").contains(request.service()))
                .collect(Collectors.groupingBy(LoggedRequest::action, Collectors.counting()));
    }
}
