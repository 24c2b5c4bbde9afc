package dev.ecrauditor.finding.store;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps one record per subject. Every reading is consistent; every write is conditional. */
public interface FindingStore {

    /**
     * The record of a subject; empty when nothing is stored.
     *
     * @throws IllegalStateException when the stored record has a newer schema than this version understands
     */
    Optional<SubjectRecord> load(Subject subject);

    /**
     * Stores a record if the stored version is the previous one (0 means none stored).
     *
     * @return false when another writer was first: read everything again
     */
    boolean save(SubjectRecord next);

    /**
     * Removes exactly these entries from the outbox, those that are still there, and adds 1 to the version, whatever it
     * is by now. Entries already gone are no error. A record with an empty outbox is no longer due afterwards, even
     * when an earlier removal was interrupted before that.
     */
    void removeSent(Subject subject, Set<String> entryIds);

    /**
     * What distinguishes this store from one that held the same subjects before it: part of the ids of what is found
     * first in it, so that a new store never uses an id of the old one. Empty for an in-memory store.
     */
    default String generation() {
        return "";
    }

    /** Subjects with a non-empty outbox, oldest first; only candidates, the record itself decides. */
    List<Subject> due(int limit);
}
