package dev.ecrauditor.cli.check;

import dev.ecrauditor.finding.waiver.WaivedFailure;
import dev.ecrauditor.finding.waiver.Waivers;
import dev.ecrauditor.iac.check.CheckedSubject;
import dev.ecrauditor.iac.waiver.InlineWaiver;
import dev.ecrauditor.iac.waiver.InlineWaivers;
import dev.ecrauditor.report.Acceptance;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.settings.Waiver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The waivers of the settings file and those beside the declarations.
 *
 * @param settings those of the settings file
 * @param inline those beside the declarations
 */
record RowWaivers(List<Waiver> settings, InlineWaivers inline, Instant now) {

    /**
     * What is left of a failure.
     *
     * @param verdict the failure that is left, or what was waived as a whole
     * @param waiver the terms of the waiver, for people; empty where nothing is waived as a whole
     * @param acceptances who accepts it, where it is waived as a whole; who accepts a part of it, where it is not
     */
    record Left(Verdict verdict, Optional<String> waiver, List<Acceptance> acceptances) {}

    Left apply(CheckedSubject subject, RuleMetadata rule, Verdict verdict) {
        if (!(verdict instanceof Verdict.Fail fail)) {
            return new Left(verdict, Optional.empty(), List.of());
        }
        Optional<InlineWaiver> beside = inline.covering(subject.declared(), rule.id(), rule.setting());
        if (beside.isPresent()) {
            InlineWaiver waiver = beside.get();
            return new Left(
                    fail,
                    Optional.of("until " + waiver.until() + ": " + waiver.reason()),
                    List.of(new Acceptance(waiver.written().toString(), waiver.reason(), waiver.until())));
        }
        WaivedFailure waived = new Waivers(settings, subject.subject(), now).apply(rule.id(), fail);
        List<Acceptance> acceptances = waived.waivers().stream()
                .map(waiver -> new Acceptance(waiver.owner(), waiver.reason(), waiver.expires()))
                .toList();
        return waived.remaining() instanceof Verdict.Pass
                ? new Left(
                        fail,
                        waived.waivers().stream().findFirst().map(w -> w.terms() + ": " + w.reason()),
                        acceptances)
                : new Left(waived.remaining(), Optional.empty(), acceptances);
    }
}
