package dev.ecrauditor.iac.check;

import dev.ecrauditor.iac.Templates;
import dev.ecrauditor.rule.Verdict;

/** What two evaluations have in common that agree. */
final class Verdicts {

    private Verdicts() {}

    /** The kind of a verdict and, of a failure, its severity and summary. */
    static String words(Verdict verdict) {
        return verdict instanceof Verdict.Fail fail
                ? "FAIL " + fail.severity() + " " + fail.evidence().summary()
                : Templates.word(verdict);
    }
}
