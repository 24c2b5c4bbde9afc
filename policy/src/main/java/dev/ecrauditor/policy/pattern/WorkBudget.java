package dev.ecrauditor.policy.pattern;

import java.util.function.Supplier;

/**
 * The limit of the work for one policy. A policy can be written so that its evaluation would never finish; the part
 * that is left when the budget is spent is reported as unclear, never as safe.
 */
public final class WorkBudget {

    /** In steps of about ten nanoseconds; a well-formed policy of 10 KB takes a tenth of them. */
    private static final long MOST = 600_000;

    private static final long LAST = 2_000;

    private long left = MOST;
    private long reserved;
    private boolean cutShort;

    /**
     * Charges the budget before work is done.
     *
     * @throws Spent when the budget does not suffice
     */
    public void spend(long steps) {
        left -= steps;
        if (left < reserved) {
            throw new Spent();
        }
    }

    /** True when the rest does not suffice for another search. */
    public boolean isNearlySpent() {
        return left - reserved < LAST;
    }

    /** Does some work with a share of the rest, so that one search cannot use what others need. */
    public void withShare(double share, Runnable work) {
        withShare(share, () -> {
            work.run();
            return true;
        });
    }

    /** The same for work with a result. */
    public <T> T withShare(double share, Supplier<T> work) {
        long before = reserved;
        reserved = Math.max(before, (long) (left - (left - before) * share));
        try {
            return work.get();
        } finally {
            reserved = before;
        }
    }

    /**
     * Records that not all candidates are tried: what is found is valid, but it does not prove that there is no more.
     */
    public void cutShort() {
        cutShort = true;
    }

    /** True when that was recorded since the last call of this method. */
    public boolean wasCutShort() {
        boolean was = cutShort;
        cutShort = false;
        return was;
    }

    /** The exception for an uncertain answer: a candidate that was not tried is not known to be refused. */
    public Spent uncertain() {
        return new Spent();
    }

    /** Thrown when work has used up its share. */
    public static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Spent() {
            super("the work budget of the policy is spent", null, false, false);
        }
    }
}
