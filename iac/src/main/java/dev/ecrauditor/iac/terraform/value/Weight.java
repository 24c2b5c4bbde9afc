package dev.ecrauditor.iac.terraform.value;

import java.util.Collection;

/**
 * How large a collection is with all that is in it. A hostile input can let values grow exponentially, or nest them as
 * deeply as it likes.
 *
 * @param parts how many values
 * @param depth how many collections are inside each other
 */
record Weight(long parts, int depth) {

    private static final long MOST_PARTS = 1_000_000;
    private static final int MOST_DEPTH = 300;

    static Weight of(Collection<? extends Value> items) {
        long parts = 1;
        int depth = 0;
        for (Value item : items) {
            parts += item.weight();
            depth = Math.max(depth, item.depth());
        }
        if (parts > MOST_PARTS) {
            throw new UnevaluatedException("a value has more than " + MOST_PARTS + " parts");
        }
        if (depth >= MOST_DEPTH) {
            throw new UnevaluatedException("a value has more than " + MOST_DEPTH + " levels");
        }
        return new Weight(parts, depth + 1);
    }
}
