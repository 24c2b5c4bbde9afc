package dev.ecrauditor.policy.resource;

import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.document.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Access that an Allow would grant and that a Deny closes for everybody.
 *
 * @param grant what the Allow would grant without any Deny
 * @param actions those of its actions that are closed
 * @param by the Deny that closes them; several where no single one does
 */
public record ClosedGrant(Grant grant, List<String> actions, List<Closing> by) {

    public ClosedGrant {
        actions = List.copyOf(actions);
        by = List.copyOf(by);
    }

    /**
     * A Deny that closes.
     *
     * @param isOfOtherPolicy true when it stands in the other policy than the Allow
     */
    public record Closing(boolean isOfOtherPolicy, Statement deny) {}

    static ClosedGrant of(Grant grant, String action, List<Closing> by) {
        return new ClosedGrant(grant, List.of(action), by);
    }

    ClosedGrant and(ClosedGrant other) {
        List<String> all = new ArrayList<>(actions);
        all.addAll(other.actions);
        return new ClosedGrant(grant, all, by);
    }
}
