package dev.ecrauditor.iac.terraform.module;

import dev.ecrauditor.iac.terraform.block.Instances;
import dev.ecrauditor.iac.terraform.block.PolicyDocument;
import dev.ecrauditor.iac.terraform.evaluation.Scope;
import dev.ecrauditor.iac.terraform.hcl.Block;
import dev.ecrauditor.iac.terraform.hcl.Expression;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.Optional;
import java.util.Set;

/** What expressions see of the data sources of a module. Those that need no answer from AWS are evaluated. */
final class DataValues {

    /** Data sources about the account and the Region. */
    private static final Set<String> PLACE = Set.of("aws_caller_identity", "aws_region", "aws_partition");

    private final ModuleInstance module;
    private final OnceEvaluated<Value> policies = new OnceEvaluated<>();

    DataValues(ModuleInstance module) {
        this.module = module;
    }

    Value value(String name) {
        Block block = module.source().dataSources().get(name);
        if (block == null) {
            return Value.Unknown.untilPlan("data." + name + " is not declared in the files that were read");
        }
        Instances instances =
                Instances.of(block.body(), module, module.evaluation().evaluator());
        return instances.value(instance -> {
            Scope scope = module.with(instance.names());
            String address = "data." + name + instance.suffix();
            return new NamedValues(address, attribute -> attribute(block, scope, address, attribute));
        });
    }

    private Value attribute(Block block, Scope scope, String address, String attribute) {
        Optional<Value> known = known(block, scope, address, attribute);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Expression> declared = block.body().value(attribute);
        return declared.isPresent()
                ? module.evaluation().evaluator().evaluate(declared.get(), scope)
                : notKnown(block, address + "." + attribute);
    }

    private static Value notKnown(Block block, String what) {
        String type = block.labels().isEmpty() ? "" : block.labels().get(0);
        return PLACE.contains(type)
                ? new Value.Unknown(what + " is not known; give --account and --region, or use the plan JSON")
                : Value.Unknown.untilPlan(what + " is read from AWS");
    }

    private Optional<Value> known(Block block, Scope scope, String address, String attribute) {
        AwsFacts facts = module.evaluation().facts();
        String type = block.labels().isEmpty() ? "" : block.labels().get(0);
        if (type.equals("aws_iam_policy_document") && (attribute.equals("json") || attribute.equals("minified_json"))) {
            return Optional.of(policies.get(
                    address, () -> new PolicyDocument(module.evaluation().evaluator(), scope).json(block.body())));
        }
        if (block.body().attribute("provider").isPresent()) {
            return Optional.empty();
        }
        return switch (type + "." + attribute) {
            case "aws_caller_identity.account_id", "aws_caller_identity.id" ->
                facts.account().map(Value::of);
            case "aws_caller_identity.arn", "aws_iam_session_context.issuer_arn" -> caller(facts);
            case "aws_region.name", "aws_region.id", "aws_region.region" ->
                facts.region().map(Value::of);
            case "aws_partition.partition", "aws_partition.id" ->
                facts.partition().map(Value::of);
            case "aws_partition.dns_suffix" -> facts.partition().map(DataValues::domain);
            default -> Optional.empty();
        };
    }

    /** Whoever runs Terraform is an identity of the account; its name is not known. */
    private static Optional<Value> caller(AwsFacts facts) {
        return facts.account()
                .flatMap(account -> facts.partition()
                        .map(partition ->
                                Value.of("arn:" + partition + ":iam::" + account + ":role/caller-of-terraform")));
    }

    private static Value domain(String partition) {
        return Value.of(partition.equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com");
    }
}
