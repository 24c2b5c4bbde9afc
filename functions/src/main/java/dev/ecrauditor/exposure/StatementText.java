package dev.ecrauditor.exposure;

import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.ResourceSet;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.resource.ClosedGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Describes statements as they are written. */
final class StatementText {

    private StatementText() {}

    /** What restricts a statement: the principals it names, its resources and its conditions. */
    static String bound(Statement statement) {
        List<String> parts = new ArrayList<>();
        String principals =
                statement.principals().stream().map(Principal::written).collect(Collectors.joining(", "));
        parts.add("principal " + (statement.everyoneExcept() ? "everyone except " : "") + principals);
        ResourceSet resources = statement.resources();
        if (!resources.patterns().isEmpty()) {
            boolean allExcept = resources.form() == ResourceSet.Form.ALL_EXCEPT;
            parts.add((allExcept ? "every resource except " : "resource ") + String.join(", ", resources.patterns()));
        }
        statement.conditions().forEach(condition -> parts.add(condition.written()));
        return String.join("; ", parts);
    }

    /**
     * The Deny that closes a grant.
     *
     * @param own the policy with the Allow
     * @param other the other policy
     */
    static String closedBy(ClosedGrant closed, String own, String other) {
        return closed.by().stream()
                .map(closing -> (closing.isOfOtherPolicy() ? other : own) + ", "
                        + closing.deny().label())
                .distinct()
                .collect(Collectors.joining(" and "));
    }
}
