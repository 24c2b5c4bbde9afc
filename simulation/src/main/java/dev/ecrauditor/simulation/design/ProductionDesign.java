package dev.ecrauditor.simulation.design;

import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.ScanRemediation;
import dev.ecrauditor.finding.SubjectRecord;
import dev.ecrauditor.finding.Transition;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.Settings;

/** The auditor as it is deployed: its own classes, put together as its wiring does. */
public class ProductionDesign implements Design {

    /** The name of the role that remediation writes with. */
    public static final String REMEDIATION_ROLE = "ecr-auditor-remediation";

    @Override
    public Audit audit(Ports ports) {
        RepositoryAudit audit = new RepositoryAudit(new RepositoryAudit.Parts(
                ports.reader(),
                ports.rules(),
                new Transition(ports.mode(), REMEDIATION_ROLE),
                ports.store(),
                ports.nudge(),
                ports.secondLooks(),
                ports.clock()));
        return audit::audit;
    }

    @Override
    public Drain drain(Ports ports) {
        AlertDrain drain =
                new AlertDrain(ports.store(), ports.rules(), ports.channel(), ports.requests(), ports.clock());
        return named -> drain.drain(named, ports.pace(), ports.log());
    }

    @Override
    public Remediation remediation(Ports ports) {
        ScanRemediation remediation = new ScanRemediation(new ScanRemediation.Parts(
                ports.reader(),
                ports.writer(),
                () -> new Reading.Known<>(Settings.of(ports.mode())),
                repository -> new Reading.Known<>(false),
                ports.store(),
                ports.nudge(),
                ports.clock()));
        return remediation::remediate;
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
