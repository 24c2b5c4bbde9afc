package dev.ecrauditor.audit;

import dev.ecrauditor.finding.record.SubjectRecord;

/** Keeps what is for a digest back while more of it is still being found. */
public interface DigestHold {

    /** True while what the record has for the digest of its account and Region has to wait. */
    boolean holds(SubjectRecord record);
}
