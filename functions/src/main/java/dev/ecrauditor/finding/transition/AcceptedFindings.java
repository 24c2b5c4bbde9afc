package dev.ecrauditor.finding.transition;

import dev.ecrauditor.finding.record.CoveringWaiver;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FindingState.Acceptance;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.waiver.WaivedFailure;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.published.Baseline;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides which failing rules are not reported. A baseline accepts those that failed with the same severity and evidence
 * when it was made, and have not passed since; a waiver accepts what it covers. A rule that cannot be evaluated is never
 * accepted.
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
    record Failure(FindingKey key, WaivedFailure found, boolean isOfACall) {

        String mark() {
            return AcceptedFindings.mark(found.whole().severity(), found.whole().evidence());
        }

        /** Whether it was found before, as a whole or without what waivers cover. */
        boolean isSameAs(FindingState known) {
            return isSame(found.whole(), known)
                    || found.reported().filter(fail -> isSame(fail, known)).isPresent();
        }

        static boolean isSame(Verdict.Fail fail, FindingState known) {
            return known.severity() == fail.severity()
                    && known.evidenceHash().equals(FindingState.hash(fail.evidence()));
        }
    }

    /**
     * What becomes of a failure.
     *
     * @param acceptance that nothing is reported; empty where what the waivers leave is reported
     * @param waiver that covers the failure, or a part of it
     * @param isUnchanged whether the finding stays as it is, whatever was found
     */
    record Decision(Optional<Acceptance> acceptance, Optional<CoveringWaiver> waiver, boolean isUnchanged) {}

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
     * Decides about a failure. What a baseline accepts needs no waiver; so a new waiver does not end its acceptance.
     *
     * @param record of the repository before the evaluation
     * @param known the finding so far
     */
    Decision decide(SubjectRecord record, Incarnation repository, Failure failure, Optional<FindingState> known) {
        Optional<FindingState> open = known.filter(FindingState::open);
        boolean isKeptUntilSettingsAreKnown = !isTrustKnown
                && !failure.isOfACall()
                && open.flatMap(FindingState::waiver)
                        .filter(waiver -> waiver.isValid(repository.at()))
                        .isPresent();
        if (isKeptUntilSettingsAreKnown) {
            return new Decision(open.flatMap(FindingState::acceptance), open.flatMap(FindingState::waiver), true);
        }
        Optional<Acceptance> byBaseline = byBaseline(record, repository, failure, known);
        if (byBaseline.isPresent()) {
            return new Decision(byBaseline, Optional.empty(), false);
        }
        Optional<CoveringWaiver> waiver = failure.found()
                .firstToEnd()
                .map(first -> new CoveringWaiver(first.owner(), first.reason(), first.expires(), false)
                        .after(open.flatMap(FindingState::waiver)));
        return new Decision(
                waiver.filter(covering -> failure.found().reported().isEmpty())
                        .map(covering -> new Acceptance(covering.until(), isAlerted(open))),
                waiver,
                false);
    }

    private Optional<Acceptance> byBaseline(
            SubjectRecord record, Incarnation repository, Failure failure, Optional<FindingState> known) {
        boolean isKeptUntilTrustIsKnown = !isTrustKnown && !failure.isOfACall();
        Optional<FindingState> accepted = known.filter(state -> state.isAccepted() && !state.isWaived());
        if ((isKeptUntilTrustIsKnown && accepted.isPresent()) || baseline instanceof Reading.Unreadable) {
            return accepted.filter(state -> state.open() && (isKeptUntilTrustIsKnown || failure.isSameAs(state)))
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
        return made.value()
                .of(record.subject().name(), repository.createdAt(), repository.at())
                .filter(found ->
                        failure.mark().equals(found.evidence().get(failure.key().ruleId())))
                .map(found -> new Acceptance(
                        made.value().expires(),
                        known.filter(state -> state.open() && !state.isSilent()).isPresent()));
    }

    private static boolean isAlerted(Optional<FindingState> open) {
        return open.filter(state -> !state.isUnreported()).isPresent();
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
