package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.audit.Isolated;
import dev.ecrauditor.audit.delivery.DeliveryAudit;
import dev.ecrauditor.delivery.CheckResult;
import dev.ecrauditor.delivery.DeliveryCheck;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Checks at each tick of the schedule what only the hub has: the subscribers of its alert topic, its bus and the rule on
 * it. That nobody receives alerts cannot be said by an alert alone, so it is also a number in the log, which has an
 * alarm.
 */
public final class HubChecks {

    private final Subject.Coverage hub;
    private final List<Supplier<Optional<CheckResult>>> checks;
    private final DeliveryAudit audit;

    /**
     * @param hub the account and Region of the deployment
     * @param checks each asks AWS; empty where the result is not known yet
     */
    public HubChecks(Subject.Coverage hub, List<Supplier<Optional<CheckResult>>> checks, DeliveryAudit audit) {
        this.hub = hub;
        this.checks = List.copyOf(checks);
        this.audit = audit;
    }

    /** Makes the checks; a fault is logged, counted for the alarm, and stops neither the other checks nor the sweep. */
    public void run(EventLog log) {
        Isolated.run(() -> audit.record(hub, Optional.empty(), () -> results(log)))
                .ifPresent(fault -> log.write(failed(fault)));
    }

    private List<CheckResult> results(EventLog log) {
        List<CheckResult> results = new ArrayList<>();
        for (Supplier<Optional<CheckResult>> check : checks) {
            Isolated.run(() -> check.get().ifPresent(results::add)).ifPresent(fault -> log.write(failed(fault)));
        }
        results.stream()
                .filter(result -> result.check() == DeliveryCheck.SUBSCRIBERS)
                .flatMap(result -> result.gap().stream())
                .forEach(gap -> log.write(new JsonObject()
                        .put("level", "ERROR")
                        .put("did", "checked the subscribers of the alert topic")
                        .put("problem", gap.summary())
                        .put("subscribersMissing", 1)
                        .build()));
        return results;
    }

    private static Json.Obj failed(RuntimeException fault) {
        return new JsonObject()
                .put("level", "ERROR")
                .put("did", "a check of the hub failed, left to the next tick")
                .put("fault", fault.toString())
                .put("repositoriesFailed", 1)
                .build();
    }
}
