package dev.ecrauditor.finding.transition;

import dev.ecrauditor.event.ApiCall;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.Reminders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the auditor cannot read of an account in a Region, as one finding of the account's coverage. Pure, like
 * {@link Transition}. Its finding has no repository's incarnation: an account is never created anew.
 */
public final class CoverageTransition {

    /** The key of the finding; no rule evaluates it. */
    public static final FindingKey FINDING = new FindingKey("auditor-coverage", FindingKey.Kind.COVERAGE_GAP);

    private CoverageTransition() {}

    /**
     * When and how a denial was found.
     *
     * @param events the events whose handling was denied; none for a sweep
     * @param reason why it is published in a digest only, if so
     * @param reminders how often people are reminded that it is still so
     */
    public record DenialContext(
            List<? extends ApiCall> events, Optional<EvaluationReason> reason, Instant at, Reminders reminders) {

        public DenialContext {
            events = List.copyOf(events);
        }

        /** Without reminders. */
        public DenialContext(List<? extends ApiCall> events, Optional<EvaluationReason> reason, Instant at) {
            this(events, reason, at, Reminders.NONE);
        }
    }

    /**
     * What was denied.
     *
     * @param denied the call that AWS denied
     * @param repository the one that could not be described; empty when nothing of the account can be read
     */
    public record Refusal(DeniedCall denied, Optional<RepositoryArn> repository) {

        /** The call by which a repository is read. */
        public static final String DESCRIBE = "ecr:DescribeRepositories";

        /**
         * Of a call that reads a repository: ecr:DescribeRepositories may be denied for one repository alone, a denied
         * sts:AssumeRole concerns all of them.
         */
        public static Refusal ofRead(DeniedCall denied, RepositoryArn repository) {
            return new Refusal(denied, denied.action().equals(DESCRIBE) ? Optional.of(repository) : Optional.empty());
        }

        /** The same for an unknown reason. */
        public static Refusal ofRead(String action, RepositoryArn repository) {
            return ofRead(new DeniedCall(action, Denial.NOT_SAID), repository);
        }

        /** A denial for an unknown reason. */
        public Refusal(String action, Optional<RepositoryArn> repository) {
            this(new DeniedCall(action, Denial.NOT_SAID), repository);
        }

        /** The hashes of the same denied call, for every possible reason. */
        Stream<String> hashesForAnyReason() {
            return Denial.all().stream()
                    .map(denial -> new Refusal(new DeniedCall(denied.action(), denial), repository))
                    .map(refusal -> FindingState.hash(new Evidence("", refusal.facts())));
        }

        private Map<String, String> facts() {
            Map<String, String> facts = new LinkedHashMap<>(denied.facts());
            repository.ifPresent(arn -> facts.put("first refused", arn.toString()));
            return facts;
        }

        private Evidence evidence(Subject subject) {
            List<String> advice = repository
                    .map(arn -> DenialAdvice.of(denied, arn))
                    .orElseGet(() -> DenialAdvice.of(denied, subject.account(), subject.region()));
            return new Evidence(
                    "AWS denies the auditor " + denied.action() + ": it cannot evaluate what happens here. The reason: "
                            + denied.cause() + ".",
                    facts(),
                    advice);
        }
    }

    /**
     * Something was denied; while that is known already, nothing new is reported, whatever else is denied.
     *
     * @param context when and how it was found
     */
    public static TransitionResult recordDenial(SubjectRecord before, Refusal refusal, DenialContext context) {
        Instant at = context.at();
        FindingLedger ledger = new FindingLedger(before, Instant.EPOCH, at, context.reminders());
        Optional<? extends ApiCall> latest = context.events().stream().max(Comparator.comparing(ApiCall::time));
        Attribution attribution = Attribution.by(latest).withReason(context.reason());
        if (before.isOpen(FINDING)) {
            ledger.confirmOpen(FINDING, refusal.evidence(before.subject()), attribution);
        } else {
            ledger.open(FINDING, Severity.HIGH, refusal.evidence(before.subject()), attribution);
        }
        return next(before, ledger, at);
    }

    /**
     * Something was read that had been denied before.
     *
     * @return empty when it proves nothing about what is open
     */
    public static Optional<TransitionResult> resolveDisproved(
            SubjectRecord before, Set<Refusal> disproved, Instant at) {
        Optional<FindingState> known = Optional.ofNullable(before.findings().get(FINDING));
        boolean isDisproved = known.filter(FindingState::open)
                .map(FindingState::evidenceHash)
                .filter(hash ->
                        disproved.stream().flatMap(Refusal::hashesForAnyReason).anyMatch(hash::equals))
                .isPresent();
        return isDisproved || hasSettled(before, at) ? Optional.of(resolve(before, at)) : Optional.empty();
    }

    /** True when something is denied, or the finding is flapping and its end was not reported. */
    public static boolean isUnsettled(SubjectRecord record) {
        return Optional.ofNullable(record.findings().get(FINDING))
                .filter(state -> state.open() || state.flapHistory().flapping())
                .isPresent();
    }

    /** True when something is denied, and nothing was denied since a time. */
    public static boolean isDeniedOnlyBefore(SubjectRecord record, Instant time) {
        return Optional.ofNullable(record.findings().get(FINDING))
                .filter(state -> state.open() && state.lastEvaluated().isBefore(time))
                .isPresent();
    }

    /** True when nothing is denied any more, and it has been calm long enough to be reported. */
    public static boolean hasSettled(SubjectRecord record, Instant at) {
        return Optional.ofNullable(record.findings().get(FINDING))
                .filter(state -> !state.open() && state.flapHistory().isCalm(at))
                .isPresent();
    }

    /** Everything could be read. */
    public static TransitionResult resolve(SubjectRecord before, Instant at) {
        FindingLedger ledger = new FindingLedger(before, Instant.EPOCH, at, Reminders.NONE);
        ledger.resolve(FINDING, Cause.FIXED, Attribution.by(Optional.empty()).withReason(reasonOfUnpublished(before)));
        return next(before, ledger, at);
    }

    /** What was opened in a digest and is not published yet is resolved in the same digest. */
    private static Optional<EvaluationReason> reasonOfUnpublished(SubjectRecord before) {
        return before.outbox().stream()
                .flatMap(entry -> entry instanceof AlertFacts facts ? facts.reason().stream() : Stream.empty())
                .filter(EvaluationReason::isForDigestOnly)
                .findFirst();
    }

    static TransitionResult next(SubjectRecord before, FindingLedger ledger, Instant at) {
        List<AlertFacts> alerts = ledger.alerts();
        List<OutboxEntry> outbox = new ArrayList<>(before.outbox());
        outbox.addAll(alerts);
        SubjectRecord next = before.toBuilder()
                .version(before.version() + 1)
                .findings(ledger.findings())
                .outbox(outbox)
                .lastEvaluated(Optional.of(at))
                .outboxSince(
                        outbox.isEmpty()
                                ? Optional.empty()
                                : before.outboxSince().or(() -> Optional.of(at)))
                .build();
        return new TransitionResult(next, List.copyOf(alerts));
    }
}
