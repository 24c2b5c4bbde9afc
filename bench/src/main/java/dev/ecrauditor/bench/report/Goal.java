package dev.ecrauditor.bench.report;

import java.util.Locale;

/**
 * What a median should be.
 *
 * @param comparison with the limit
 * @param limit in the unit of the metric
 */
public record Goal(Comparison comparison, double limit) {

    /** How a value is compared. */
    public enum Comparison {
        AT_MOST("<="),
        AT_LEAST(">="),
        BELOW("<");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }
    }

    public static Goal atMost(double limit) {
        return new Goal(Comparison.AT_MOST, limit);
    }

    public static Goal atLeast(double limit) {
        return new Goal(Comparison.AT_LEAST, limit);
    }

    public static Goal below(double limit) {
        return new Goal(Comparison.BELOW, limit);
    }

    public boolean isMetBy(double value) {
        return switch (comparison) {
            case AT_MOST -> value <= limit;
            case AT_LEAST -> value >= limit;
            case BELOW -> value < limit;
        };
    }

    @Override
    public String toString() {
        return comparison.sign + " "
                + (limit == Math.rint(limit)
                        ? String.format(Locale.ROOT, "%,.0f", limit)
                        : String.format(Locale.ROOT, "%s", limit));
    }
}
