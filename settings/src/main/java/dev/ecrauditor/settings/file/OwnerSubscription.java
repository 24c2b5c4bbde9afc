package dev.ecrauditor.settings.file;

import java.util.List;

/**
 * An owner who receives the alerts of the owner's accounts.
 *
 * @param email the address
 * @param accounts account ids of 12 digits, and shorter prefixes of account ids
 */
public record OwnerSubscription(String email, List<String> accounts) {

    private static final int DIGITS = 12;

    public OwnerSubscription {
        accounts = List.copyOf(accounts);
    }

    /** The accounts that are named in full. */
    public List<String> ids() {
        return accounts.stream().filter(account -> account.length() == DIGITS).toList();
    }

    /** The beginnings of the ids of all others. */
    public List<String> prefixes() {
        return accounts.stream().filter(account -> account.length() < DIGITS).toList();
    }
}
