package dev.ecrauditor.iac.terraform.value;

import java.util.Comparator;

/** The order of the elements of a set: texts by their characters, numbers by size, all others as they were added. */
enum ValueOrder implements Comparator<Value> {
    OF_SETS;

    @Override
    public int compare(Value one, Value two) {
        if (one instanceof Value.Text left && two instanceof Value.Text right) {
            return left.text().compareTo(right.text());
        }
        if (one instanceof Value.Num left && two instanceof Value.Num right) {
            return left.number().compareTo(right.number());
        }
        if (one instanceof Value.Bool left && two instanceof Value.Bool right) {
            return Boolean.compare(left.value(), right.value());
        }
        return Integer.compare(rank(one), rank(two));
    }

    private static int rank(Value value) {
        if (value instanceof Value.Text) {
            return 0;
        }
        if (value instanceof Value.Num) {
            return 1;
        }
        return value instanceof Value.Bool ? 2 : 3;
    }
}
