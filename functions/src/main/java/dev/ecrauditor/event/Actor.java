package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import java.util.Locale;
import java.util.Optional;

/**
 * Who made a call, as CloudTrail recorded it; every part may be missing, and all of it is text somebody else wrote.
 *
 * <p>Source: "CloudTrail userIdentity element", AWS CloudTrail User Guide.
 *
 * @param arn the principal's ARN, with the session for an assumed role; or the service that acted
 * @param roleName the role behind an assumed-role session
 * @param sourceAddress the address the call came from: an IP address, a service's DNS name or {@code AWS Internal}
 * @param tool what the call was made with
 */
public record Actor(Optional<String> arn, Optional<String> roleName, Optional<String> sourceAddress, Tool tool) {

    /** No ARN of IAM is longer; a record and a message have to hold what is kept. */
    private static final int MAX_CHARACTERS = 2_048;

    public Actor {
        arn = arn.map(Actor::kept);
        roleName = roleName.map(Actor::kept);
        sourceAddress = sourceAddress.map(Actor::kept);
    }

    /** What a call was made with, as far as its user agent and invoker tell. */
    public enum Tool {
        CONSOLE("the AWS console"),
        COMMAND_LINE("the AWS command line"),
        TERRAFORM("Terraform"),
        CLOUDFORMATION("CloudFormation"),
        AWS_SERVICE("an AWS service"),
        UNKNOWN("an SDK or another tool");

        private final String words;

        Tool(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    private static String kept(String text) {
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS);
    }

    static Actor of(Json detail) {
        Json identity = detail.at("userIdentity");
        Optional<String> service = identity.text("invokedBy");
        return new Actor(
                identity.text("arn").or(() -> service),
                identity.text("sessionContext", "sessionIssuer", "userName"),
                detail.text("sourceIPAddress"),
                tool(detail.text("userAgent").orElse(""), service.orElse("")));
    }

    private static Tool tool(String userAgent, String invokedBy) {
        String agent = userAgent.toLowerCase(Locale.ROOT);
        if (invokedBy.equals("cloudformation.amazonaws.com") || agent.equals("cloudformation.amazonaws.com")) {
            return Tool.CLOUDFORMATION;
        }
        if (!invokedBy.isEmpty()) {
            return Tool.AWS_SERVICE;
        }
        if (agent.contains("terraform") || agent.contains("opentofu")) {
            return Tool.TERRAFORM;
        }
        if (agent.startsWith("aws-cli/")) {
            return Tool.COMMAND_LINE;
        }
        return agent.contains("console.amazonaws.com") || agent.contains("awsconsole") || agent.startsWith("mozilla/")
                ? Tool.CONSOLE
                : Tool.UNKNOWN;
    }
}
