package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.event.DelayedDrainRequest;
import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.finding.record.AlertFacts;
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
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.EventAudits;
import dev.ecrauditor.testing.Invocation;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A repository is created and its policy set within a second, by two callers, before the first of the two events
 * arrives.
 */
class ActorAttributionTest {

    private static final RepositoryArn REPOSITORY = SampleRepository.ARN;
    private static final Instant CREATED = Instant.parse("2026-11-20T10:00:00.200Z");
    private static final Instant SECOND = Instant.parse("2026-11-20T10:00:00Z");
    private static final String CREATION = CloudTrailEvents.created(REPOSITORY, SECOND, "Creator");
    private static final String OPENING =
            CloudTrailEvents.policySet(REPOSITORY, SampleRepository.PUBLIC_POLICY, SECOND, "Opener");
    private static final String PUBLIC = "ecr-policy-not-public";
    private static final Map<String, String> CALLERS =
            Map.of("ecr-encryption-customer-managed-key", "Creator", "ecr-scan-on-push", "Creator", PUBLIC, "Opener");

    /**
     * Every order of the two events, each twice, in every division into batches, faster and slower than an alert waits.
     */
    static Stream<Arguments> deliveries() {
        Set<List<String>> orders = new LinkedHashSet<>();
        permute(List.of(CREATION, CREATION, OPENING, OPENING), List.of(), orders);
        orders.add(List.of(CREATION, OPENING));
        orders.add(List.of(OPENING, CREATION));
        List<Arguments> deliveries = new ArrayList<>();
        for (List<String> order : orders) {
            for (int cuts = 0; cuts < 1 << (order.size() - 1); cuts++) {
                for (Duration pause : List.of(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(10))) {
                    deliveries.add(Arguments.of(batches(order, cuts), pause));
                }
            }
        }
        return deliveries.stream();
    }

    @ParameterizedTest
    @MethodSource("deliveries")
    void everyFindingNamesTheRightCallerInOneMessageOrOneFollowUp(List<List<String>> batches, Duration pause) {
        AuditedAccount account = new AuditedAccount();
        batches.forEach(batch -> account.receive(batch, pause));
        account.advance(Duration.ofMinutes(1));

        assertThat(account.named()).isEqualTo(CALLERS);
        assertThat(account.alertIds()).doesNotHaveDuplicates();
        assertThat(account.alertIds().stream().filter(id -> id.endsWith(AlertFacts.ATTRIBUTED)))
                .hasSizeLessThanOrEqualTo(CALLERS.size());
        assertThat(account.published).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void whatCanBePublishedWithinAFewSecondsIsPublishedInOneMessage() {
        AuditedAccount account = new AuditedAccount();
        account.receive(List.of(CREATION), Duration.ofSeconds(1));
        assertThat(account.published).isEmpty();
        account.receive(List.of(OPENING), Duration.ofSeconds(1));

        assertThat(account.published).hasSize(1);
        assertThat(account.named()).isEqualTo(CALLERS);
        assertThat(account.published.get(0).email())
                .contains("    with SetRepositoryPolicy at", "    with CreateRepository at")
                .contains("Found while handling CreateRepository at")
                .doesNotContain("actor is not known");
        assertThat(account.published.get(0).chat()).contains("done by", "Opener", "Creator");
    }

    @Test
    void anAlertWhoseActorDoesNotComeIsPublishedAfterAFewSecondsWithoutTheSchedule() {
        AuditedAccount account = new AuditedAccount();
        account.receive(List.of(CREATION), Duration.ofSeconds(1));
        account.advance(Duration.ofSeconds(4));
        assertThat(account.published).isEmpty();
        account.advance(Duration.ofSeconds(5));
        assertThat(account.published).hasSize(1);
        assertThat(account.published.get(0).email()).contains("The actor is not known.");

        account.receive(List.of(OPENING), Duration.ofSeconds(1));
        assertThat(account.published).hasSize(2);
        AlertMessage followUp = account.published.get(1);
        assertThat(followUp.labels()).containsEntry("status", "ATTRIBUTED");
        assertThat(followUp.subject()).startsWith("[ATTRIBUTED] ECR payments/api is open to every AWS account: ");
        String first = account.alertIds().stream()
                .filter(id -> followUp.lists().get("alertIds").contains(id + AlertFacts.ATTRIBUTED))
                .findFirst()
                .orElseThrow();
        assertThat(json(followUp).items("findings").get(0).text("alertId")).hasValue(first + AlertFacts.ATTRIBUTED);
        assertThat(thread(followUp)).isEqualTo(thread(account.published.get(0)));
    }

    @Test
    void aCriticalAlertWithAKnownActorWaitsForNothing() {
        AuditedAccount account = new AuditedAccount();
        String writable = SampleRepository.PUBLIC_POLICY.replace("ecr:BatchGetImage", "ecr:PutImage");
        account.policies.put(REPOSITORY, writable);
        account.receive(
                List.of(CloudTrailEvents.policySet(REPOSITORY, writable, SECOND, "Opener")), Duration.ofSeconds(1));
        assertThat(account.published).hasSize(1);
        assertThat(account.published.get(0).labels()).containsEntry("severity", "CRITICAL");
        assertThat(account.named()).containsOnly(Map.entry(PUBLIC, "Opener"));
        account.receive(List.of(CREATION), Duration.ofSeconds(1));
        assertThat(account.published).hasSize(2);
        assertThat(account.named()).isEqualTo(CALLERS);
    }

    @Test
    void otherAlertsDoNotWaitForTheActor() {
        AuditedAccount account = new AuditedAccount();
        account.receive(List.of(CREATION), Duration.ofSeconds(1));
        RepositoryArn other = new RepositoryArn("aws", "us-east-1", "111122223333", "payments/web");
        account.policies.put(other, SampleRepository.PUBLIC_POLICY);
        account.receive(
                List.of(CloudTrailEvents.policySet(
                        other, SampleRepository.PUBLIC_POLICY, SECOND.plusSeconds(6), "Other")),
                Duration.ZERO);
        assertThat(account.published).hasSize(1);
        assertThat(account.published.get(0).labels()).containsEntry("repository", "payments/web");
    }

    @Test
    void whoSetTheSameAgainAfterItWasFoundIsNotNamed() {
        AuditedAccount account = new AuditedAccount();
        account.receive(List.of(CREATION), Duration.ofSeconds(1));
        Instant again = account.clock.instant().plusSeconds(1);
        account.receive(
                List.of(CloudTrailEvents.policySet(REPOSITORY, SampleRepository.PUBLIC_POLICY, again, "Second")),
                Duration.ofSeconds(10));
        assertThat(account.named()).doesNotContainValue("Second").doesNotContainKey(PUBLIC);
        account.receive(List.of(OPENING), Duration.ofSeconds(1));
        assertThat(account.named()).isEqualTo(CALLERS);
    }

    @Test
    void whoSetAnotherPolicyIsNotNamed() {
        AuditedAccount account = new AuditedAccount();
        account.receive(List.of(CREATION), Duration.ofSeconds(1));
        account.receive(
                List.of(CloudTrailEvents.policySet(
                        REPOSITORY, SampleRepository.OWN_ACCOUNT_POLICY, SECOND, "Harmless")),
                Duration.ofSeconds(10));
        assertThat(account.named()).doesNotContainKey(PUBLIC).doesNotContainValue("Harmless");
    }

    @Test
    void whoSetItBeforeTheEvaluationThatFoundNothingIsNotNamed() {
        AuditedAccount account = new AuditedAccount();
        account.policies.put(REPOSITORY, SampleRepository.OWN_ACCOUNT_POLICY);
        account.receive(List.of(CREATION), Duration.ofSeconds(1));
        account.policies.put(REPOSITORY, SampleRepository.PUBLIC_POLICY);
        account.reevaluate(Duration.ofSeconds(10));
        account.receive(List.of(OPENING), Duration.ofSeconds(10));
        assertThat(account.named()).doesNotContainKey(PUBLIC);
    }

    @Test
    void anEventThatComesWhileNothingCanBeReadIsNotLost() {
        AuditedAccount account = new AuditedAccount();
        account.receive(List.of(CREATION), Duration.ofSeconds(1));
        account.refuses = true;
        account.receive(List.of(OPENING), Duration.ofSeconds(1));
        assertThat(account.named()).isEqualTo(CALLERS);
    }

    @Test
    void aFindingThatIsResolvedIsNotAttributedAnyMore() {
        AuditedAccount account = new AuditedAccount();
        account.receive(List.of(CREATION), Duration.ofSeconds(1));
        account.policies.put(REPOSITORY, SampleRepository.OWN_ACCOUNT_POLICY);
        account.reevaluate(Duration.ofSeconds(10));
        account.receive(List.of(OPENING), Duration.ofSeconds(10));
        assertThat(account.alertIds()).noneMatch(id -> id.endsWith(AlertFacts.ATTRIBUTED));
    }

    private static void permute(List<String> left, List<String> order, Set<List<String>> orders) {
        if (left.isEmpty()) {
            orders.add(order);
        }
        for (int i = 0; i < left.size(); i++) {
            List<String> others = new ArrayList<>(left);
            List<String> longer = new ArrayList<>(order);
            longer.add(others.remove(i));
            permute(others, longer, orders);
        }
    }

    private static List<List<String>> batches(List<String> order, int cuts) {
        List<List<String>> batches = new ArrayList<>();
        List<String> batch = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            batch.add(order.get(i));
            if ((cuts >> i & 1) == 1 || i == order.size() - 1) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
        }
        return batches;
    }

    private static Json json(AlertMessage message) {
        return json(message.json());
    }

    private static String thread(AlertMessage message) {
        return json(message.chat()).text("metadata", "threadId").orElseThrow();
    }

    private static Json json(String text) {
        try {
            return JsonReader.read(text);
        } catch (MalformedJson impossible) {
            throw new AssertionError(impossible);
        }
    }

    /**
     * The real audit function and the real alert drain; the queues between them are lists under a clock that a test
     * moves.
     */
    private static final class AuditedAccount implements ReevaluationQueue {

        private record DelayedMessage(Instant at, String message) {}

        final List<AlertMessage> published = new ArrayList<>();
        final Map<RepositoryArn, String> policies = new HashMap<>(Map.of(REPOSITORY, SampleRepository.PUBLIC_POLICY));
        final MutableClock clock = new MutableClock(SECOND.plusSeconds(5));
        boolean refuses;

        private final PriorityQueue<DelayedMessage> later =
                new PriorityQueue<>(Comparator.comparing(DelayedMessage::at));
        private final Set<Subject> drainRequests = new LinkedHashSet<>();
        private final InMemoryFindingStore store = new InMemoryFindingStore();
        private final RuleRegistry rules = RuleCatalog.standard(Duration.ofMinutes(15));
        private final AuditHandler handler = new AuditHandler(
                new EventReader(WatchedAccounts.of(Set.of("111122223333"))),
                EventAudits.of(
                        new RepositoryAudit(new RepositoryAudit.Parts(
                                this::read,
                                rules,
                                new Transition(RemediationMode.OFF, "remediation"),
                                store,
                                record -> drainRequests.add(record.subject()),
                                this,
                                clock)),
                        store,
                        Clock.systemUTC()),
                clock);
        private final AlertDrain drain = new AlertDrain(store, rules, published::add, request -> {}, clock);

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
            later.add(new DelayedMessage(clock.instant().plus(delay), request.toMessage()));
        }

        void receive(List<String> events, Duration after) {
            advance(after);
            handle(events);
        }

        void reevaluate(Duration after) {
            receive(List.of(new Reevaluation(REPOSITORY).toMessage()), after);
        }

        void advance(Duration time) {
            Instant end = clock.instant().plus(time);
            while (!later.isEmpty() && !later.peek().at().isAfter(end)) {
                DelayedMessage due = later.remove();
                clock.set(due.at());
                handle(List.of(due.message()));
            }
            clock.set(end);
        }

        private void handle(List<String> events) {
            Invocation invocation = Invocation.of(handler, CloudTrailEvents.batch(events));
            assertThat(invocation.failedMessages()).isEmpty();
            if (!drainRequests.isEmpty()) {
                drain.drain(List.copyOf(drainRequests), () -> true, line -> {});
                drainRequests.clear();
            }
        }

        /** The rules whose findings are attributed to a role, and the role. */
        Map<String, String> named() {
            Map<String, String> named = new HashMap<>();
            for (AlertMessage message : published) {
                for (Json finding : json(message).items("findings")) {
                    finding.text("setBy", "roleName")
                            .ifPresent(role -> assertThat(
                                            named.put(finding.text("ruleId").orElseThrow(), role))
                                    .as("named twice")
                                    .isNull());
                }
            }
            return named;
        }

        List<String> alertIds() {
            return published.stream()
                    .flatMap(message -> message.lists().get("alertIds").stream())
                    .toList();
        }

        private Reading<RepositorySnapshot> read(RepositoryArn arn) {
            if (refuses) {
                return new Reading.Unreadable<>("ecr:DescribeRepositories", "denied");
            }
            boolean isOther = !arn.equals(REPOSITORY);
            SampleRepository good = SampleRepository.good(arn).policy(policies.get(arn));
            if (isOther) {
                return good.readAt(clock.instant()).known();
            }
            return new Reading.Known<>(new RepositorySnapshot(
                    arn,
                    new RepositorySnapshot.Creation(CREATED),
                    clock.instant(),
                    new Encryption("AES256", Optional.empty(), new Reading.Absent<>()),
                    new Reading.Known<>(RepositoryPolicy.of(policies.get(arn))),
                    new RepositorySnapshot.ScanSettings(
                            false,
                            new Reading.Known<>(new EffectiveScanning(
                                    false, "MANUAL", "BASIC", EffectiveScanning.Decider.REPOSITORY_FLAG))),
                    new RepositorySnapshot.ImageSettings(TagMutability.IMMUTABLE)));
        }
    }
}
