package dev.ecrauditor.policy.correction;

import dev.ecrauditor.policy.correction.ConditionText.Narrowed;
import java.util.Optional;
import java.util.Set;

/**
 * One of the statements that replace a statement.
 *
 * @param before the statement with the principals of this part, under its own conditions
 * @param requirement what is required in addition; empty where the conditions stay as they are
 */
record StatementPart(StatementText before, Optional<Requirement> requirement) {

    /** The statement with its requirement; empty when it then allows nobody, or no condition can say it. */
    Optional<StatementText> text() {
        if (requirement.isEmpty()) {
            return Optional.of(before);
        }
        return narrowed().filter(one -> !one.holdsNever()).map(one -> before.withCondition(one.left()));
    }

    /** False when the requirement cannot be written as a condition. */
    boolean canBeWritten() {
        return requirement.isEmpty() || narrowed().isPresent();
    }

    private Optional<Narrowed> narrowed() {
        return requirement.flatMap(one -> before.condition().requiring(one.key().written(), one.ids()));
    }

    /** The same part for those of its accounts or organizations that are in the given ones. */
    StatementPart only(Set<String> ids) {
        return new StatementPart(before, requirement.map(one -> one.only(ids)));
    }
}
