package dev.ecrauditor.finding.transition;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.exposure.PolicyChangeAlerts;
import dev.ecrauditor.finding.exposure.TransientExposure;
import dev.ecrauditor.finding.quiet.QuietAlerts;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.RemediationState;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.record.SubjectRecordBuilder;
import dev.ecrauditor.finding.waiver.Waivers;
import dev.ecrauditor.remediation.RemediationDecision;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.published.Baseline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Computes the next record from the previous one and an evaluation, with all alerts and requests in its outbox. Pure:
 * the same record and evaluation always give the same next record, and a second evaluation of the same state adds no
 * alert.
 */
public final class Transition {

    private final Settings settings;
    private final FindingReconciler.Deployment deployment;
    private final Optional<RuleSetFingerprint> fingerprint;
    private final boolean holdsAlerts;

    /** One mode for all accounts, without a check for changed rules and settings. */
    public Transition(RemediationMode mode, String remediationRole) {
        this(Settings.of(mode), remediationRole, Optional.empty());
    }

    /**
     * @param settings how far remediation may go, and what it excludes
     * @param remediationRole the name of the auditor's remediation role, which identifies its events
     * @param fingerprint the rules and settings of the evaluation; changes caused by a new one are published in a
     *     digest
     */
    public Transition(Settings settings, String remediationRole, Optional<RuleSetFingerprint> fingerprint) {
        this(settings, new FindingReconciler.Deployment(remediationRole, settings.reminders()), fingerprint, false);
    }

    private Transition(
            Settings settings,
            FindingReconciler.Deployment deployment,
            Optional<RuleSetFingerprint> fingerprint,
            boolean holdsAlerts) {
        this.settings = settings;
        this.deployment = deployment;
        this.fingerprint = fingerprint;
        this.holdsAlerts = holdsAlerts;
    }

    /** The same transition, whose alerts wait some seconds for the event that names their actor: {@link AlertHold}. */
    public Transition holdingAlerts() {
        return new Transition(settings, deployment, fingerprint, true);
    }

    /**
     * The same transition, which does not report what the baseline of the repository's account and Region accepts.
     *
     * @param baseline unreadable where it is not known: then what was accepted already stays so until its last day, and
     *     no remediation is requested
     * @param isTrustKnown false while the settings cannot be read: then what a baseline or a waiver covers stays so until
     *     its last day, unless a call is the cause
     */
    public Transition accepting(Reading<Baseline> baseline, boolean isTrustKnown) {
        return new Transition(
                baseline instanceof Reading.Unreadable ? settings.with(RemediationMode.OFF) : settings,
                new FindingReconciler.Deployment(
                        deployment.remediationRole(), baseline, isTrustKnown, deployment.reminders()),
                fingerprint,
                holdsAlerts);
    }

    /**
     * The next record, one version on.
     *
     * @param withdrawn policies set by calls whose events the evaluation handles, and no longer set
     */
    public TransitionResult apply(SubjectRecord before, Evaluation evaluation, List<TransientExposure> withdrawn) {
        FindingReconciler reconciler =
                new FindingReconciler(before, evaluation, deployment, reason(before, evaluation));
        reconciler.attribute();
        return evaluation
                .result()
                .map(result -> evaluated(before, evaluation, result, reconciler, withdrawn))
                .orElseGet(() -> deleted(before, evaluation, reconciler));
    }

    private static TransitionResult deleted(SubjectRecord before, Evaluation evaluation, FindingReconciler reconciler) {
        reconciler.resolveDeleted();
        List<AlertFacts> alerts = reconciler.alerts();
        SubjectRecord next = next(before, evaluation, reconciler)
                .deletedAt(Optional.of(evaluation.at()))
                .keyArn(Optional.empty())
                .build();
        return new TransitionResult(withOutbox(next, alerts, evaluation.at()), List.copyOf(alerts));
    }

    private TransitionResult evaluated(
            SubjectRecord before,
            Evaluation evaluation,
            Evaluation.Result result,
            FindingReconciler reconciler,
            List<TransientExposure> withdrawn) {
        RepositorySnapshot repository = result.repository();
        boolean isAnother = before.incarnation()
                .filter(known -> !known.equals(repository.createdAt()))
                .isPresent();
        Waivers waivers = new Waivers(settings.waivers(), before.subject(), evaluation.at());
        reconcile(reconciler, result, waivers, isAnother);
        PolicyChangeAlerts policy = new PolicyChangeAlerts(before, evaluation, result, waivers);
        List<AlertFacts> found = policy.explain(reconciler.alerts());
        if (holdsAlerts) {
            found = AlertHold.hold(found, reconciler.findings(), evaluation.at());
        }
        found = QuietAlerts.defer(found, settings.quietActors());
        SubjectRecord next = next(before, evaluation, reconciler)
                .incarnation(Optional.of(repository.createdAt()))
                .remediation(isAnother ? RemediationState.NONE : before.remediation())
                .deletedAt(Optional.empty())
                .keyArn(repository.encryption().keyArn())
                .evaluatedBy(fingerprint.map(RuleSetFingerprint::mark).or(before::evaluatedBy))
                .origin(repository.origin())
                .build();
        RemediationDecision.Decision decision = new RemediationDecision(
                        settings, sameRepository(before, result), result, evaluation.at())
                .decide(
                        withOutbox(next, found, evaluation.at()),
                        reconciler.scanningDisabledBy(),
                        new OutboxPosition(next.version(), found.size()));
        List<OutboxEntry> emitted = new ArrayList<>(found);
        decision.emitted().ifPresent(emitted::add);
        SubjectRecord record = decision.record();
        for (AlertFacts alert : policy.report(withdrawn, new OutboxPosition(next.version(), emitted.size()))) {
            record = record.withMore(alert, evaluation.at());
            emitted.add(alert);
        }
        return new TransitionResult(record.withPolicy(policy.history()), emitted);
    }

    private void reconcile(FindingReconciler reconciler, Evaluation.Result result, Waivers waivers, boolean isAnother) {
        if (isAnother) {
            reconciler.resolveDeleted();
            reconciler.forget();
        }
        fingerprint.ifPresent(known -> reconciler.resolveRemovedRules(known.ruleIds()));
        new VerdictReconciliation(reconciler, result.verdicts(), waivers).apply();
    }

    private static SubjectRecordBuilder next(
            SubjectRecord before, Evaluation evaluation, FindingReconciler reconciler) {
        return before.toBuilder()
                .version(before.version() + 1)
                .findings(reconciler.findings())
                .lastEvaluated(Optional.of(evaluation.at()));
    }

    /**
     * The next record where nothing could be read but the events name the actors of known transitions; empty where they
     * do not.
     */
    public Optional<TransitionResult> attribute(SubjectRecord before, List<RepositoryChange> events, Instant at) {
        Evaluation unread = new Evaluation(Optional.empty(), events, at, Optional.empty());
        FindingReconciler reconciler = new FindingReconciler(before, unread, deployment, Optional.empty());
        reconciler.attribute();
        List<AlertFacts> alerts = reconciler.alerts();
        return alerts.isEmpty()
                ? Optional.empty()
                : Optional.of(new TransitionResult(
                        before.attributed(reconciler.findings(), alerts, at), List.copyOf(alerts)));
    }

    private static SubjectRecord sameRepository(SubjectRecord before, Evaluation.Result result) {
        return before.incarnation().equals(Optional.of(result.repository().createdAt()))
                ? before
                : SubjectRecord.notEvaluated(before.subject(), before.generation());
    }

    /** A repository that was never evaluated, or was created since under the same name, has no earlier rule set. */
    private Optional<EvaluationReason> reason(SubjectRecord before, Evaluation evaluation) {
        if (before.lastEvaluated().isEmpty()) {
            return evaluation.reason();
        }
        boolean isAnother = evaluation
                .result()
                .filter(result -> !before.incarnation()
                        .equals(Optional.of(result.repository().createdAt())))
                .isPresent();
        return isAnother
                ? Optional.empty()
                : fingerprint
                        .flatMap(now -> now.since(before.evaluatedBy()))
                        .or(() -> evaluation.reason().filter(EvaluationReason.REGISTRY_CHANGED::equals));
    }

    static SubjectRecord withOutbox(SubjectRecord next, List<AlertFacts> alerts, Instant at) {
        List<OutboxEntry> outbox = new ArrayList<>(next.outbox());
        outbox.addAll(alerts);
        List<AlertFacts> unpublished = outbox.stream()
                .filter(AlertFacts.class::isInstance)
                .map(AlertFacts.class::cast)
                .toList();
        Optional<Instant> since = outbox.isEmpty()
                ? Optional.empty()
                : Stream.concat(
                                next.outboxSince().stream(),
                                alerts.stream()
                                        .filter(alert -> !QuietAlerts.waits(unpublished, alert, at))
                                        .map(alert -> dueSince(alert, at)))
                        .min(Instant::compareTo)
                        .or(() -> Optional.of(at));
        return next.toBuilder().outbox(outbox).outboxSince(since).build();
    }

    /**
     * An alert that waits for a digest is due at the latest possible time. In the index it comes after everything else:
     * thousands of records that wait for the end of a sweep hide no other.
     */
    private static Instant dueSince(AlertFacts alert, Instant at) {
        return alert.reason().isPresent() ? alert.dueAt().orElse(at.plus(EvaluationReason.LONGEST_WAIT)) : at;
    }
}
