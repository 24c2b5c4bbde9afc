package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.audit.Isolated;
import dev.ecrauditor.audit.delivery.DeliveryAudit;
import dev.ecrauditor.delivery.DeliveryCheck;
import dev.ecrauditor.delivery.Place;
import dev.ecrauditor.delivery.SubscriberCheck;
import dev.ecrauditor.delivery.SubscriberReader;
import dev.ecrauditor.delivery.CheckResult;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Checks at each tick of the schedule what only the hub has: the subscribers of its alert topic. That nobody receives
 * alerts cannot be said by an alert alone, so it is also a number in the log, which has an alarm.
 */
public final class HubChecks {

    private final Subject.Coverage hub;
    private final SubscriberReader subscribers;
    private final SubscriberCheck check;
    private final DeliveryAudit audit;

    /**
     * @param hub the account and Region of the deployment
     */
    public HubChecks(
            Subject.Coverage hub, SubscriberReader subscribers, SubscriberCheck check, DeliveryAudit audit) {
        this.hub = hub;
        this.subscribers = subscribers;
        this.check = check;
        this.audit = audit;
    }

    /** Makes the checks; a fault is logged, because it must not stop the sweep. */
    public void run(EventLog log) {
        Isolated.run(() -> check(log))
                .ifPresent(fault -> log.write(new JsonObject()
                        .put("level", "ERROR")
                        .put("did", "subscribers not checked, left to the next tick")
                        .put("fault", fault.toString())
                        .build()));
    }

    private void check(EventLog log) {
        Place place = new Place(hub.account(), hub.region());
        AtomicReference<Optional<CheckResult>> latest = new AtomicReference<>(Optional.empty());
        audit.record(hub, Optional.empty(), () -> {
            CheckResult result = check.check(place, subscribers.read());
            latest.set(Optional.of(result));
            return List.of(result);
        });
        latest.get()
                .flatMap(CheckResult::gap)
                .ifPresent(gap -> log.write(new JsonObject()
                        .put("level", "ERROR")
                        .put("did", DeliveryCheck.SUBSCRIBERS.problem())
                        .put("problem", gap.summary())
                        .put("subscribersMissing", 1)
                        .build()));
    }
}
