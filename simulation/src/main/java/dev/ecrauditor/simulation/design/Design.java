package dev.ecrauditor.simulation.design;

import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import java.util.List;

/**
 * The design under simulation. {@link ProductionDesign} is the auditor; the tests add wrong ones. All state of a design
 * between calls goes through its ports, because the code of an invocation is run again after each wait.
 */
public interface Design {

    /** Runs the audit function for one message. */
    interface Audit {
        void audit(Trigger trigger);
    }

    /** Runs the alert function for one drain request, with or without subjects. */
    interface Drain {
        void drain(List<Subject> named);
    }

    /** Runs the remediation function for one request. */
    interface Remediation {
        void remediate(RemediationRequest request);
    }

    /** Runs the sweep function for one tick. */
    interface Sweeper {
        void sweep();
    }

    Audit audit(Ports ports);

    Drain drain(Ports ports);

    Remediation remediation(Ports ports);

    Sweeper sweep(Ports ports);

    /** True if a one-minute schedule invokes the alert function. */
    boolean isScheduled();

    /** True if drain requests are one message group and the alert function runs once at a time. */
    boolean hasOneDrainer();

    /**
     * The deduplication id of a drain request.
     *
     * @param sent the number of drain requests so far
     */
    String deduplicationId(SubjectRecord record, long sent);
}
