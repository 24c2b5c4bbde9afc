package dev.ecrauditor.simulation.world;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.simulation.engine.Call;
import dev.ecrauditor.simulation.engine.Invocation;
import java.util.Optional;

/** Is notified of the true events when they occur; the functions do not know them. */
public interface Observer {

    /** A record was read, whatever its content. */
    default void loaded(Invocation by, Subject subject) {}

    /** A repository was read from ECR, with the response, which can be stale. */
    default void repositoryRead(Invocation by, Subject subject, Optional<RepositoryState> answer) {}

    /**
     * The same of what a listing had described.
     *
     * @param at when the listing was asked for
     */
    default void listedRead(Invocation by, Subject subject, Optional<RepositoryState> answer, long at) {}

    /** An evaluation used this version of the registry's settings, which an instance may have read before. */
    default void settingsUsed(Invocation by, Subject subject, int version) {}

    /** The audit of an event returned. */
    default void auditedFor(Invocation by, RepositoryChange change) {}

    /** The policy was read in the same evaluation; the response can be of another moment, even another repository. */
    default void policyRead(Invocation by, Subject subject, RepositoryState answer) {}

    /** ECR denied the read of a repository. */
    default void refused(Invocation by, Subject subject) {}

    /** A record was written whole. */
    default void stored(Invocation by, Optional<SubjectRecord> before, SubjectRecord after) {}

    /** The progress of a sweep was written. */
    default void progressed(SweepProgress before, SweepProgress after) {}

    /** The audit of a trigger returned. */
    default void audited(Invocation by, Subject subject) {}

    /** A handled message was deleted from the queue; it was first handed out at this time. */
    default void acknowledged(Trigger trigger, long firstReceived) {}

    /** The topic accepted a message. */
    default void published(Invocation by, AlertMessage message) {}

    /** An entry was removed from the outbox. */
    default void removed(Invocation by, String entryId) {}

    /** Scanning was switched on by remediation. */
    default void remediated(Invocation by, Subject subject) {}

    /** A fault struck a call. */
    default void struck(Invocation by, Call<?> call) {}
}
