package dev.ecrauditor.audit;

import dev.ecrauditor.finding.record.SubjectRecord;

/** Requests drains of outboxes. A lost drain request loses no alert: the schedule finds the outbox. */
public interface DrainRequestQueue {

    /** Requests a drain of this record's outbox, which is not empty. */
    void requestDrain(SubjectRecord record);
}
