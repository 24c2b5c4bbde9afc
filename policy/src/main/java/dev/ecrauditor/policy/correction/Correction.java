package dev.ecrauditor.policy.correction;

import dev.ecrauditor.json.Json;
import java.util.List;

/** How a policy has to be changed so that it lets nobody in who is not trusted. */
public sealed interface Correction {

    /** The policy lets in only those who are trusted. */
    record Unneeded() implements Correction {}

    /**
     * The policy with the smallest change.
     *
     * @param policy it was evaluated: nobody has access who is not trusted
     * @param changes what was changed, one sentence each; they quote names from the policy
     */
    record Corrected(Json policy, List<String> changes) implements Correction {

        public Corrected {
            changes = List.copyOf(changes);
        }
    }

    /**
     * No statement is left: the policy is to be deleted.
     *
     * @param changes what was changed, one sentence each; they quote names from the policy
     */
    record Emptied(List<String> changes) implements Correction {

        public Emptied {
            changes = List.copyOf(changes);
        }
    }

    /**
     * A person has to edit the policy.
     *
     * @param because why no change is certain to be right, as a clause
     */
    record ByHand(String because) implements Correction {}
}
