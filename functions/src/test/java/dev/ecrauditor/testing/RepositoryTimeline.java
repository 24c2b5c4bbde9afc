package dev.ecrauditor.testing;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.finding.transition.TransitionResult;
import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.VerdictSettings;
import dev.ecrauditor.settings.published.Baseline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One repository over time, evaluated by the real transition with the verdicts of a test, one minute after the other.
 */
public final class RepositoryTimeline {

    public static final String REMEDIATION_ROLE = "ecr-auditor-remediation";
    public static final RuleMetadata ENCRYPTION = metadata("encryption-rule", Setting.ENCRYPTION);
    public static final RuleMetadata POLICY_PRESENT = metadata("policy-rule", Setting.POLICY);
    public static final RuleMetadata SCANNING = metadata("scanning-rule", Setting.SCANNING);

    private final Subject subject;
    private Transition transition;
    private SubjectRecord record;
    private SampleRepository repository;
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");

    public RepositoryTimeline(RemediationMode mode) {
        this(SampleRepository.ARN, mode);
    }

    public RepositoryTimeline(RepositoryArn arn, RemediationMode mode) {
        subject = Subject.of(arn);
        record = SubjectRecord.notEvaluated(subject);
        repository = SampleRepository.good(arn);
        mode(mode);
    }

    public void mode(RemediationMode mode) {
        transition = new Transition(mode, REMEDIATION_ROLE);
    }

    /** From now on these are the settings. */
    public void settings(Settings settings) {
        transition = new Transition(
                settings,
                REMEDIATION_ROLE,
                Optional.of(new RuleSetFingerprint(
                        Set.of(
                                ENCRYPTION.id(),
                                POLICY_PRESENT.id(),
                                SCANNING.id(),
                                "ecr-policy-no-foreign-account",
                                "ecr-policy-not-public"),
                        "rules",
                        FindingKey.sha256(VerdictSettings.text(settings)))));
    }

    /** From now on alerts wait for the event that names their actor. */
    public void holdsAlerts() {
        transition = transition.holdingAlerts();
    }

    /** From now on this is the baseline of the account and Region. */
    public void baseline(Reading<Baseline> baseline) {
        transition = transition.accepting(baseline, true);
    }

    /** From now on the settings cannot be read, so that nobody is trusted. */
    public void trustIsUnknown(Reading<Baseline> baseline) {
        transition = transition.accepting(baseline, false);
    }

    /** From now on evaluations read the repository in this state. */
    public void setRepository(SampleRepository next) {
        repository = next;
    }

    public SampleRepository repository() {
        return repository;
    }

    public void advance(Duration time) {
        now = now.plus(time);
    }

    public Instant now() {
        return now;
    }

    public SubjectRecord record() {
        return record;
    }

    /** The record as somebody else has written it. */
    public void record(SubjectRecord written) {
        record = written;
    }

    /** Evaluates without an event; returns the alerts of this evaluation. */
    public List<AlertFacts> evaluate(RuleMetadata metadata, Verdict verdict) {
        return evaluate(Map.of(metadata, verdict), Optional.empty());
    }

    /** Looks because of a call. */
    public List<AlertFacts> evaluate(RuleMetadata metadata, Verdict verdict, RepositoryChange change) {
        return evaluate(Map.of(metadata, verdict), Optional.of(change));
    }

    public List<AlertFacts> evaluate(Map<RuleMetadata, Verdict> verdicts, Optional<RepositoryChange> change) {
        return apply(Optional.of(new Evaluation.Result(repository.snapshot(), verdicts)), change);
    }

    /** Looks and finds no repository. */
    public List<AlertFacts> evaluateAbsent(Optional<RepositoryChange> change) {
        return apply(Optional.empty(), change);
    }

    /** The remediation requests that wait. */
    public List<RemediationRequest> requests() {
        return record.outbox().stream()
                .filter(RemediationRequest.class::isInstance)
                .map(RemediationRequest.class::cast)
                .toList();
    }

    /** Everything that waits is sent. */
    public void drain() {
        record = record.withoutSent(ids(record.outbox()));
    }

    public static Verdict pass() {
        return new Verdict.Pass();
    }

    public static Verdict fail(String fact) {
        return fail(Severity.MEDIUM, fact);
    }

    public static Verdict fail(Severity severity, String fact) {
        return new Verdict.Fail(severity, new Evidence("It is not right.", Map.of("fact", fact)));
    }

    public static Verdict unknown(String reason) {
        return new Verdict.Unknown(reason, Optional.of(new DeniedCall("ecr:GetRepositoryPolicy", Denial.NOT_SAID)));
    }

    public static Verdict notApplicable() {
        return new Verdict.NotApplicable("nothing to judge", Optional.empty());
    }

    public static FindingKey violation(RuleMetadata metadata) {
        return new FindingKey(metadata.id(), FindingKey.Kind.VIOLATION);
    }

    public static FindingKey coverageGap(RuleMetadata metadata) {
        return new FindingKey(metadata.id(), FindingKey.Kind.COVERAGE_GAP);
    }

    public static Set<String> ids(List<? extends OutboxEntry> entries) {
        return entries.stream().map(OutboxEntry::id).collect(Collectors.toSet());
    }

    private List<AlertFacts> apply(Optional<Evaluation.Result> result, Optional<RepositoryChange> change) {
        advance(Duration.ofMinutes(1));
        TransitionResult next = transition.apply(record, new Evaluation(result, change, now), List.of());
        record = next.record();
        return next.alerts();
    }

    private static RuleMetadata metadata(String id, Setting setting) {
        return new RuleMetadata(
                id,
                "The setting is right",
                "is not right",
                "It matters.",
                List.of(),
                Severity.MEDIUM,
                setting,
                List.of(),
                List.of());
    }
}
