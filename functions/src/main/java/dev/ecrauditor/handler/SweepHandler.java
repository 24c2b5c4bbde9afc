package dev.ecrauditor.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.audit.RetryableAuditException;
import dev.ecrauditor.audit.export.FindingExport;
import dev.ecrauditor.audit.sweep.HubChecks;
import dev.ecrauditor.audit.sweep.SettingsCheck;
import dev.ecrauditor.audit.sweep.Sweep;
import dev.ecrauditor.audit.sweep.SweepPlanner;
import dev.ecrauditor.audit.sweep.SweepRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Optional;

/**
 * The Lambda function that sweeps. Where one account is watched, each tick of its schedule begins or continues the
 * sweep, or finds nothing due. In an organization a tick plans, and each sweep is requested by a message of its own.
 */
public final class SweepHandler implements RequestStreamHandler {

    private final Sweep sweep;
    private final OnTick onTick;
    private final Optional<SettingsCheck> settings;
    private final Metrics metrics;

    /** What a tick of the schedule does. */
    private interface OnTick {
        JsonObject run(Context context, EventLog log);
    }

    /** For Lambda. */
    public SweepHandler() {
        this(Wiring.fromEnvironment());
    }

    private SweepHandler(Wiring wiring) {
        this.sweep = wiring.sweep();
        Optional<SweepPlanner> planner = wiring.sweepPlanner();
        SettingsCheck check = wiring.settingsCheck();
        this.settings = Optional.of(check);
        OnTick swept = planner.isPresent() ? planning(planner.get()) : sweeping(wiring.sweptPlace());
        this.onTick = exporting(wiring.findingExport(), after(wiring.delivery().hubChecks(), ifReadable(check, swept)));
        this.metrics = wiring.metrics();
    }

    /** For the terminal and the tests: one account. */
    public SweepHandler(Sweep sweep, Subject.Coverage place) {
        this(sweep, place, Optional.empty());
    }

    /** For the tests: one account whose findings are exported. */
    SweepHandler(Sweep sweep, Subject.Coverage place, Optional<FindingExport> export) {
        this.sweep = sweep;
        this.onTick = exporting(export, sweeping(place));
        this.settings = Optional.empty();
        this.metrics = Metrics.DEFAULT;
    }

    /** For the tests: an organization. */
    public SweepHandler(Sweep sweep, SweepPlanner planner) {
        this.sweep = sweep;
        this.onTick = planning(planner);
        this.settings = Optional.empty();
        this.metrics = Metrics.DEFAULT;
    }

    /** For the tests: an organization, with a check of the settings. */
    SweepHandler(Sweep sweep, SweepPlanner planner, SettingsCheck settings) {
        this.sweep = sweep;
        this.onTick = ifReadable(settings, planning(planner));
        this.settings = Optional.of(settings);
        this.metrics = Metrics.DEFAULT;
    }

    /** For the tests: an organization, with the checks of the hub. */
    SweepHandler(Sweep sweep, SweepPlanner planner, HubChecks hub) {
        this.sweep = sweep;
        this.onTick = after(hub, planning(planner));
        this.settings = Optional.empty();
        this.metrics = Metrics.DEFAULT;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        EventLog log = metrics.measuring(new LambdaLog(context), Clock.systemUTC());
        new SqsBatchProcessor(log)
                .process(in, out, SqsBatchProcessor.each(message -> message, message -> handle(message, context, log)));
    }

    private Json.Obj handle(Json message, Context context, EventLog log) {
        return SweepRequest.read(message)
                .map(request -> requested(request, context, log))
                .orElseGet(() -> onTick.run(context, log))
                .build();
    }

    /**
     * What waits for readable settings is requested again by a later tick. Two requests are made once: a departure, which
     * needs no settings, and that of a changed registry, whose message is delivered again.
     */
    private JsonObject requested(SweepRequest request, Context context, EventLog log) {
        if (!request.left() && settings.filter(check -> !check.areReadable()).isPresent()) {
            if (request.ofRegistry()) {
                throw new RetryableAuditException(
                        "the settings cannot be read for the sweep of " + request.place() + " after a change");
            }
            return waiting();
        }
        return line(request.place())
                .put(
                        "outcome",
                        sweep.sweep(request, new LambdaSweepPace(context), log).name());
    }

    private static OnTick ifReadable(SettingsCheck settings, OnTick next) {
        return (context, log) -> settings.record() ? next.run(context, log) : waiting();
    }

    private static JsonObject waiting() {
        return new JsonObject()
                .put("level", "ERROR")
                .put("did", "not swept: the settings cannot be read")
                .put("outcome", "SETTINGS_UNREADABLE");
    }

    private OnTick sweeping(Subject.Coverage place) {
        return (context, log) -> line(place)
                .put(
                        "outcome",
                        sweep.sweep(place, new LambdaSweepPace(context), log).name());
    }

    private static OnTick after(HubChecks hub, OnTick next) {
        return (context, log) -> {
            hub.run(log);
            return next.run(context, log);
        };
    }

    /** The export runs behind what the tick does for the sweep, in the time that is left. */
    private static OnTick exporting(Optional<FindingExport> export, OnTick first) {
        return (context, log) -> first.run(context, log)
                .put(
                        "export",
                        export.map(daily ->
                                daily.run(new LambdaSweepPace(context), log).name()));
    }

    private static OnTick planning(SweepPlanner planner) {
        return (context, log) -> new JsonObject()
                .put("did", "plan sweeps")
                .put("outcome", planner.plan(log).name());
    }

    private static JsonObject line(Subject.Coverage place) {
        return new JsonObject().put("did", "sweep").put("place", place.toString());
    }
}
