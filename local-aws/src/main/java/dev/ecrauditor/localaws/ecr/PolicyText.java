package dev.ecrauditor.localaws.ecr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.util.Optional;

/** The texts of policies of repositories and registries; nothing evaluates them. */
public final class PolicyText {

    private static final int LONGEST = 10_240;

    private PolicyText() {}

    /** The policy in AWS's own layout, which ECR returns instead of the caller's; the kind names it in an error. */
    public static String reformatted(String text, String kind) {
        if (text.length() > LONGEST) {
            throw refused("Policy is longer than " + LONGEST + " characters");
        }
        try {
            JsonNode policy = Json.parse(text);
            if (policy.isObject()) {
                return Json.prettyText(policy);
            }
        } catch (JsonProcessingException e) {
            throw refused("Invalid " + kind + " policy provided");
        }
        throw refused("Invalid " + kind + " policy provided");
    }

    /** A policy of an account-state file: a text is the exact policy, JSON or not; an object gets ECR's layout. */
    public static Optional<String> read(Fields fields, String name) {
        return fields.value(name).map(policy -> textOf(fields, name, policy).orElseGet(() -> Json.prettyText(policy)));
    }

    /** A policy of an account-state file that ECR returns without white space. */
    public static Optional<String> readCompact(Fields fields, String name) {
        return fields.value(name).map(policy -> textOf(fields, name, policy).orElseGet(() -> Json.text(policy)));
    }

    private static Optional<String> textOf(Fields fields, String name, JsonNode policy) {
        if (policy.isTextual()) {
            return Optional.of(policy.textValue());
        }
        if (!policy.isObject()) {
            throw fields.refuse(name, "must be an object or a string");
        }
        return Optional.empty();
    }

    private static AwsError refused(String problem) {
        return AwsError.badRequest(
                "InvalidParameterException",
                "Invalid parameter at 'PolicyText' failed to satisfy constraint: '" + problem + "'");
    }
}
