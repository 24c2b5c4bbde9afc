package dev.ecrauditor.iac.terraform.block;

import dev.ecrauditor.iac.terraform.evaluation.Evaluator;
import dev.ecrauditor.iac.terraform.evaluation.Scope;
import dev.ecrauditor.iac.terraform.hcl.Body;
import dev.ecrauditor.iac.terraform.hcl.Expression;
import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Evaluates {@code aws_iam_policy_document} to the policy that the provider makes of it.
 *
 * @see <a href="https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document">
 *     aws_iam_policy_document</a>
 */
public final class PolicyDocument {

    private static final String LATEST_VERSION = "2012-10-17";

    private final Evaluator evaluator;
    private final Scope scope;
    private final PolicyStatements statements;

    public PolicyDocument(Evaluator evaluator, Scope scope) {
        this.evaluator = evaluator;
        this.scope = scope;
        this.statements = new PolicyStatements(evaluator);
    }

    /** The text, or why it is not known. */
    public Value json(Body body) {
        List<Value> sources = new ArrayList<>();
        sources.addAll(documents(body, "source_json", "source_policy_documents"));
        sources.add(own(body));
        sources.addAll(documents(body, "override_json", "override_policy_documents"));
        PolicyMerge merge = new PolicyMerge();
        for (Value source : sources) {
            Optional<Value.Unknown> unknown = Conversion.firstUnknown(source);
            if (unknown.isPresent()) {
                return unknown.get();
            }
            merge.add(source);
        }
        return merge.json();
    }

    private List<Value> documents(Body body, String single, String several) {
        List<Value> documents = new ArrayList<>();
        documents.add(value(body, single));
        Value list = value(body, several);
        if (list instanceof Sequence sequence) {
            documents.addAll(sequence.items());
        } else {
            documents.add(list);
        }
        return documents;
    }

    private Value value(Body body, String name) {
        Optional<Expression> expression = body.value(name);
        return expression.isPresent()
                ? Conversion.resolveAll(evaluator.evaluate(expression.get(), scope))
                : Value.absent();
    }

    private Value own(Body body) {
        Map<String, Value> document = new TreeMap<>();
        Value version = value(body, "version");
        document.put("Version", version instanceof Value.Null ? Value.of(LATEST_VERSION) : version);
        Value id = value(body, "policy_id");
        if (!(id instanceof Value.Null)) {
            document.put("Id", id);
        }
        NestedBlocks.Group group = new NestedBlocks(evaluator).of(body, scope).get("statement");
        document.put("Statement", group == null ? Sequence.list(List.of()) : statements.of(group));
        return new Mapping(document);
    }
}
