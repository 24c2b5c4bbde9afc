package dev.ecrauditor.event;

import dev.ecrauditor.repository.RepositoryArn;
import java.util.Set;

/** The accounts that the auditor evaluates; it never assumes a role of another account. */
public record WatchedAccounts(Set<String> ids) {

    /**
     * @throws IllegalArgumentException when an id is not twelve digits
     */
    public WatchedAccounts {
        ids = Set.copyOf(ids);
        for (String id : ids) {
            if (!RepositoryArn.isAccountId(id)) {
                throw new IllegalArgumentException("a watched account is not a twelve-digit id: " + id);
            }
        }
    }

    boolean contains(String account) {
        return ids.contains(account);
    }
}
