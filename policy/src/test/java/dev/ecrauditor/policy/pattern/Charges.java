package dev.ecrauditor.policy.pattern;

import java.util.function.Consumer;

/** Measures what work costs. */
public final class Charges {

    private static final int MOST = 600_000;

    private Charges() {}

    /** The steps that the work charges to a new budget. */
    public static long of(Consumer<WorkBudget> work) {
        WorkBudget budget = new WorkBudget();
        work.accept(budget);
        return MOST - left(budget);
    }

    private static long left(WorkBudget budget) {
        long left = 0;
        try {
            while (true) {
                budget.spend(1);
                left++;
            }
        } catch (WorkBudget.Spent spent) {
            return left;
        }
    }
}
