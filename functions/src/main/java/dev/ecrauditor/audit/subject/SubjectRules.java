package dev.ecrauditor.audit.subject;

import dev.ecrauditor.finding.transition.SubjectTransition;
import dev.ecrauditor.rule.RuleRegistry;
import java.util.function.Supplier;

/**
 * The source of the rules of registries and keys, asked before each evaluation, as they depend on the settings and on
 * who is trusted then.
 */
public interface SubjectRules {

    /** The rules of now, from one state of the settings. */
    RuleSet current();

    /**
     * Rules, and what else the settings say about their findings.
     *
     * @param rules asked for an evaluation only, as they may read who is trusted
     */
    record RuleSet(Supplier<RuleRegistry> rules, SubjectTransition.Terms terms) {}
}
