package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.simulation.engine.Call;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.record.Evaluations;
import dev.ecrauditor.simulation.record.Publications;
import dev.ecrauditor.simulation.record.Violations;
import dev.ecrauditor.simulation.world.Observer;
import dev.ecrauditor.simulation.world.Registry;
import dev.ecrauditor.simulation.world.RepositoryState;
import dev.ecrauditor.simulation.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** All invariants: the recorders first, then each check. */
public final class Checks implements Observer {

    private final Publications publications;
    private final List<Check> checks;
    private final List<Observer> observers;

    /**
     * @param settings the exclusions of remediation
     * @param lastFault the time of the last fault that can delay an alert
     */
    public Checks(Registry registry, Settings settings, Violations violations, LongSupplier lastFault) {
        publications = new Publications(violations);
        Evaluations evaluations = new Evaluations(violations);
        checks = List.of(
                new EveryTransitionIsPublished(publications, violations),
                new NoUnexplainedDuplicate(publications, violations),
                new TransitionsInOrder(publications, violations),
                new PublishedPromptly(publications, violations, lastFault),
                new WithinPace(violations),
                new NewestEvaluationWins(evaluations, violations),
                new EventsAreEvaluated(evaluations, violations),
                new NamesTheRightActor(evaluations, registry, violations),
                new EveryCallerIsAttributed(evaluations, registry, violations),
                new SweepsCoverAll(registry, violations),
                new OnlyFirstSweepWaits(violations),
                new RefusalsArePublishedOnce(registry, violations),
                new WithinCap(evaluations, violations),
                new VetoesAreRespected(evaluations, registry, settings, violations),
                new RecentRegistrySettings(registry, violations),
                new RightFinalState(violations));
        observers = Stream.concat(Stream.of(publications, evaluations), checks.stream())
                .toList();
    }

    public Publications publications() {
        return publications;
    }

    /** Checks what must hold once nothing is planned. */
    public void quiet(World world) {
        checks.forEach(check -> check.checkWhenIdle(world));
    }

    /** Checks what must hold after the sweep. */
    public void swept(World world) {
        checks.forEach(check -> check.checkAfterSweep(world));
    }

    @Override
    public void loaded(Invocation by, Subject subject) {
        each(observer -> observer.loaded(by, subject));
    }

    @Override
    public void repositoryRead(Invocation by, Subject subject, Optional<RepositoryState> answer) {
        each(observer -> observer.repositoryRead(by, subject, answer));
    }

    @Override
    public void listedRead(Invocation by, Subject subject, Optional<RepositoryState> answer, long at) {
        each(observer -> observer.listedRead(by, subject, answer, at));
    }

    @Override
    public void settingsUsed(Invocation by, Subject subject, int version) {
        each(observer -> observer.settingsUsed(by, subject, version));
    }

    @Override
    public void auditedFor(Invocation by, RepositoryChange change) {
        each(observer -> observer.auditedFor(by, change));
    }

    @Override
    public void policyRead(Invocation by, Subject subject, RepositoryState answer) {
        each(observer -> observer.policyRead(by, subject, answer));
    }

    @Override
    public void refused(Invocation by, Subject subject) {
        each(observer -> observer.refused(by, subject));
    }

    @Override
    public void progressed(SweepProgress before, SweepProgress after) {
        each(observer -> observer.progressed(before, after));
    }

    @Override
    public void stored(Invocation by, Optional<SubjectRecord> before, SubjectRecord after) {
        each(observer -> observer.stored(by, before, after));
    }

    @Override
    public void audited(Invocation by, Subject subject) {
        each(observer -> observer.audited(by, subject));
    }

    @Override
    public void acknowledged(Trigger trigger, long firstReceived) {
        each(observer -> observer.acknowledged(trigger, firstReceived));
    }

    @Override
    public void published(Invocation by, AlertMessage message) {
        each(observer -> observer.published(by, message));
    }

    @Override
    public void removed(Invocation by, String entryId) {
        each(observer -> observer.removed(by, entryId));
    }

    @Override
    public void remediated(Invocation by, Subject subject) {
        each(observer -> observer.remediated(by, subject));
    }

    @Override
    public void struck(Invocation by, Call<?> call) {
        each(observer -> observer.struck(by, call));
    }

    private void each(Consumer<Observer> notification) {
        observers.forEach(notification);
    }
}
