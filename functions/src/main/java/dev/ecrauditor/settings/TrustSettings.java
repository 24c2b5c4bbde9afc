package dev.ecrauditor.settings;

import java.util.Set;

/**
 * The external principals that are meant to have access to repositories.
 *
 * @param ownOrganization whether the organization of a watched account is trusted
 * @param accounts account ids
 * @param organizations organization ids, among them the watched organization where the own organization is trusted
 */
public record TrustSettings(boolean ownOrganization, Set<String> accounts, Set<String> organizations) {

    /** Without readable settings nobody is trusted, so that no access is overlooked. */
    public static final TrustSettings NOBODY = new TrustSettings(false, Set.of(), Set.of());

    public TrustSettings {
        accounts = Set.copyOf(accounts);
        organizations = Set.copyOf(organizations);
    }
}
