package dev.ecrauditor.audit.subject;

import dev.ecrauditor.audit.CoverageAudit;
import dev.ecrauditor.audit.DrainRequestQueue;
import dev.ecrauditor.audit.ReevaluationQueue;
import dev.ecrauditor.audit.sweep.SweepRequest;
import dev.ecrauditor.audit.sweep.SweepRequestQueue;
import dev.ecrauditor.event.ApiCall;
import dev.ecrauditor.event.RegistryChange;
import dev.ecrauditor.event.RegistryReevaluation;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.transition.CoverageTransition.Refusal;
import dev.ecrauditor.finding.transition.SubjectEvaluation;
import dev.ecrauditor.registry.RegistryReader;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.Reading;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Audits private registries. A change that the verdicts of repositories depend on starts a sweep of the account and
 * Region, whose alerts are published in one digest.
 */
public final class RegistryAudit {

    private final Parts parts;
    private final SubjectAudit subjects;
    private final CoverageAudit coverage;

    /** The ports and the rules of the audit. */
    public record Parts(
            RegistryReader reader,
            SubjectRules rules,
            FindingStore store,
            DrainRequestQueue drainRequests,
            SweepRequestQueue sweeps,
            ReevaluationQueue reevaluations,
            Clock clock) {}

    public RegistryAudit(Parts parts) {
        this.parts = parts;
        this.subjects = new SubjectAudit(parts.store(), parts.drainRequests());
        this.coverage = new CoverageAudit(
                parts.store(),
                parts.drainRequests(),
                parts.clock(),
                () -> parts.rules().current().terms().reminders());
    }

    /**
     * What an evaluation caused.
     *
     * @param readable false when the account denies reading it
     */
    record Result(List<AlertFacts> alerts, boolean readable) {}

    /** Handles events of one registry, and requests to evaluate it again, in one evaluation. */
    Result audit(Subject.Registry registry, List<Trigger> triggers) {
        List<ApiCall> changes = triggers.stream()
                .filter(RegistryChange.class::isInstance)
                .<ApiCall>map(RegistryChange.class::cast)
                .toList();
        Result result = evaluate(registry, changes, Optional.empty());
        if (triggers.stream().anyMatch(RegistryAudit::touchesRepositories)) {
            Subject.Coverage place = new Subject.Coverage(registry.account(), registry.region());
            parts.sweeps()
                    .send(
                            List.of(SweepRequest.becauseOfRegistry(
                                    place, parts.clock().instant())),
                            0);
        }
        return result;
    }

    private static boolean touchesRepositories(Trigger trigger) {
        return trigger instanceof RegistryChange change
                ? change.kind().touchesRepositories()
                : trigger instanceof RegistryReevaluation again && again.cause().touchesRepositories();
    }

    /**
     * Evaluates again once ECR certainly shows a call of which the reading shows nothing, or about which the event says
     * too little to tell.
     */
    private void reevaluateLater(List<ApiCall> calls, RegistrySnapshot read) {
        calls.stream()
                .map(RegistryChange.class::cast)
                .filter(change -> change.isYoung(read.readAt())
                        && !change.hasSet(change.kind().setting(), read))
                .sorted(Comparator.comparing(change -> !change.kind().touchesRepositories()))
                .findFirst()
                .ifPresent(change -> parts.reevaluations()
                        .scheduleReevaluation(new RegistryReevaluation(change), ApiCall.CONSISTENCY_DELAY));
    }

    /** Evaluates a registry in a sweep. */
    void sweep(Subject.Registry registry, Optional<EvaluationReason> reason) {
        evaluate(registry, List.of(), PlaceAudit.firstSeen(reason));
    }

    private Result evaluate(Subject.Registry registry, List<ApiCall> calls, Optional<EvaluationReason> reason) {
        SubjectRules.RuleSet rules = parts.rules().current();
        Supplier<Reading<RegistrySnapshot>> reading = () -> parts.reader().read(registry.account(), registry.region());
        try {
            return new Result(
                    subjects.evaluate(registry, rules.terms(), () -> evaluation(reading.get(), calls, reason, rules)),
                    true);
        } catch (NotReadable denied) {
            return new Result(
                    coverage.lost(
                                    new Subject.Coverage(registry.account(), registry.region()),
                                    call -> new Refusal(call, Optional.empty()),
                                    calls,
                                    reason,
                                    reading::get)
                            .alerts(),
                    false);
        }
    }

    private SubjectEvaluation evaluation(
            Reading<RegistrySnapshot> reading,
            List<ApiCall> calls,
            Optional<EvaluationReason> reason,
            SubjectRules.RuleSet rules) {
        if (!(reading instanceof Reading.Known<RegistrySnapshot> known)) {
            throw new NotReadable();
        }
        RegistrySnapshot read = known.value();
        reevaluateLater(calls, read);
        return new SubjectEvaluation(
                Optional.of(rules.rules().get().evaluate(read)),
                (call, setting) -> call instanceof RegistryChange change && change.hasSet(setting, read),
                calls,
                parts.clock().instant(),
                reason);
    }

    /** The account denies reading: a finding of its coverage, not of its registry. */
    private static final class NotReadable extends RuntimeException {}
}
