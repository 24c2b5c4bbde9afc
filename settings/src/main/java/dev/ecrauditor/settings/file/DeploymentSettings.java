package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The names of a second deployment in one account, and the table of an earlier one.
 *
 * @param suffix added to every fixed name with a hyphen before it; empty for none
 * @param table the table of an earlier stack to continue with; empty for a new one
 */
public record DeploymentSettings(String suffix, Optional<AdoptedTable> table) {

    /**
     * A table retained from an earlier stack that this one continues with: it keeps its records, alert ids and key.
     *
     * @param name the table's name, the output {@code FindingTableName} of the stack that created it
     * @param key the ARN of the KMS key it is encrypted with
     */
    public record AdoptedTable(String name, String key) {}

    static DeploymentSettings of(JsonNode deployment) {
        return new DeploymentSettings(
                deployment.get("suffix").asText(),
                Optional.ofNullable(deployment.get("table"))
                        .map(table -> new AdoptedTable(
                                table.get("name").asText(), table.get("key").asText())));
    }
}
