package dev.ecrauditor.settings.check;

import dev.ecrauditor.settings.yaml.NodeLocation;
import java.util.ArrayList;
import java.util.List;

/** Refuses an entry that an earlier one shadows: the first one that matches an account decides. */
record ShadowedEntries(SemanticValidator validator) {

    /** Limits the comparisons: every glob is compared with every one above it. */
    private static final int MOST_GLOBS = 10_000;

    /** Refuses a shadowed entry among entries with the key accounts. */
    void refuse(List<NodeLocation> entries) {
        List<NodeLocation> above = new ArrayList<>();
        for (NodeLocation entry : entries) {
            List<NodeLocation> accounts = entry.items("accounts");
            if (above.size() + accounts.size() > MOST_GLOBS) {
                throw validator.wrong(entry, "more than %d accounts in total; use globs".formatted(MOST_GLOBS));
            }
            accounts.forEach(account -> refuseIfShadowed(account, above));
            above.addAll(accounts);
        }
    }

    private void refuseIfShadowed(NodeLocation account, List<NodeLocation> above) {
        for (NodeLocation first : above) {
            if (Globs.covers(first.text(), account.text())) {
                throw validator.wrong(
                        account,
                        "'%s' never decides, because '%s' in line %d matches it first; put the narrower entry above"
                                .formatted(account.text(), first.text(), first.line()));
            }
        }
    }
}
