package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Who receives the alarms about the auditor itself.
 *
 * @param emails e-mail addresses
 */
public record OperationsSettings(List<String> emails) {

    public OperationsSettings {
        emails = List.copyOf(emails);
    }

    static OperationsSettings of(JsonNode operations) {
        return new OperationsSettings(JsonLists.texts(operations.get("emails")));
    }
}
