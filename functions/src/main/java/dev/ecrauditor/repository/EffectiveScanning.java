package dev.ecrauditor.repository;

/**
 * Whether images pushed to a repository are really scanned, and which setting decides it.
 *
 * @param scanned true when a pushed image is scanned, on push or continuously
 * @param frequency {@code SCAN_ON_PUSH}, {@code CONTINUOUS_SCAN} or {@code MANUAL}
 * @param scanType the registry's scan type, {@code BASIC} or {@code ENHANCED}
 * @param decidedBy the setting that decides
 */
public record EffectiveScanning(boolean scanned, String frequency, String scanType, Decider decidedBy) {

    /** Who decides about scanning; the repository's own flag is stale wherever registry rules exist. */
    public enum Decider {
        REPOSITORY_FLAG,
        REGISTRY_RULES
    }
}
