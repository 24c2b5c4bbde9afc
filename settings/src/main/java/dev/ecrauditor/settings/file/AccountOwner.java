package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Who is responsible for some accounts.
 *
 * @param accounts account ids and globs
 * @param name the person or team
 * @param email an address
 * @param alerts whether the address receives the alerts of the accounts
 */
public record AccountOwner(List<String> accounts, String name, String email, boolean alerts) {

    public AccountOwner {
        accounts = List.copyOf(accounts);
    }

    static AccountOwner of(JsonNode owner) {
        return new AccountOwner(
                JsonLists.texts(owner.get("accounts")),
                owner.get("name").asText(),
                owner.get("email").asText(),
                owner.get("alerts").asBoolean());
    }
}
