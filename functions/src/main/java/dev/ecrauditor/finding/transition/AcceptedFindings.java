package dev.ecrauditor.finding.transition;

import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FindingState.Acceptance;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.Baseline;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides which failing rules of a repository its baseline accepts: those that failed with the same severity and evidence
 * when it was made, and have not passed since. A rule that cannot be evaluated is never accepted.
 */
public final class AcceptedFindings {

    private static final int MARK_LENGTH = 16;

    private final Reading<Baseline> baseline;
    private final boolean isTrustKnown;

    /**
     * @param baseline of the repository's account and Region; unreadable where it is not known
     * @param isTrustKnown whether the settings could be read; without them evidence names more than is wrong
     */
    AcceptedFindings(Reading<Baseline> baseline, boolean isTrustKnown) {
        this.baseline = baseline;
        this.isTrustKnown = isTrustKnown;
    }

    /**
     * What an evaluation found of one rule.
     *
     * @param isOfACall whether a recent call is known to have caused it
     */
    record Failure(FindingKey key, Severity severity, Evidence evidence, boolean isOfACall) {

        String mark() {
            return AcceptedFindings.mark(severity, evidence);
        }

        boolean isSameAs(FindingState known) {
            return known.severity() == severity && known.evidenceHash().equals(FindingState.hash(evidence));
        }
    }

    /** What a baseline stores of the failing rules of a repository, by rule id. */
    public static Map<String, String> marks(Map<RuleMetadata, Verdict> verdicts) {
        Map<String, String> marks = new TreeMap<>();
        verdicts.forEach((metadata, verdict) -> {
            if (verdict instanceof Verdict.Fail fail) {
                marks.put(metadata.id(), mark(fail.severity(), fail.evidence()));
            }
        });
        return marks;
    }

    /**
     * The acceptance of a failure; empty if it must be reported.
     *
     * @param record of the repository before the evaluation
     * @param known the finding so far
     */
    Optional<Acceptance> acceptance(
            SubjectRecord record, Incarnation repository, Failure failure, Optional<FindingState> known) {
        boolean isKeptUntilTrustIsKnown = !isTrustKnown && !failure.isOfACall();
        if ((isKeptUntilTrustIsKnown && known.filter(FindingState::isAccepted).isPresent())
                || baseline instanceof Reading.Unreadable) {
            return known.filter(state -> state.open() && (isKeptUntilTrustIsKnown || failure.isSameAs(state)))
                    .flatMap(FindingState::acceptance)
                    .filter(acceptance -> acceptance.isValid(repository.at()));
        }
        if (!(baseline instanceof Reading.Known<Baseline> made)
                || failure.key().kind() != FindingKey.Kind.VIOLATION
                || known.filter(FindingState::open)
                        .map(open -> !open.isAccepted() && !failure.isSameAs(open))
                        .orElseGet(() -> isEvaluatedSince(made.value(), record, repository))) {
            return Optional.empty();
        }
        boolean alerted =
                known.filter(state -> state.open() && !state.isUnreported()).isPresent();
        return made.value()
                .of(record.subject().name(), repository.createdAt(), repository.at())
                .filter(accepted -> failure.mark()
                        .equals(accepted.evidence().get(failure.key().ruleId())))
                .map(accepted -> new Acceptance(made.value().expires(), alerted));
    }

    /** Which repository of a name is evaluated, and when. */
    record Incarnation(Instant createdAt, Instant at) {}

    /** An evaluation since the baseline was made did not find it: it was fixed before, and is back. */
    private static boolean isEvaluatedSince(Baseline made, SubjectRecord record, Incarnation repository) {
        return record.incarnation().equals(Optional.of(repository.createdAt()))
                && record.lastEvaluated()
                        .filter(last -> last.isAfter(made.createdAt()))
                        .isPresent();
    }

    private static String mark(Severity severity, Evidence evidence) {
        return severity + ":" + FindingState.hash(evidence).substring(0, MARK_LENGTH);
    }
}
