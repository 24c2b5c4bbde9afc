package dev.ecrauditor.audit;

import dev.ecrauditor.finding.record.SubjectRecord;

/** Wakes the one who publishes alerts. A drain request that is lost loses nothing: the outbox is found by the schedule. */
public interface DrainRequestQueue {

    /** Says that this record's outbox is not empty. */
    void requestDrain(SubjectRecord record);
}
