package dev.ecrauditor.simulation.planted;

import dev.ecrauditor.finding.SubjectRecord;
import dev.ecrauditor.remediation.Guard;
import dev.ecrauditor.simulation.design.Ports;
import dev.ecrauditor.simulation.design.ProductionDesign;

/** Deployments, and a remediation, that look right and are not. */
final class WrongDeployments {

    private WrongDeployments() {}

    /** Every nudge has the same id. */
    static final class ConstantDeduplicationId extends ProductionDesign {
        @Override
        public String deduplicationId(SubjectRecord record, long sent) {
            return "nudge";
        }
    }

    /** Nothing but nudges wakes the alert function. */
    static final class NoSchedule extends ProductionDesign {
        @Override
        public boolean isScheduled() {
            return false;
        }
    }

    /** The alert function runs as often as there are nudges. */
    static final class TwoDrainersAtOnce extends ProductionDesign {
        @Override
        public boolean hasOneDrainer() {
            return false;
        }
    }

    /** Remediation writes without storing that it does. */
    static final class RemediationStoresNothing extends ProductionDesign {
        @Override
        public Remediation remediation(Ports ports) {
            return request -> {
                Guard guard = Guard.check(
                        request, ports.reader().read(request.subject().repository()));
                if (guard instanceof Guard.Go) {
                    ports.writer().switchScanOnPushOn(request.subject().repository());
                }
            };
        }
    }
}
