package dev.ecrauditor.backend;

import dev.ecrauditor.alert.AlertChannel;
import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.AuditOutcome;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.ScanRemediation;
import dev.ecrauditor.aws.SnsAlertChannel;
import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.event.EventHeader;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.event.RequestedSettings;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryReader;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.testing.RepositoryChanges;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The audit and the drain as deployed, except for an in-memory store; alerts arrive in a queue of the backend. */
final class EndToEndAudit {

    private final List<RemediationRequest> requests = new ArrayList<>();
    private final Clock clock = Clock.systemUTC();
    private final Inbox inbox;
    private final RepositoryAudit audit;
    private final AlertDrain drain;
    private final AlertChannel channel;
    private final ScanRemediation remediation;

    EndToEndAudit(BackendFixture scene, RemediationMode mode) {
        InMemoryFindingStore store = new InMemoryFindingStore();
        RepositoryReader reader = scene.reader(clock);
        RuleRegistry rules = RuleCatalog.standard(Duration.ofMinutes(15));
        inbox = Inbox.subscribe(scene, Map.of("RawMessageDelivery", "true"));
        audit = new RepositoryAudit(new RepositoryAudit.Parts(
                reader,
                rules,
                new Transition(mode, "ecr-auditor-remediation"),
                store,
                record -> {},
                (reevaluation, delay) -> {},
                clock));
        channel = new SnsAlertChannel(scene.clients(), inbox.topicArn());
        drain = new AlertDrain(store, rules, channel, requests::add, clock);
        remediation = new ScanRemediation(new ScanRemediation.Parts(
                account -> true,
                reader,
                scene.writer(),
                () -> new Reading.Known<>(Settings.of(mode)),
                scene.exclusionTag(),
                store,
                record -> {},
                clock));
    }

    /** Audits because of a call that was made just now, twice, as events may come. */
    AuditOutcome auditChange(ChangeKind kind, RepositoryArn repository) {
        RepositoryChange change = new RepositoryChange(
                EventHeader.of(kind, UUID.randomUUID().toString(), repository.account(), clock.instant()),
                kind,
                repository,
                RepositoryChanges.ALICE,
                new RequestedSettings(List.of(), Optional.empty(), Optional.empty()),
                false);
        AuditOutcome outcome = audit.audit(change);
        audit.audit(change);
        return outcome;
    }

    /** Drains until nothing is due; answers what arrived in the queue since the last call. */
    List<Json> publishDue() {
        drain.drain(List.of(), () -> true, line -> {
            if (line.text("fault").isPresent()) {
                throw new AssertionError(line);
            }
        });
        return inbox.takeMessages().stream()
                .map(message -> Inbox.json(message.body()))
                .toList();
    }

    /** Carries out the remediation requests. */
    void remediate() {
        requests.forEach(remediation::remediate);
        requests.clear();
    }

    /** A message in the remediation queue, whoever sent it. */
    ScanRemediation.Outcome remediateMessage(RemediationRequest request) {
        return remediation
                .remediate(RemediationRequest.fromMessage(request.toMessage()))
                .outcome();
    }

    /** What waits for remediation. */
    List<RemediationRequest> requests() {
        return List.copyOf(requests);
    }

    /** Publishes a forged message. */
    void forge(AlertMessage message) {
        channel.publish(message);
    }
}
