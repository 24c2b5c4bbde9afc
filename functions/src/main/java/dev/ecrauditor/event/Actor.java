package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import java.util.Locale;
import java.util.Optional;

/**
 * Who made a call, as CloudTrail recorded it; every part may be missing, and all of it is text from outside.
 *
 * <p>Source: "CloudTrail userIdentity element", AWS CloudTrail User Guide.
 *
 * @param arn the principal's ARN, with the session for an assumed role; or the service that acted
 * @param roleName the role behind an assumed-role session
 * @param sourceAddress the address the call came from: an IP address, a service's DNS name or {@code AWS Internal}
 * @param tool what the call was made with
 * @param origin who or what is behind the principal
 */
public record Actor(
        Optional<String> arn, Optional<String> roleName, Optional<String> sourceAddress, Tool tool, Origin origin) {

    /** No IAM ARN is longer; a record and a message have to hold what is kept. */
    private static final int MAX_CHARACTERS = 2_048;

    /**
     * A source identity has 64 characters at most, a user's id 47; the ARN of a resource seldom has more than some
     * hundred.
     */
    private static final int MAX_ORIGIN = 512;

    public Actor {
        arn = arn.map(Actor::kept);
        roleName = roleName.map(Actor::kept);
        sourceAddress = sourceAddress.map(Actor::kept);
    }

    /** An actor without a known origin. */
    public Actor(Optional<String> arn, Optional<String> roleName, Optional<String> sourceAddress, Tool tool) {
        this(arn, roleName, sourceAddress, tool, Origin.UNKNOWN);
    }

    /**
     * Who or what is behind the principal of a call, as far as CloudTrail records it.
     *
     * @param sourceIdentity who began the session; set when the first role was assumed, kept through every later one
     * @param identityCenterUser the id, or else the name, of the user of IAM Identity Center for whom the call was made
     * @param inScopeOf the ARN of the resource that the call's credentials were issued to, such as a Lambda function
     * @param invokedBy the AWS service that made the call, for the principal or by itself
     */
    public record Origin(
            Optional<String> sourceIdentity,
            Optional<String> identityCenterUser,
            Optional<String> inScopeOf,
            Optional<String> invokedBy) {

        /** Nothing is known. */
        public static final Origin UNKNOWN =
                new Origin(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public Origin {
            sourceIdentity = sourceIdentity.map(Origin::kept);
            identityCenterUser = identityCenterUser.map(Origin::kept);
            inScopeOf = inScopeOf.map(Origin::kept);
            invokedBy = invokedBy.map(Origin::kept);
        }

        private static String kept(String text) {
            return text.length() <= MAX_ORIGIN ? text : text.substring(0, MAX_ORIGIN);
        }

        static Origin of(Json identity) {
            return new Origin(
                    present(identity.text("sessionContext", "sourceIdentity")),
                    present(identity.text("onBehalfOf", "userId")).or(() -> permissionSetUser(identity)),
                    present(identity.text("inScopeOf", "sourceArn"))
                            .or(() -> present(identity.text("inScopeOf", "credentialsIssuedTo"))),
                    present(identity.text("invokedBy")));
        }

        /**
         * The session of a permission set has the name of its user. Only IAM Identity Center can make roles of this
         * path.
         *
         * <p>Source: "IAM roles created by IAM Identity Center", AWS IAM Identity Center User Guide.
         */
        private static Optional<String> permissionSetUser(Json identity) {
            return identity.text("sessionContext", "sessionIssuer", "arn")
                    .filter(role -> role.contains(":role/aws-reserved/sso.amazonaws.com/"))
                    .flatMap(role -> identity.text("arn"))
                    .map(session -> session.substring(session.lastIndexOf('/') + 1))
                    .filter(user -> !user.isBlank());
        }

        private static Optional<String> present(Optional<String> text) {
            return text.filter(value -> !value.isBlank());
        }
    }

    /** The tool of a call, as far as its user agent and invoker show it. */
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
                tool(detail.text("userAgent").orElse(""), service.orElse("")),
                Origin.of(identity));
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
