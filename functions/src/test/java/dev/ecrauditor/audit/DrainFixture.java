package dev.ecrauditor.audit;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static dev.ecrauditor.testing.SampleRecords.subject;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.organization.AccountNames;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.testing.InMemoryOrganization;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.ScriptedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The alert drain with a store, a topic and a queue that a test can inspect and make fail. */
final class DrainFixture {

    static final Subject.Repository FIRST = subject("repository-1");
    static final Subject.Repository SECOND = subject("repository-2");

    final List<String> journal = new ArrayList<>();
    final ScriptedStore store = new ScriptedStore(journal);
    final List<Json.Obj> log = new ArrayList<>();

    /** The alert ids of each published message. */
    final List<String> published = new ArrayList<>();

    /** The e-mail of each published message. */
    final List<String> emails = new ArrayList<>();

    /** The ids of the requests that were sent. */
    final List<String> requested = new ArrayList<>();

    /** A message with one of these alert ids is not accepted. */
    Set<String> refused = Set.of();

    boolean remediationFails;

    /** How many more messages there is time for. */
    int permits = Integer.MAX_VALUE;

    /** True when a sweep is under way that still fills digests. */
    boolean holds;

    final InMemoryOrganization organization = new InMemoryOrganization();

    private final MutableClock clock = new MutableClock(NOON.plusSeconds(60));

    private final AlertDrain.Parts parts = new AlertDrain.Parts(
            store, RuleCatalog.standard(Duration.ofMinutes(15)), this::publish, this::send, record -> holds, clock);

    final AlertDrain drain = new AlertDrain(
            parts, new AlertDrain.Accounts(new AccountNames(organization, clock)::find, account -> Optional.empty()));

    int drain(Subject... named) {
        return drain.drain(List.of(named), () -> permits-- > 0, log::add);
    }

    List<String> waiting(Subject subject) {
        return store.record(subject).outbox().stream().map(OutboxEntry::id).toList();
    }

    private void publish(AlertMessage message) {
        List<String> ids = message.lists().get("alertIds");
        journal.add("publish " + ids);
        if (ids.stream().anyMatch(refused::contains)) {
            throw new IllegalStateException("SNS does not answer");
        }
        published.add(ids.toString());
        emails.add(message.email());
    }

    private void send(RemediationRequest request) {
        if (remediationFails) {
            throw new IllegalStateException("the queue does not answer");
        }
        requested.add(request.id());
    }
}
