package dev.ecrauditor.repository;

import java.util.List;

/**
 * Whether images pushed to a repository are scanned, and which setting decides it.
 *
 * @param scanned true when a pushed image is scanned, on push or continuously
 * @param frequency {@code SCAN_ON_PUSH}, {@code CONTINUOUS_SCAN} or {@code MANUAL}
 * @param scanType the registry's scan type, {@code BASIC} or {@code ENHANCED}
 * @param decidedBy the setting that decides
 * @param rules every scanning rule of the registry, also those that do not cover the repository
 */
public record EffectiveScanning(
        boolean scanned, String frequency, String scanType, Decider decidedBy, List<ScanningRule> rules) {

    public EffectiveScanning {
        rules = List.copyOf(rules);
    }

    /** The registry has no rules. */
    public EffectiveScanning(boolean scanned, String frequency, String scanType, Decider decidedBy) {
        this(scanned, frequency, scanType, decidedBy, List.of());
    }

    /** True for the frequencies that scan a pushed image; an unknown frequency is not one of them. */
    public static boolean isScanOnPush(String frequency) {
        return frequency.equals("SCAN_ON_PUSH") || frequency.equals("CONTINUOUS_SCAN");
    }

    /** The setting that decides about scanning; the repository's own flag is stale wherever registry rules exist. */
    public enum Decider {
        REPOSITORY_FLAG,
        REGISTRY_RULES
    }
}
