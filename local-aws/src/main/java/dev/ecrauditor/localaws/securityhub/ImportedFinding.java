package dev.ecrauditor.localaws.securityhub;

/**
 * One finding of a call of BatchImportFindings that was taken.
 *
 * @param account the account of the caller
 * @param region the Region of the call
 * @param id the finding's Id
 * @param updatedAt the finding's UpdatedAt
 * @param effect what it changed
 */
public record ImportedFinding(String account, String region, String id, String updatedAt, Effect effect) {

    /** What an import changed. */
    public enum Effect {
        CREATED,
        UPDATED,
        /** The stored finding has the same UpdatedAt, or a later one. */
        IGNORED
    }
}
