package dev.ecrauditor.bench.figure;

import dev.ecrauditor.bench.lambda.CompilerTier;
import java.util.List;

/**
 * How often and with what something is measured.
 *
 * @param starts of the JVM for each figure about starts
 * @param longStarts of the JVM for each figure about a function that runs
 * @param tiers of the compiler, in turn
 * @param warmUp events before the measured ones
 * @param events that are measured
 */
public record Rounds(int starts, int longStarts, List<CompilerTier> tiers, int warmUp, int events) {

    public Rounds {
        tiers = List.copyOf(tiers);
        if (starts < 1 || longStarts < 1 || warmUp < 0 || events < 1 || tiers.isEmpty()) {
            throw new IllegalArgumentException("at least one start, event and tier");
        }
    }

    static String suffix(CompilerTier tier) {
        return tier == CompilerTier.ONE ? "tier1" : "default";
    }

    static String words(CompilerTier tier) {
        return tier == CompilerTier.ONE ? "tier 1" : "default tiers";
    }
}
