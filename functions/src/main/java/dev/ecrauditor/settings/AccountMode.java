package dev.ecrauditor.settings;

import java.util.List;

/**
 * How far remediation may go in some accounts.
 *
 * @param accounts account ids, in which {@code *} stands for any text and {@code ?} for one character
 * @param mode how far
 */
public record AccountMode(List<String> accounts, RemediationMode mode) {

    public AccountMode {
        accounts = List.copyOf(accounts);
    }
}
