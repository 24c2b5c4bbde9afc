package dev.ecrauditor.infra;

import dev.ecrauditor.infra.settings.UsageException;
import java.util.regex.Pattern;

/**
 * A table retained from an earlier stack that this one continues with: it keeps its records, alert ids and key.
 *
 * @param name the table's name, the output {@code FindingTableName} of the stack that created it
 * @param keyArn the KMS key it is encrypted with
 */
public record AdoptedTable(String name, String keyArn) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");
    private static final Pattern KEY =
            Pattern.compile("arn:aws(-[a-z]+)*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]{1,128}");

    public AdoptedTable {
        if (!NAME.matcher(name).matches()) {
            throw new UsageException(
                    "context value findingTable: '%s' is not the name of a table; write it like -c findingTable=EcrAuditor-FindingTable1A2B3C4D-5E6F7G8H"
                            .formatted(name));
        }
        if (!KEY.matcher(keyArn).matches()) {
            throw new UsageException(
                    "context value findingTableKey: '%s' is not the ARN of a key; write it like -c findingTableKey=arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
                            .formatted(keyArn));
        }
    }
}
