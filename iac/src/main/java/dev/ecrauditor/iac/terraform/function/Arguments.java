package dev.ecrauditor.iac.terraform.function;

import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.Value;
import dev.ecrauditor.iac.terraform.value.WorkBudget;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The arguments of a call, and what functions may use beside them. */
public record Arguments(List<Value> values, FileAccess files, WorkBudget budget) {

    public Arguments {
        values = List.copyOf(values);
    }

    int size() {
        return values.size();
    }

    Value value(int index) {
        if (index >= values.size()) {
            throw new EvaluationException("a function has too few arguments");
        }
        return values.get(index);
    }

    String text(int index) {
        return Conversion.text(value(index));
    }

    BigDecimal number(int index) {
        return Conversion.number(value(index));
    }

    int integer(int index) {
        return Conversion.index(value(index));
    }

    List<Value> items(int index) {
        if (value(index) instanceof Sequence sequence) {
            budget.spend(sequence.items().size());
            return sequence.items();
        }
        throw new EvaluationException("a list is required, not " + Conversion.kind(value(index)));
    }

    List<String> texts(int index) {
        return items(index).stream().map(Conversion::text).toList();
    }

    Map<String, Value> entries(int index) {
        if (value(index) instanceof Mapping mapping) {
            budget.spend(mapping.entries().size());
            return mapping.entries();
        }
        throw new EvaluationException("a map is required, not " + Conversion.kind(value(index)));
    }

    Arguments map(UnaryOperator<Value> change) {
        return new Arguments(values.stream().map(change).toList(), files, budget);
    }
}
