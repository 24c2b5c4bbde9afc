package dev.ecrauditor.iac.terraform.evaluation;

import dev.ecrauditor.iac.terraform.hcl.TemplatePart;
import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.List;
import java.util.Optional;

/** Renders templates. */
final class TemplateEvaluator {

    private final Evaluator evaluator;
    private final ForEvaluator loops;
    private final StringBuilder text = new StringBuilder();

    TemplateEvaluator(Evaluator evaluator, ForEvaluator loops) {
        this.evaluator = evaluator;
        this.loops = loops;
    }

    /** The text, or the first value that is unknown. */
    Value text(List<TemplatePart> parts, Scope scope) {
        Optional<Value> unknown = render(parts, scope);
        return unknown.orElseGet(() -> Value.of(text.toString()));
    }

    private Optional<Value> render(List<TemplatePart> parts, Scope scope) {
        for (TemplatePart part : parts) {
            Optional<Value> unknown = render(part, scope);
            if (unknown.isPresent()) {
                return unknown;
            }
        }
        return Optional.empty();
    }

    private Optional<Value> render(TemplatePart part, Scope scope) {
        if (part instanceof TemplatePart.Interpolation interpolation) {
            Value value = evaluator.evaluate(interpolation.expression(), scope).resolved();
            return isUnknown(value) ? Optional.of(value) : append(Conversion.text(value));
        }
        if (part instanceof TemplatePart.Branch branch) {
            Value condition = evaluator.evaluate(branch.condition(), scope).resolved();
            if (isUnknown(condition)) {
                return Optional.of(condition);
            }
            return render(Conversion.bool(condition) ? branch.then() : branch.otherwise(), scope);
        }
        if (part instanceof TemplatePart.Loop loop) {
            Value collection =
                    evaluator.evaluate(loop.intro().collection(), scope).resolved();
            if (isUnknown(collection)) {
                return Optional.of(collection);
            }
            return loops.firstOf(loop.intro(), collection, scope, inner -> render(loop.body(), inner));
        }
        return append(((TemplatePart.Characters) part).text());
    }

    private static boolean isUnknown(Value value) {
        return value instanceof Value.Unknown;
    }

    private Optional<Value> append(String characters) {
        evaluator.budget().spend(1 + characters.length() / 16);
        text.append(characters);
        if (text.length() > Value.Text.MOST) {
            return Optional.of(Value.of(text.toString()));
        }
        return Optional.empty();
    }
}
