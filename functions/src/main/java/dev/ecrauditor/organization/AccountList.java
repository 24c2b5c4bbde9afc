package dev.ecrauditor.organization;

import dev.ecrauditor.repository.RepositoryArn;
import java.util.Set;

/** A fixed list of accounts. */
record AccountList(Set<String> ids) implements WatchedAccounts {

    AccountList {
        ids = Set.copyOf(ids);
        for (String id : ids) {
            if (!RepositoryArn.isAccountId(id)) {
                throw new IllegalArgumentException("a watched account is not a twelve-digit id: " + id);
            }
        }
    }

    @Override
    public boolean contains(String account) {
        return ids.contains(account);
    }
}
