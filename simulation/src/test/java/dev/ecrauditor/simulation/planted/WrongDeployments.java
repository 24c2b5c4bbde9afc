package dev.ecrauditor.simulation.planted;

import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.remediation.RemediationContext;
import dev.ecrauditor.remediation.RemediationPreconditions;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.simulation.design.Ports;
import dev.ecrauditor.simulation.design.ProductionDesign;

/** Plausible but wrong deployments and remediations. */
final class WrongDeployments {

    private WrongDeployments() {}

    /** Every drain request has the same id. */
    static final class ConstantDeduplicationId extends ProductionDesign {
        @Override
        public String deduplicationId(SubjectRecord record, long sent) {
            return "drain request";
        }
    }

    /** Only drain requests invoke the alert function. */
    static final class NoSchedule extends ProductionDesign {
        @Override
        public boolean isScheduled() {
            return false;
        }
    }

    /** The alert function runs as often as there are drain requests. */
    static final class TwoDrainersAtOnce extends ProductionDesign {
        @Override
        public boolean hasOneDrainer() {
            return false;
        }
    }

    /** Remediation writes without storing the attempt. */
    static final class RemediationStoresNothing extends ProductionDesign {
        @Override
        public Remediation remediation(Ports ports) {
            return request -> {
                RemediationPreconditions guard = RemediationPreconditions.check(new RemediationContext(
                        new RemediationContext.Target(
                                request.subject().repository(),
                                request.finding().ruleId(),
                                request.incarnation()),
                        ports.reader().read(request.subject().repository()),
                        new Reading.Known<>(ports.settings()),
                        ports.tag().excludes(request.subject().repository()),
                        ports.clock().instant()));
                if (guard instanceof RemediationPreconditions.Go go && !go.dryRun()) {
                    ports.writer().switchScanOnPushOn(request.subject().repository());
                }
            };
        }
    }

    /** Exclusions are read when remediation is requested, not again before the write. */
    static final class VetoesAreReadTooEarly extends ProductionDesign {
        @Override
        public Remediation remediation(Ports ports) {
            return super.remediation(ports.withoutVetoes());
        }
    }

    /** Exclusions, waivers and tags are stored, but not read. */
    static final class VetoesAreNotRead extends ProductionDesign {
        @Override
        public Remediation remediation(Ports ports) {
            return super.remediation(ports.withoutVetoes());
        }

        @Override
        public RepositoryAudit repositoryAudit(Ports ports) {
            return super.repositoryAudit(ports.withoutVetoes());
        }
    }
}
