package dev.ecrauditor.iac.terraform.value;

/** The limit of the work for one input. A configuration can be written so that its evaluation would never finish. */
public final class WorkBudget {

    /**
     * In steps of about 100 nanoseconds and 50 bytes; a repository with its policy takes about 200 of them.
     */
    private static final long MOST = 20_000_000;

    /** Expressions inside each other, over all locals, outputs and modules that they go through. */
    private static final int MOST_LEVELS = 400;

    private long left;
    private int level;

    public WorkBudget() {
        this(MOST);
    }

    public WorkBudget(long steps) {
        this.left = steps;
    }

    /**
     * Charges the budget before work is done.
     *
     * @throws UnevaluatedException when the budget does not suffice
     */
    public void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw new UnevaluatedException("the input takes more work than the evaluation is limited to");
        }
    }

    /**
     * Begins an expression inside the current one.
     *
     * @throws UnevaluatedException when too many expressions are inside each other
     */
    public void enter() {
        spend(1);
        if (level >= MOST_LEVELS) {
            throw new UnevaluatedException("more than " + MOST_LEVELS + " expressions depend on each other");
        }
        level++;
    }

    /** Ends the current expression. */
    public void leave() {
        level--;
    }
}
