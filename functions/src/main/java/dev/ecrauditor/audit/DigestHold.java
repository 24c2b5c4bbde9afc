package dev.ecrauditor.audit;

import dev.ecrauditor.finding.record.SubjectRecord;

/** Holds digest alerts back while a sweep still finds more of them. */
public interface DigestHold {

    /** True while the record's alerts for the digest of its account and Region have to wait. */
    boolean holds(SubjectRecord record);
}
