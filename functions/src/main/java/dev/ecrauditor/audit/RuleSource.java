package dev.ecrauditor.audit;

import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.settings.Reminders;
import java.util.function.Supplier;

/**
 * The source of the rules, asked before each evaluation, as they depend on the settings and on who is trusted then. Its
 * fault is a fault of the event.
 */
public interface RuleSource {

    RuleSet of(RepositoryArn repository);

    /** How often people are reminded of a repository that still cannot be read. */
    default Reminders reminders() {
        return Reminders.NONE;
    }

    /**
     * The rules and the transition by which a repository is evaluated, from the same settings.
     *
     * @param rules asked for an evaluation only, as they may read who is trusted
     */
    record RuleSet(Supplier<RuleRegistry> rules, Transition transition) {}
}
