package dev.ecrauditor.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.audit.delivery.DeliveryAudit;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.delivery.CheckResult;
import dev.ecrauditor.delivery.DeliveryCheck;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.Reminders;
import dev.ecrauditor.testing.MutableClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The checks of a hub that watches one account and has no canary. */
class DeliveryWiringTest {

    private static final Subject.Coverage HUB = new Subject.Coverage("111122223333", "us-east-1");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));

    @AutoClose
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));

    @AutoClose
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), HUB.region(), HUB.account());

    private final InMemoryFindingStore store = new InMemoryFindingStore();

    @Test
    void whatIsOpenOfACheckThatIsNoLongerMadeIsResolved() {
        List<CheckResult> problems = Stream.of(DeliveryCheck.BUS, DeliveryCheck.INTAKE, DeliveryCheck.CANARY)
                .map(check ->
                        new CheckResult(check, Severity.HIGH, Optional.of(new Evidence("It is not right.", Map.of()))))
                .toList();
        new DeliveryAudit(store, record -> {}, clock).record(HUB, Optional.empty(), () -> problems);
        assertThat(open()).hasSize(3);
        Environment singleAccount =
                new Environment(Map.of("TOPIC_ARN", "arn:aws:sns:us-east-1:111122223333:alerts", "TABLE_NAME", "t"));

        new DeliveryWiring(
                        new DeliveryWiring.Parts(
                                singleAccount,
                                clients,
                                store,
                                record -> {},
                                clock,
                                Optional.empty(),
                                () -> Reminders.NONE),
                        () -> HUB)
                .hubChecks()
                .run(line -> {});

        assertThat(open()).doesNotContain("event-bus", "event-intake", "event-canary");
    }

    private List<String> open() {
        SubjectRecord record = store.load(HUB).orElseThrow();
        return record.findings().keySet().stream()
                .filter(record::isOpen)
                .map(FindingKey::ruleId)
                .toList();
    }
}
