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

/** All ports of a function of the auditor, for one invocation. */
public record Ports(
        RepositoryReader reader,
        FindingStore store,
        DrainRequestQueue drainRequest,
        ReevaluationQueue secondLooks,
        AlertChannel channel,
        RemediationQueue requests,
        ScanSettingsWriter writer,
        DrainPace pace,
        Sweeping sweeping,
        EventLog log,
        Clock clock,
        RuleRegistry rules,
        RuleSetFingerprint yardstick,
        Settings settings,
        ExclusionTag tag,
        Surroundings surroundings) {

    /** A copy with another reader. */
    public Ports withReader(RepositoryReader other) {
        return new Ports(
                other,
                store,
                drainRequest,
                secondLooks,
                channel,
                requests,
                writer,
                pace,
                sweeping,
                log,
                clock,
                rules,
                yardstick,
                settings,
                tag,
                surroundings);
    }

    /** A copy with another store. */
    public Ports withStore(FindingStore other) {
        return new Ports(
                reader,
                other,
                drainRequest,
                secondLooks,
                channel,
                requests,
                writer,
                pace,
                sweeping,
                log,
                clock,
                rules,
                yardstick,
                settings,
                tag,
                surroundings);
    }

    /** A copy with another channel. */
    public Ports withChannel(AlertChannel other) {
        return new Ports(
                reader,
                store,
                drainRequest,
                secondLooks,
                other,
                requests,
                writer,
                pace,
                sweeping,
                log,
                clock,
                rules,
                yardstick,
                settings,
                tag,
                surroundings);
    }

    /** A copy with another pace. */
    public Ports withPace(DrainPace other) {
        return new Ports(
                reader,
                store,
                drainRequest,
                secondLooks,
                channel,
                requests,
                writer,
                other,
                sweeping,
                log,
                clock,
                rules,
                yardstick,
                settings,
                tag,
                surroundings);
    }

    /** A copy with other ports of the sweep. */
    public Ports withSweeping(Sweeping other) {
        return new Ports(
                reader,
                store,
                drainRequest,
                secondLooks,
                channel,
                requests,
                writer,
                pace,
                other,
                log,
                clock,
                rules,
                yardstick,
                settings,
                tag,
                surroundings);
    }

    /** A copy without exclusions. */
    public Ports withoutVetoes() {
        return new Ports(
                reader,
                store,
                drainRequest,
                secondLooks,
                channel,
                requests,
                writer,
                pace,
                sweeping,
                log,
                clock,
                rules,
                yardstick,
                new Settings(settings.remediation(), List.of(), List.of()),
                repository -> new Reading.Known<>(false),
                surroundings);
    }
}
