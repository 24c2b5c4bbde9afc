package dev.ecrauditor.simulation.design;

import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import java.util.List;

/**
 * What is simulated. {@link ProductionDesign} is the auditor; the tests plant wrong ones beside it. Everything a design remembers
 * between calls goes through its ports: the code of an invocation is run again after each wait.
 */
public interface Design {

    /** The audit function's work on one message. */
    interface Audit {
        void audit(Trigger trigger);
    }

    /** The alert function's work on one drain request, which names subjects or none. */
    interface Drain {
        void drain(List<Subject> named);
    }

    /** The remediation function's work on one request. */
    interface Remediation {
        void remediate(RemediationRequest request);
    }

    /** The sweep function's work on one tick. */
    interface Sweeper {
        void sweep();
    }

    Audit audit(Ports ports);

    Drain drain(Ports ports);

    Remediation remediation(Ports ports);

    Sweeper sweep(Ports ports);

    /** True when a minute's schedule wakes the alert function. */
    boolean isScheduled();

    /** True when drain requests are one message group and the alert function runs once at a time. */
    boolean hasOneDrainer();

    /**
     * The id by which the queue recognises a drain request sent twice.
     *
     * @param sent counts the drain requests
     */
    String deduplicationId(SubjectRecord record, long sent);
}
