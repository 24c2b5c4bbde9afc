package dev.ecrauditor.bench.report;

import java.util.Optional;

/**
 * One number that a run measures.
 *
 * @param id of fixed form, such as {@code cold.audit.tier1}
 * @param title in words
 * @param unit of its values
 * @param goal of its median, if there is one
 */
public record Metric(String id, String title, String unit, Optional<Goal> goal) {

    public static Metric of(String id, String title, String unit) {
        return new Metric(id, title, unit, Optional.empty());
    }

    public static Metric of(String id, String title, String unit, Goal goal) {
        return new Metric(id, title, unit, Optional.of(goal));
    }
}
