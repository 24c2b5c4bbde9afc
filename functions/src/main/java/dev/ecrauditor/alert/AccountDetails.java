package dev.ecrauditor.alert;

import dev.ecrauditor.settings.AccountOwner;
import java.util.Optional;

/**
 * What an alert says about the account, beside its id.
 *
 * @param name the name in AWS Organizations, unchanged; empty where it is not known
 * @param owner who is responsible for the account; empty where the settings name nobody
 */
public record AccountDetails(Optional<String> name, Optional<AccountOwner> owner) {

    /** Nothing is known about the account. */
    public static final AccountDetails NONE = new AccountDetails(Optional.empty(), Optional.empty());
}
