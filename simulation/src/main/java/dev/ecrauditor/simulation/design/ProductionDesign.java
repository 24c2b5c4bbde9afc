package dev.ecrauditor.simulation.design;

import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.ScanRemediation;
import dev.ecrauditor.audit.sweep.Sweep;
import dev.ecrauditor.audit.sweep.SweepHold;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.InMemorySweepRoundStore;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.Reminders;
import dev.ecrauditor.simulation.world.Registry;
import java.time.Duration;
import java.util.Optional;

/** The auditor as deployed: the production classes, assembled as in its wiring. */
public class ProductionDesign implements Design {

    /** The name of the remediation role. */
    public static final String REMEDIATION_ROLE = "ecr-auditor-remediation";

    /** The shortest interval that the stack accepts. */
    public static final Duration SWEEP_EVERY = Duration.ofHours(1);

    /** Small, so that few repositories need several windows. */
    private static final int SWEEP_WINDOW = 3;

    @Override
    public Audit audit(Ports ports) {
        return repositoryAudit(ports)::audit;
    }

    @Override
    public Drain drain(Ports ports) {
        AlertDrain drain = new AlertDrain(new AlertDrain.Parts(
                ports.store(),
                ports.rules(),
                ports.channel(),
                ports.requests(),
                new SweepHold(ports.sweeping().sweeps(), new InMemorySweepRoundStore(), ports.clock()),
                ports.clock()));
        return named -> drain.drain(named, ports.pace(), ports.log());
    }

    @Override
    public Remediation remediation(Ports ports) {
        ScanRemediation remediation = new ScanRemediation(new ScanRemediation.Parts(
                account -> true,
                ports.reader(),
                ports.writer(),
                () -> new Reading.Known<>(ports.settings()),
                ports.tag(),
                ports.store(),
                ports.drainRequest(),
                ports.clock()));
        return remediation::remediate;
    }

    @Override
    public Sweeper sweep(Ports ports) {
        Sweep.Parts parts = new Sweep.Parts(
                ports.sweeping().lister(),
                ports.sweeping().sweeps(),
                repositoryAudit(ports),
                ports.store(),
                ports.drainRequest(),
                ports.fingerprint(),
                SWEEP_EVERY,
                ports.clock());
        Sweep sweep = new Sweep(parts, () -> Reminders.NONE, SWEEP_WINDOW);
        return () -> sweep.sweep(Registry.PLACE, ports.sweeping().pace(), ports.log());
    }

    /** The evaluator of audits and sweeps. */
    public RepositoryAudit repositoryAudit(Ports ports) {
        return new RepositoryAudit(new RepositoryAudit.Parts(
                ports.reader(),
                ports.rules(),
                new Transition(ports.settings(), REMEDIATION_ROLE, Optional.of(ports.fingerprint())),
                ports.store(),
                ports.drainRequest(),
                ports.reevaluations(),
                ports.clock()));
    }

    @Override
    public boolean isScheduled() {
        return true;
    }

    @Override
    public boolean hasOneDrainer() {
        return true;
    }

    @Override
    public String deduplicationId(SubjectRecord record, long sent) {
        return record.version() + "-" + sent;
    }
}
