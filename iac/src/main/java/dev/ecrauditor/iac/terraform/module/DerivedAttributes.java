package dev.ecrauditor.iac.terraform.module;

import dev.ecrauditor.iac.terraform.hcl.Block;
import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Attributes that AWS forms from others: the ARN of a role has its name in it.
 *
 * @param facts the account and Region that ARNs contain
 */
record DerivedAttributes(AwsFacts facts) {

    private static final Map<String, String> IDENTITIES = Map.of("aws_iam_role", "role", "aws_iam_user", "user");

    Optional<Value> of(Block block, String address, String attribute, Function<String, Value> argument) {
        String type = block.labels().isEmpty() ? "" : block.labels().get(0);
        if (block.body().attribute("provider").isPresent()) {
            return Optional.empty();
        }
        if (IDENTITIES.containsKey(type) && attribute.equals("arn")) {
            return identity(IDENTITIES.get(type), address, block, argument);
        }
        if (!type.equals("aws_ecr_repository")
                || block.body().attribute("region").isPresent()) {
            return Optional.empty();
        }
        return switch (attribute) {
            case "id" -> Optional.of(argument.apply("name"));
            case "registry_id" -> facts.account().map(Value::of);
            case "arn" -> arn("ecr", facts.region(), ":repository/", argument.apply("name"));
            default -> Optional.empty();
        };
    }

    /** A role without a name gets one that begins with a prefix or is random: its address stands for it. */
    private Optional<Value> identity(String kind, String address, Block block, Function<String, Value> argument) {
        Value name = block.body().attribute("name").isPresent()
                ? argument.apply("name")
                : Value.of(address.replaceAll("[^A-Za-z0-9]+", "-"));
        Value path = block.body().attribute("path").isPresent() ? argument.apply("path") : Value.of("/");
        return path instanceof Value.Text text
                ? arn("iam", Optional.of(""), ":" + kind + text.text(), name)
                : Optional.empty();
    }

    private Optional<Value> arn(String service, Optional<String> region, String separator, Value name) {
        if (!(name instanceof Value.Text text) || facts.account().isEmpty() || region.isEmpty()) {
            return Optional.empty();
        }
        return facts.partition()
                .map(partition -> Value.of(String.join(
                                ":",
                                "arn",
                                partition,
                                service,
                                region.get(),
                                facts.account().get())
                        + separator
                        + Conversion.text(text)));
    }
}
