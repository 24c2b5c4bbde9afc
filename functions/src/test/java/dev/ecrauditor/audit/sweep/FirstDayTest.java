package dev.ecrauditor.audit.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.RuleSource;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemorySweepRoundStore;
import dev.ecrauditor.finding.store.InMemorySweepStore;
import dev.ecrauditor.finding.transition.AcceptedFindings;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.published.Baseline;
import dev.ecrauditor.settings.published.BaselineJson;
import dev.ecrauditor.settings.published.Baselines;
import dev.ecrauditor.settings.published.PublishedObjects;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The first day of an account with 4,000 repositories, each of which fails two rules. */
class FirstDayTest {

    private static final int REPOSITORIES = 4_000;
    private static final String ACCOUNT = "111122223333";
    private static final String REGION = "us-east-1";
    private static final Subject.Coverage PLACE = new Subject.Coverage(ACCOUNT, REGION);
    private static final RuleRegistry RULES = RuleCatalog.standard(Duration.ofMinutes(15));
    private static final RuleSetFingerprint FINGERPRINT = RuleSetFingerprint.of(RULES, "");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final InMemorySweepStore sweeps = new InMemorySweepStore(store);
    private final Map<String, RepositorySnapshot> account = new TreeMap<>();
    private final Map<String, String> bucket = new TreeMap<>();
    private final List<AlertMessage> published = new ArrayList<>();
    private final Baselines baselines = new Baselines(
            (key, known) -> bucket.containsKey(key)
                    ? new Reading.Known<>(new PublishedObjects.Published(
                            Optional.of(bucket.get(key)), "" + bucket.get(key).hashCode()))
                    : new Reading.Absent<>(),
            clock);
    private final RepositoryAudit audit = audit();

    @Test
    void withABaselineNothingIsReportedButTheNextChange() {
        createRepositories();
        makeBaseline(LocalDate.parse("2026-12-31"));

        sweepAndDrain();

        assertThat(store.records())
                .filteredOn(record -> !record.findings().isEmpty())
                .hasSize(REPOSITORIES);
        assertThat(store.records())
                .allSatisfy(record -> assertThat(record.outbox()).isEmpty());
        assertThat(published).isEmpty();

        account.computeIfPresent(
                "team/service-1234",
                (name, repository) -> SampleRepository.good(arn(name))
                        .scanOnPush(false)
                        .policy(SampleRepository.PUBLIC_POLICY)
                        .snapshot());
        audit.audit(new Reevaluation(arn("team/service-1234")));
        drain();

        assertThat(published).singleElement().satisfies(alert -> {
            assertThat(alert.labels()).containsEntry("repository", "team/service-1234");
            assertThat(alert.lists().get("ruleIds")).contains("ecr-policy-not-public");
        });
        clock.advance(Duration.ofDays(1));
        sweepAndDrain();
        assertThat(published).hasSize(1);
    }

    @Test
    void afterItsLastDayOneDigestReportsWhatIsStillOpen() {
        createRepositories();
        makeBaseline(LocalDate.parse("2026-11-20"));
        sweepAndDrain();
        assertThat(published).isEmpty();

        clock.advance(Duration.ofDays(1));
        sweepAndDrain();

        assertThat(published)
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message.labels()).containsEntry("status", "DIGEST"));
        assertThat(published).hasSizeLessThan(60);
        assertThat(published.stream()
                        .mapToInt(message -> message.lists().get("alertIds").size())
                        .sum())
                .isLessThanOrEqualTo(2 * REPOSITORIES);
        assertThat(store.records())
                .allSatisfy(record -> assertThat(record.outbox()).isEmpty());
        int reported = published.size();
        clock.advance(Duration.ofDays(1));
        sweepAndDrain();
        assertThat(published).hasSize(reported);
    }

    private void createRepositories() {
        for (int i = 0; i < REPOSITORIES; i++) {
            String name = "team/service-" + i;
            account.put(
                    name,
                    SampleRepository.good(arn(name))
                            .scanOnPush(false)
                            .policy(
                                    "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"444455556666\"},\"Action\":\"ecr:ListImages\"}}")
                            .snapshot());
        }
    }

    /** As the command line does: it evaluates what it reads, and stores what fails. */
    private void makeBaseline(LocalDate expires) {
        Map<String, Baseline.Repository> repositories = new TreeMap<>();
        account.forEach((name, repository) -> repositories.put(
                name,
                new Baseline.Repository(repository.createdAt(), AcceptedFindings.marks(RULES.evaluate(repository)))));
        bucket.put(
                BaselineJson.key(ACCOUNT, REGION),
                BaselineJson.write(new Baseline(
                        "platform@example.org", "Before the first day", expires, clock.instant(), repositories)));
    }

    private void sweepAndDrain() {
        Sweep sweep = new Sweep(new Sweep.Parts(
                (ofAccount, region, window) -> new Reading.Known<>(
                        account.keySet().stream().map(FirstDayTest::arn).toList()),
                sweeps,
                audit,
                store,
                record -> {},
                FINGERPRINT,
                Duration.ofDays(1),
                clock));
        assertThat(sweep.sweep(PLACE, () -> true, line -> {})).isEqualTo(Sweep.Outcome.COMPLETE);
        clock.advance(Duration.ofMinutes(15));
        drain();
    }

    private void drain() {
        AlertDrain drain = new AlertDrain(new AlertDrain.Parts(
                store,
                RULES,
                published::add,
                request -> {},
                new SweepHold(sweeps, new InMemorySweepRoundStore(), clock),
                clock));
        for (int i = 0; i < 100 && !store.due(1).isEmpty(); i++) {
            drain.drain(List.of(), () -> true, line -> {});
        }
    }

    private RepositoryAudit audit() {
        return new RepositoryAudit(new RepositoryAudit.Parts(
                repository -> Optional.ofNullable(account.get(repository.name()))
                        .<Reading<RepositorySnapshot>>map(Reading.Known::new)
                        .orElseGet(Reading.Absent::new),
                repository -> new RuleSource.RuleSet(
                        () -> RULES,
                        new Transition(Settings.NONE, "", Optional.of(FINGERPRINT))
                                .accepting(baselines.of(repository.account(), repository.region()), true)),
                store,
                record -> {},
                (reevaluation, delay) -> {},
                clock));
    }

    private static RepositoryArn arn(String name) {
        return new RepositoryArn("aws", REGION, ACCOUNT, name);
    }
}
