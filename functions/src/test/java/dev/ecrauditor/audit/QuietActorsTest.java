package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.event.DelayedDrainRequest;
import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.handler.AuditHandler;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.organization.WatchedAccounts;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.TagMutability;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.SettingsJson;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.EventAudits;
import dev.ecrauditor.testing.Invocation;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A pipeline creates repositories without scanning; the settings leave that to the digest of the next day. */
class QuietActorsTest {

    private static final RepositoryArn REPOSITORY = SampleRepository.ARN;
    private static final Instant CREATED = Instant.parse("2026-11-20T10:00:00.200Z");
    private static final Instant SECOND = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant NEXT_DAY = Instant.parse("2026-11-21T00:00:00Z");
    private static final List<String> BOTH = List.of("ecr-encryption-customer-managed-key", "ecr-scan-on-push");
    private static final String SETTINGS = """
            {"watch":{"organizationalUnits":[],"watchManagementAccount":false,"accounts":[],"regions":[],"excludedAccounts":[]},
            "trust":{"ownOrganization":false,"accounts":[],"organizations":[]},
            "rules":{"policyGrace":"PT15M","severities":{},"on":[],"off":[],"allowedKeys":[]},"schedule":{"sweepEvery":"PT24H"},
            "remediation":[],"exclusions":[],"waivers":[],"quietActors":[{"roles":["arn:aws:iam::111122223333:role/ci/deploy"],
            "rules":["ecr-scan-on-push","ecr-encryption-customer-managed-key"],"reason":"The pipeline scans later"}]}""";

    private final MutableClock clock = new MutableClock(SECOND.plusSeconds(5));
    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final List<AlertMessage> published = new ArrayList<>();
    private final List<Json.Obj> log = new ArrayList<>();
    private final Set<Subject> drainRequests = new LinkedHashSet<>();
    private final List<Duration> delays = new ArrayList<>();
    private final RuleRegistry rules = RuleCatalog.standard(Duration.ofMinutes(15));
    private final AlertDrain drain = new AlertDrain(store, rules, published::add, request -> {}, clock);
    private final AuditHandler handler = new AuditHandler(
            new EventReader(WatchedAccounts.of(Set.of("111122223333"))),
            EventAudits.of(
                    new RepositoryAudit(new RepositoryAudit.Parts(
                            this::read,
                            rules,
                            new Transition(SettingsJson.read(SETTINGS), "remediation", Optional.empty()),
                            store,
                            record -> drainRequests.add(record.subject()),
                            new Delays(),
                            clock)),
                    store,
                    clock),
            clock);
    private String policy = SampleRepository.OWN_ACCOUNT_POLICY;
    private boolean isScanned;

    @Test
    void whatThePipelineCausedIsOneDigestOnTheNextDay() {
        receive(CloudTrailEvents.created(REPOSITORY, SECOND, "deploy"));
        drainAt(NEXT_DAY.minusSeconds(1));
        assertThat(published).isEmpty();

        drainAt(NEXT_DAY);
        assertThat(published).singleElement().satisfies(message -> {
            assertThat(message.labels()).containsEntry("status", "DIGEST").containsEntry("severity", "MEDIUM");
            assertThat(message.lists().get("ruleIds")).containsExactlyInAnyOrderElementsOf(BOTH);
            assertThat(json(message).text("reason")).hasValue("QUIET_ACTOR");
            assertThat(message.subject())
                    .isEqualTo(
                            "[MEDIUM] ECR digest: 2 alerts caused by quiet actors: 2 MEDIUM (111122223333 us-east-1)");
        });
        drainAt(NEXT_DAY.plusSeconds(60));
        assertThat(published).hasSize(1);
        assertThat(store.due(10)).isEmpty();
    }

    @Test
    void itIsRecordedAtOnce() {
        receive(CloudTrailEvents.created(REPOSITORY, SECOND, "deploy"));
        assertThat(store.load(new Subject.Repository(REPOSITORY))
                        .orElseThrow()
                        .findings()
                        .entrySet())
                .filteredOn(finding -> finding.getValue().open())
                .extracting(finding -> finding.getKey().ruleId())
                .containsExactlyInAnyOrderElementsOf(BOTH);
    }

    @Test
    void nothingElseIsScheduledForIt() {
        receive(CloudTrailEvents.created(REPOSITORY, SECOND, "deploy"));
        assertThat(drainRequests).isEmpty();
        assertThat(delays).isEmpty();
    }

    @Test
    void everybodyElseIsAlertedAtOnce() {
        receive(CloudTrailEvents.created(REPOSITORY, SECOND, "developer"));
        assertThat(published)
                .singleElement()
                .satisfies(message -> assertThat(message.lists().get("ruleIds")).containsExactlyElementsOf(BOTH));
    }

    @Test
    void aRoleOfTheSameNameInAnotherAccountIsAlertedAtOnce() {
        receive(CloudTrailEvents.created(REPOSITORY, SECOND, "deploy")
                .replace("arn:aws:sts::111122223333:", "arn:aws:sts::999988887777:"));
        assertThat(published).hasSize(1);
    }

    @Test
    void aSessionThatIsNamedLikeTheRoleIsAlertedAtOnce() {
        receive(CloudTrailEvents.created(REPOSITORY, SECOND, "developer")
                .replace("assumed-role/developer/session", "assumed-role/developer/deploy"));
        assertThat(published).hasSize(1);
    }

    @Test
    void aPolicyThatThePipelineOpensIsAlertedAtOnceAndTheRestIsNotLost() {
        policy = SampleRepository.PUBLIC_POLICY;
        receive(
                CloudTrailEvents.created(REPOSITORY, SECOND, "deploy"),
                CloudTrailEvents.policySet(REPOSITORY, policy, SECOND, "deploy"));
        assertThat(published).singleElement().satisfies(message -> {
            assertThat(message.lists().get("ruleIds")).containsExactly("ecr-policy-not-public");
            assertThat(message.labels()).containsEntry("severity", "HIGH").containsEntry("status", "OPENED");
        });
        drainAt(NEXT_DAY);
        assertThat(published).hasSize(2);
        assertThat(published.get(1).lists().get("ruleIds")).containsExactlyInAnyOrderElementsOf(BOTH);
        assertThat(outboxAges()).hasSize(2).allMatch(age -> age < 60);
    }

    @Test
    void whatThePipelineCorrectsOnTheSameDayIsInTheSameDigest() {
        receive(CloudTrailEvents.created(REPOSITORY, SECOND, "deploy"));
        isScanned = true;
        clock.set(SECOND.plusSeconds(100));
        receive(CloudTrailEvents.scanningSet(REPOSITORY, true, SECOND.plusSeconds(90), "deploy"));
        drainAt(NEXT_DAY.minusSeconds(1));
        assertThat(published).isEmpty();
        assertThat(since()).isEqualTo(NEXT_DAY);
        drainAt(NEXT_DAY);
        assertThat(published).hasSize(1);
        assertThat(json(published.get(0)).text("reason")).hasValue("QUIET_ACTOR");
        assertThat(outboxAges()).containsExactly(0L);
        assertThat(json(published.get(0)).items("alerts"))
                .extracting(alert -> alert.text("status").orElseThrow() + " "
                        + alert.text("ruleId").orElseThrow())
                .containsExactlyInAnyOrder(
                        "OPENED ecr-scan-on-push",
                        "RESOLVED ecr-scan-on-push",
                        "OPENED ecr-encryption-customer-managed-key");
    }

    @Test
    void scanningThatSomebodyElseSwitchesOffAgainIsAlertedAtOnceInItsOrder() {
        receive(CloudTrailEvents.created(REPOSITORY, SECOND, "deploy"));
        isScanned = true;
        clock.set(SECOND.plusSeconds(100));
        receive(CloudTrailEvents.scanningSet(REPOSITORY, true, SECOND.plusSeconds(90), "deploy"));
        isScanned = false;
        clock.set(SECOND.plusSeconds(20_000));
        receive(CloudTrailEvents.scanningSet(REPOSITORY, false, SECOND.plusSeconds(19_990), "developer"));
        assertThat(outboxAges()).containsExactly(0L);
        assertThat(published)
                .extracting(message ->
                        message.labels().get("status") + " " + message.lists().get("ruleIds"))
                .containsExactly(
                        "OPENED [ecr-scan-on-push]", "RESOLVED [ecr-scan-on-push]", "REOPENED [ecr-scan-on-push]");
        drainAt(NEXT_DAY);
        assertThat(published).hasSize(4);
        assertThat(published.get(3).lists().get("ruleIds")).containsExactly("ecr-encryption-customer-managed-key");
    }

    /** What the alarm about unpublished alerts watches. */
    private List<Long> outboxAges() {
        return log.stream()
                .filter(line -> line.at("outboxAgeSeconds") instanceof Json.Num)
                .map(line -> line.whole("outboxAgeSeconds").orElseThrow())
                .toList();
    }

    private Instant since() {
        return store.load(new Subject.Repository(REPOSITORY))
                .orElseThrow()
                .outboxSince()
                .orElseThrow();
    }

    private void receive(String... events) {
        assertThat(Invocation.of(handler, CloudTrailEvents.batch(List.of(events)))
                        .failedMessages())
                .isEmpty();
        if (!drainRequests.isEmpty()) {
            drain.drain(List.copyOf(drainRequests), () -> true, log::add);
            drainRequests.clear();
        }
    }

    private void drainAt(Instant at) {
        clock.set(at);
        drain.drain(List.of(), () -> true, log::add);
    }

    private static Json json(AlertMessage message) {
        try {
            return JsonReader.read(message.json());
        } catch (MalformedJson impossible) {
            throw new AssertionError(impossible);
        }
    }

    private Reading<RepositorySnapshot> read(RepositoryArn arn) {
        return new Reading.Known<>(new RepositorySnapshot(
                arn,
                new RepositorySnapshot.Creation(CREATED),
                clock.instant(),
                new Encryption("AES256", Optional.empty(), new Reading.Absent<>()),
                new Reading.Known<>(RepositoryPolicy.of(policy)),
                new RepositorySnapshot.ScanSettings(
                        isScanned,
                        new Reading.Known<>(new EffectiveScanning(
                                isScanned,
                                isScanned ? "SCAN_ON_PUSH" : "MANUAL",
                                "BASIC",
                                EffectiveScanning.Decider.REPOSITORY_FLAG))),
                new RepositorySnapshot.ImageSettings(TagMutability.IMMUTABLE)));
    }

    /** Remembers only how long drains are delayed. */
    private final class Delays implements ReevaluationQueue {

        @Override
        public void scheduleReevaluation(Reevaluation reevaluation, Duration delay) {
            // Grace times are of no concern here.
        }

        @Override
        public boolean canDrainLater() {
            return true;
        }

        @Override
        public void drainLater(DelayedDrainRequest request, Duration delay) {
            delays.add(delay);
        }
    }
}
