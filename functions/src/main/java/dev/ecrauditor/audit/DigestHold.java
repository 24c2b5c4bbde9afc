package dev.ecrauditor.audit;

import dev.ecrauditor.finding.record.SubjectRecord;

/** Holds digest alerts back while a sweep still finds more of them. */
public interface DigestHold {

    /** True while the record's alerts for the digest of its account and Region have to wait. */
    boolean holds(SubjectRecord record);

    /** The same for one run of the drain, which reads what concerns all records once. */
    default DigestHold forOneRun() {
        return this;
    }
}
