package dev.ecrauditor.settings;

import java.util.List;

/**
 * Who is responsible for some accounts.
 *
 * @param accounts account ids, in which {@code *} stands for any text and {@code ?} for one character
 * @param name the person or team
 * @param email an address of the owner
 */
public record AccountOwner(List<String> accounts, String name, String email) {

    public AccountOwner {
        accounts = List.copyOf(accounts);
    }
}
