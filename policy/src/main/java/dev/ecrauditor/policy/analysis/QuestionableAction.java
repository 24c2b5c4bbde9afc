package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.action.ActionNames;
import dev.ecrauditor.policy.action.ActionNames.Fault;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An action in a statement that is mistyped, unknown or not grantable.
 *
 * @param statement the statement that names it
 * @param written as it is written
 * @param nearest the action that was probably meant
 */
public record QuestionableAction(Statement statement, String written, Fault fault, Optional<String> nearest) {

    /** The number of actions of a policy for which the nearest action is computed. */
    private static final int MOST_COMPARED = 20;

    /** The questionable actions of a repository policy, in order. */
    public static List<QuestionableAction> of(Policy policy) {
        List<QuestionableAction> all = new ArrayList<>();
        for (Statement statement : policy.statements()) {
            for (String written : statement.actions().patterns()) {
                ActionNames.fault(written)
                        .ifPresent(fault -> all.add(new QuestionableAction(
                                statement,
                                written,
                                fault,
                                fault == Fault.NOT_OF_A_REPOSITORY || all.size() >= MOST_COMPARED
                                        ? Optional.empty()
                                        : ActionNames.nearest(written))));
            }
        }
        return all;
    }
}
