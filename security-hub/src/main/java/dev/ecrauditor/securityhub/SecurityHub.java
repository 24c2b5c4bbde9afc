package dev.ecrauditor.securityhub;

import dev.ecrauditor.json.Json;
import java.util.List;
import java.util.Map;

/** Security Hub CSPM of every account that the function may import into. */
public interface SecurityHub {

    /** How many findings one call may have. */
    int MOST_FINDINGS = 100;

    /** An account in a Region, which imports findings as its own. */
    record Importer(String account, String region) {}

    /** The account does not use Security Hub CSPM in the Region. */
    final class NotEnabledException extends Exception {
        public NotEnabledException(String message) {
            super(message);
        }
    }

    /**
     * Imports findings by one call.
     *
     * @param findings in ASFF, at most {@link #MOST_FINDINGS}, each with another id
     * @return the ids that were not taken, with the reason; all others are stored
     * @throws NotEnabledException if none was taken because the account does not use Security Hub CSPM
     * @throws RuntimeException if the call failed; it may have had its effect
     */
    Map<String, String> importFindings(Importer importer, List<Json.Obj> findings) throws NotEnabledException;
}
