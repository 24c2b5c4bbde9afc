package dev.ecrauditor.iac.terraform.function;

import static java.util.Map.entry;

import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** Functions of numbers. */
final class NumberFunctions {

    /** As many numbers as Terraform makes in a range. */
    private static final int MOST_IN_RANGE = 1_024;

    static final Map<String, TerraformFunction> ALL = Map.ofEntries(
            entry("abs", a -> new Value.Num(a.number(0).abs())),
            entry("ceil", a -> new Value.Num(a.number(0).setScale(0, RoundingMode.CEILING))),
            entry("floor", a -> new Value.Num(a.number(0).setScale(0, RoundingMode.FLOOR))),
            entry("max", a -> reduce(a.values(), BigDecimal::max)),
            entry("min", a -> reduce(a.values(), BigDecimal::min)),
            entry("parseint", NumberFunctions::parse),
            entry("range", NumberFunctions::range),
            entry("signum", a -> Value.of(a.number(0).signum())),
            entry("sum", a -> reduce(a.items(0), BigDecimal::add)));

    private NumberFunctions() {}

    private static Value reduce(List<Value> values, BinaryOperator<BigDecimal> operator) {
        return values.stream()
                .map(Conversion::number)
                .reduce(operator)
                .<Value>map(Value.Num::new)
                .orElseThrow(() -> new EvaluationException("at least one number is required"));
    }

    private static Value parse(Arguments arguments) {
        int base = arguments.integer(1);
        if (base < Character.MIN_RADIX
                || base > Character.MAX_RADIX
                || arguments.text(0).length() > 200) {
            throw new EvaluationException("the number or its base is out of range");
        }
        try {
            return new Value.Num(new BigDecimal(new BigInteger(arguments.text(0), base)));
        } catch (NumberFormatException e) {
            throw new EvaluationException("the text is not a number");
        }
    }

    private static Value range(Arguments arguments) {
        BigDecimal start = arguments.size() > 1 ? arguments.number(0) : BigDecimal.ZERO;
        BigDecimal limit = arguments.number(arguments.size() > 1 ? 1 : 0);
        BigDecimal step = arguments.size() > 2 ? arguments.number(2) : defaultStep(start, limit);
        if (step.signum() != limit.subtract(start).signum() && limit.compareTo(start) != 0) {
            throw new EvaluationException("the step does not lead to the limit");
        }
        List<Value> numbers = new ArrayList<>();
        for (BigDecimal at = start; at.compareTo(limit) * step.signum() < 0; at = at.add(step)) {
            if (numbers.size() == MOST_IN_RANGE) {
                throw new EvaluationException("a range has more than " + MOST_IN_RANGE + " numbers");
            }
            numbers.add(new Value.Num(at));
        }
        return Sequence.list(numbers);
    }

    private static BigDecimal defaultStep(BigDecimal start, BigDecimal limit) {
        return limit.compareTo(start) < 0 ? BigDecimal.ONE.negate() : BigDecimal.ONE;
    }
}
