package dev.ecrauditor.cli.check;

import dev.ecrauditor.finding.waiver.WaivedFailure;
import dev.ecrauditor.finding.waiver.Waivers;
import dev.ecrauditor.iac.check.CheckedSubject;
import dev.ecrauditor.iac.waiver.InlineWaivers;
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
     */
    record Left(Verdict verdict, Optional<String> waiver) {}

    Left apply(CheckedSubject subject, RuleMetadata rule, Verdict verdict) {
        if (!(verdict instanceof Verdict.Fail fail)) {
            return new Left(verdict, Optional.empty());
        }
        Optional<String> beside = inline.covering(subject.declared(), rule.id(), rule.setting())
                .map(waiver -> "until " + waiver.until() + ": " + waiver.reason());
        if (beside.isPresent()) {
            return new Left(fail, beside);
        }
        WaivedFailure waived = new Waivers(settings, subject.subject(), now).apply(rule.id(), fail);
        return waived.remaining() instanceof Verdict.Pass
                ? new Left(fail, waived.waivers().stream().findFirst().map(w -> w.terms() + ": " + w.reason()))
                : new Left(waived.remaining(), Optional.empty());
    }
}
