package dev.ecrauditor.finding.transition;

import dev.ecrauditor.delivery.DeliveryCheck;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.settings.Reminders;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Resolves everything that is open in a record of an account that is no longer watched. Pure. */
public final class DepartureTransition {

    /** What is checked where the auditor runs, whether that account is watched or not. */
    private static final Set<FindingKey> OF_THE_HUB = Stream.concat(
                    Stream.of(FindingKey.SETTINGS),
                    Stream.of(DeliveryCheck.SUBSCRIBERS, DeliveryCheck.BUS, DeliveryCheck.INTAKE, DeliveryCheck.CANARY)
                            .map(DeliveryTransition::key))
            .collect(Collectors.toUnmodifiableSet());

    private DepartureTransition() {}

    /**
     * The record without open findings, except those of the hub itself; empty when there is nothing to change. A
     * repository, registry or key counts as not evaluated from then on: if the account returns, what is found is part of
     * the digest of its first sweep. A repository no longer counts as encrypted with its key.
     */
    public static Optional<TransitionResult> resolve(SubjectRecord before, Instant at) {
        List<FindingKey> open = before.findings().keySet().stream()
                .filter(before::isOpen)
                .filter(key -> !OF_THE_HUB.contains(key))
                .toList();
        boolean isCoverage = before.subject().kind() == Subject.Kind.COVERAGE;
        boolean isEvaluated = !isCoverage && before.lastEvaluated().isPresent();
        if (open.isEmpty() && !isEvaluated) {
            return Optional.empty();
        }
        FindingLedger ledger =
                new FindingLedger(before, before.incarnation().orElse(Instant.EPOCH), at, Reminders.NONE);
        Attribution left = Attribution.by(Optional.empty()).withReason(Optional.of(EvaluationReason.ACCOUNT_LEFT));
        open.forEach(key -> ledger.resolveForGood(key, Cause.ACCOUNT_LEFT, left));
        TransitionResult next = CoverageTransition.next(before, ledger, at);
        return Optional.of(
                isCoverage
                        ? next
                        : new TransitionResult(
                                next.record().toBuilder()
                                        .lastEvaluated(Optional.empty())
                                        .keyArn(Optional.empty())
                                        .build(),
                                next.emitted()));
    }
}
