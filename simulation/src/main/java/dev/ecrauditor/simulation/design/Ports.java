package dev.ecrauditor.simulation.design;

import dev.ecrauditor.alert.AlertChannel;
import dev.ecrauditor.audit.DrainPace;
import dev.ecrauditor.audit.DrainRequestQueue;
import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.audit.ReevaluationQueue;
import dev.ecrauditor.audit.RemediationQueue;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.remediation.ExclusionTag;
import dev.ecrauditor.remediation.ScanSettingsWriter;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryReader;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.settings.Settings;
import java.time.Clock;
import java.util.List;

/**
 * All ports of a function of the auditor, for one invocation.
 *
 * @param ecr what reads and writes ECR
 * @param store the records
 * @param outgoing what leaves the function
 * @param sweeping the ports that only the sweep uses
 * @param configuration what the functions are deployed with
 * @param environment what the invocation runs in
 */
public record Ports(
        Ecr ecr,
        FindingStore store,
        Outgoing outgoing,
        SweepPorts sweeping,
        Configuration configuration,
        Environment environment) {

    /** Reads and writes of ECR. */
    public record Ecr(RepositoryReader reader, ScanSettingsWriter writer, ExclusionTag tag) {}

    /** The queues and the topic that a function sends to, and how fast it publishes. */
    public record Outgoing(
            DrainRequestQueue drainRequest,
            ReevaluationQueue reevaluations,
            RemediationQueue requests,
            AlertChannel channel,
            DrainPace pace) {}

    /** The rules and the settings of a deployment. */
    public record Configuration(RuleRegistry rules, RuleSetFingerprint fingerprint, Settings settings) {}

    /** The log, the clock, and what lies outside the auditor's ports. */
    public record Environment(EventLog log, Clock clock, InvocationContext context) {}

    public RepositoryReader reader() {
        return ecr.reader();
    }

    public ScanSettingsWriter writer() {
        return ecr.writer();
    }

    public ExclusionTag tag() {
        return ecr.tag();
    }

    public DrainRequestQueue drainRequest() {
        return outgoing.drainRequest();
    }

    public ReevaluationQueue reevaluations() {
        return outgoing.reevaluations();
    }

    public RemediationQueue requests() {
        return outgoing.requests();
    }

    public AlertChannel channel() {
        return outgoing.channel();
    }

    public DrainPace pace() {
        return outgoing.pace();
    }

    public RuleRegistry rules() {
        return configuration.rules();
    }

    public RuleSetFingerprint fingerprint() {
        return configuration.fingerprint();
    }

    public Settings settings() {
        return configuration.settings();
    }

    public EventLog log() {
        return environment.log();
    }

    public Clock clock() {
        return environment.clock();
    }

    public InvocationContext context() {
        return environment.context();
    }

    /** A copy with another reader. */
    public Ports withReader(RepositoryReader other) {
        return new Ports(new Ecr(other, writer(), tag()), store, outgoing, sweeping, configuration, environment);
    }

    /** A copy with another store. */
    public Ports withStore(FindingStore other) {
        return new Ports(ecr, other, outgoing, sweeping, configuration, environment);
    }

    /** A copy with another channel. */
    public Ports withChannel(AlertChannel other) {
        return withOutgoing(new Outgoing(drainRequest(), reevaluations(), requests(), other, pace()));
    }

    /** A copy with another pace. */
    public Ports withPace(DrainPace other) {
        return withOutgoing(new Outgoing(drainRequest(), reevaluations(), requests(), channel(), other));
    }

    private Ports withOutgoing(Outgoing other) {
        return new Ports(ecr, store, other, sweeping, configuration, environment);
    }

    /** A copy with other ports of the sweep. */
    public Ports withSweeping(SweepPorts other) {
        return new Ports(ecr, store, outgoing, other, configuration, environment);
    }

    /** A copy without exclusions. */
    public Ports withoutVetoes() {
        Settings without = new Settings(settings().remediation(), List.of(), List.of());
        return new Ports(
                new Ecr(reader(), writer(), repository -> new Reading.Known<>(false)),
                store,
                outgoing,
                sweeping,
                new Configuration(rules(), fingerprint(), without),
                environment);
    }
}
