package dev.ecrauditor.iac.terraform.evaluation;

import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.Set;

/** Operators of the configuration language. */
final class Operators {

    /** As precise as the numbers of Terraform, which have 512 bits. */
    private static final MathContext PRECISION = new MathContext(154);

    /** Attributes that AWS gives every resource that has them: never null, never empty. */
    private static final Set<String> ALWAYS_SET =
            Set.of("arn", "id", "key_id", "name", "registry_id", "repository_url", "target_key_arn", "target_key_id");

    Value unary(char operator, Value operand) {
        Value known = operand.resolved();
        if (known instanceof Value.Unknown) {
            return known;
        }
        if (operator == '!') {
            return Value.of(!Conversion.bool(known));
        }
        return new Value.Num(Conversion.number(known).negate());
    }

    /** The result, where the left operand alone decides it. */
    Optional<Value> decidedBy(String operator, Value left) {
        boolean isLogic = operator.equals("&&") || operator.equals("||");
        if (!isLogic || !(left.resolved() instanceof Value.Bool bool)) {
            return Optional.empty();
        }
        return bool.value() == operator.equals("||") ? Optional.of(bool) : Optional.empty();
    }

    Value binary(String operator, Value left, Value right) {
        return switch (operator) {
            case "==" -> equal(left, right);
            case "!=" -> unary('!', equal(left, right));
            case "&&", "||" -> logic(operator, left.resolved(), right.resolved());
            default -> arithmetic(operator, left.resolved(), right.resolved());
        };
    }

    private static Value equal(Value left, Value right) {
        if (left instanceof Value.Reference && left.equals(right)) {
            return Value.of(true);
        }
        if ((isSetAlways(left) && isEmpty(right)) || (isSetAlways(right) && isEmpty(left))) {
            return Value.of(false);
        }
        if (isNull(left) || isNull(right)) {
            return equalToNull(left, right);
        }
        Value knownLeft = Conversion.resolveAll(left);
        Value knownRight = Conversion.resolveAll(right);
        Optional<Value.Unknown> unknown =
                Conversion.firstUnknown(knownLeft).or(() -> Conversion.firstUnknown(knownRight));
        return unknown.isPresent() ? unknown.get() : Value.of(knownLeft.equals(knownRight));
    }

    /** A collection is not null, whatever is unknown inside it. */
    private static Value equalToNull(Value left, Value right) {
        Value other = (isNull(left) ? right : left).resolved();
        return other instanceof Value.Unknown ? other : Value.of(isNull(other));
    }

    private static boolean isNull(Value value) {
        return value instanceof Value.Null;
    }

    private static boolean isEmpty(Value value) {
        return isNull(value) || (value instanceof Value.Text text && text.text().isEmpty());
    }

    private static boolean isSetAlways(Value value) {
        return value instanceof Value.Reference reference
                && ALWAYS_SET.contains(reference.attribute())
                && reference.resolved() instanceof Value.Unknown;
    }

    private static Value logic(String operator, Value left, Value right) {
        boolean deciding = operator.equals("||");
        if (right instanceof Value.Bool bool && bool.value() == deciding) {
            return bool;
        }
        if (left instanceof Value.Unknown) {
            return left;
        }
        if (right instanceof Value.Unknown) {
            return right;
        }
        boolean one = Conversion.bool(left);
        boolean two = Conversion.bool(right);
        return Value.of(deciding ? one || two : one && two);
    }

    private static Value arithmetic(String operator, Value left, Value right) {
        if (left instanceof Value.Unknown) {
            return left;
        }
        if (right instanceof Value.Unknown) {
            return right;
        }
        BigDecimal one = Conversion.number(left);
        BigDecimal two = Conversion.number(right);
        return switch (operator) {
            case "<" -> Value.of(one.compareTo(two) < 0);
            case ">" -> Value.of(one.compareTo(two) > 0);
            case "<=" -> Value.of(one.compareTo(two) <= 0);
            case ">=" -> Value.of(one.compareTo(two) >= 0);
            case "+" -> new Value.Num(one.add(two, PRECISION));
            case "-" -> new Value.Num(one.subtract(two, PRECISION));
            case "*" -> new Value.Num(one.multiply(two, PRECISION));
            case "/" -> new Value.Num(one.divide(nonZero(two), PRECISION));
            default -> new Value.Num(remainder(one, nonZero(two)));
        };
    }

    private static BigDecimal remainder(BigDecimal one, BigDecimal two) {
        try {
            return one.remainder(two, PRECISION);
        } catch (ArithmeticException e) {
            throw new EvaluationException("a division has too many digits");
        }
    }

    private static BigDecimal nonZero(BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw new EvaluationException("a division by zero");
        }
        return divisor;
    }
}
