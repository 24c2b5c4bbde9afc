package dev.ecrauditor.simulation.world;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.record.SweepProgress;
import dev.ecrauditor.simulation.engine.Call;
import dev.ecrauditor.simulation.engine.Invocation;
import java.util.Optional;

/** Is told what truly happens, when it happens; none of it is known to the functions. */
public interface Observer {

    /** A record was read, whatever it said. */
    default void loaded(Invocation by, Subject subject) {}

    /** ECR was asked for a repository, and what it answered, which may be old. */
    default void looked(Invocation by, Subject subject, Optional<RepositoryState> answer) {}

    /** ECR was asked for the policy in the same look; it may answer about another moment, even another repository of the name. */
    default void lookedAtPolicy(Invocation by, Subject subject, RepositoryState answer) {}

    /** ECR was asked for a repository, and refused. */
    default void refused(Invocation by, Subject subject) {}

    /** A record was written whole. */
    default void stored(Invocation by, Optional<SubjectRecord> before, SubjectRecord after) {}

    /** The progress of a sweep was written. */
    default void progressed(SweepProgress before, SweepProgress after) {}

    /** The audit of a trigger returned. */
    default void audited(Invocation by, Subject subject) {}

    /** The queue was told that a message was handled, which was first handed out at this time. */
    default void acknowledged(Trigger trigger, long firstReceived) {}

    /** The topic accepted a message. */
    default void published(Invocation by, AlertMessage message) {}

    /** An entry was taken out of the outbox. */
    default void removed(Invocation by, String entryId) {}

    /** Scanning was switched on by remediation. */
    default void remediated(Invocation by, Subject subject) {}

    /** A fault struck a call. */
    default void struck(Invocation by, Call<?> call) {}
}
