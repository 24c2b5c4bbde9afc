package dev.ecrauditor.policy.pattern;

import java.util.function.Supplier;

/**
 * How much work is put into one policy. A policy can be written so that nobody would finish judging it; what is left of it when all is
 * spent is called unclear, and never safe.
 */
public final class WorkBudget {

    /** In steps of some ten nanoseconds; a sound policy of 10 KB takes a tenth of them. */
    private static final long MOST = 600_000;

    private static final long LAST = 2_000;

    private long left = MOST;
    private long reserved;
    private boolean cutShort;

    /**
     * Before work is done.
     *
     * @throws Spent when that is too much
     */
    public void spend(long steps) {
        left -= steps;
        if (left < reserved) {
            throw new Spent();
        }
    }

    /** True when what is left is not worth another search. */
    public boolean isNearlySpent() {
        return left - reserved < LAST;
    }

    /** Does some work with a share of what is left, so that one question cannot take what others need. */
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

    /** Not everything is tried: what is found counts, that there is no more does not. */
    public void cutShort() {
        cutShort = true;
    }

    /** True when something was, since this was asked last. */
    public boolean wasCutShort() {
        boolean was = cutShort;
        cutShort = false;
        return was;
    }

    /** What has not been tried is not known to be refused. */
    public Spent unsure() {
        return new Spent();
    }

    /** The work has taken its share. */
    public static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Spent() {
            super("more work than a policy is worth", null, false, false);
        }
    }
}
