package dev.ecrauditor.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.handler.AuditHandler;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.organization.WatchedAccounts;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryReader;
import dev.ecrauditor.repository.RepositorySnapshot;
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
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A message that cannot be handled never takes the other nine of its batch with it. */
class PoisonMessageTest {

    private static final long SEED = 20_261_120;
    private static final int BATCHES = 1_000;
    private static final int SIZE = 10;
    private static final String ACCOUNT = "111122223333";
    private static final Instant NOW = Instant.parse("2026-11-20T10:06:00Z");

    private final InMemoryFindingStore store = new InMemoryFindingStore();

    /** Reads good repositories, and fails in the way their name asks for. */
    private static final class PoisonedReader implements RepositoryReader {

        @Override
        public Reading<RepositorySnapshot> read(RepositoryArn repository) {
            return switch (repository.name()) {
                case "poison/overflow" -> read(repository); // as deep as the stack allows
                case "poison/memory" -> throw new OutOfMemoryError();
                case "poison/linkage" -> throw new NoClassDefFoundError("a/Class");
                case "poison/initializer" -> throw new ExceptionInInitializerError();
                case "poison/assertion" -> throw new AssertionError();
                case "poison/fault" -> throw new IllegalStateException("ECR does not answer");
                case "poison/null" -> throw new NullPointerException();
                default -> SampleRepository.good(repository).known();
            };
        }
    }

    @Test
    void nineOfTenAreHandledAtFirstReceiveWhateverTheTenthIs() {
        System.out.println("PoisonMessageTest seed: " + SEED);
        Random random = new Random(SEED);
        AuditHandler handler = handler();
        Set<String> kinds = new HashSet<>();
        for (int batch = 0; batch < BATCHES; batch++) {
            int poisoned = random.nextInt(SIZE);
            List<String> bodies = new ArrayList<>();
            for (int i = 0; i < SIZE; i++) {
                bodies.add(event("batch-" + batch + "/app-" + i));
            }
            PoisonMessage poison = PoisonMessage.KINDS.get(random.nextInt(PoisonMessage.KINDS.size()));
            kinds.add(poison.name());
            bodies.set(poisoned, poison.made().apply(bodies.get(poisoned)));
            check(Invocation.of(handler, CloudTrailEvents.batch(bodies)), poisoned, "batch " + batch + ", " + poison);
            assertThat(known("batch-" + batch))
                    .as("batch %d, %s", batch, poison)
                    .isEqualTo(SIZE - 1);
        }
        assertThat(kinds).hasSameSizeAs(PoisonMessage.KINDS);
    }

    private static void check(Invocation invocation, int poisoned, String which) {
        assertThat(invocation.failedMessages()).as(which).containsExactly("message-" + poisoned);
        for (int i = 0; i < SIZE; i++) {
            Json line = invocation.log().get(i);
            assertThat(line.text("outcome"))
                    .as("%s, line %d", which, i)
                    .hasValue(i == poisoned ? "FAILED" : "RECORDED");
        }
        assertThat(invocation.log()).hasSize(SIZE);
    }

    /** How many repositories of this batch have a record. */
    private long known(String batch) {
        return store.records().stream()
                .filter(record -> record.subject().name().startsWith(batch + "/"))
                .count();
    }

    private AuditHandler handler() {
        RepositoryAudit audit = new RepositoryAudit(new RepositoryAudit.Parts(
                new PoisonedReader(),
                RuleCatalog.standard(Duration.ofMinutes(15)),
                new Transition(RemediationMode.OFF, "ecr-auditor-remediation"),
                store,
                record -> {},
                (reevaluation, delay) -> {},
                new MutableClock(NOW)));
        return new AuditHandler(
                new EventReader(WatchedAccounts.of(Set.of(ACCOUNT))),
                EventAudits.of(audit, new InMemoryFindingStore(), Clock.systemUTC()));
    }

    /** Somebody has switched scanning on. */
    static String event(String repository) {
        RepositoryArn arn = new RepositoryArn("aws", "us-east-1", ACCOUNT, repository);
        return CloudTrailEvents.scanningSet(arn, true, NOW.minusSeconds(60), "Developer");
    }
}
