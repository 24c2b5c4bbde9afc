package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The external principals that are meant to have access to repositories.
 *
 * @param ownOrganization whether the organization of a watched account is trusted
 * @param accounts account ids
 * @param organizations organization ids
 */
public record TrustSettings(boolean ownOrganization, List<String> accounts, List<String> organizations) {

    public TrustSettings {
        accounts = List.copyOf(accounts);
        organizations = List.copyOf(organizations);
    }

    static TrustSettings of(JsonNode trust) {
        return new TrustSettings(
                trust.get("ownOrganization").asBoolean(),
                JsonLists.texts(trust.get("accounts")),
                JsonLists.texts(trust.get("organizations")));
    }
}
