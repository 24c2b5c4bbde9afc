package dev.ecrauditor.localaws.call;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Why a call is denied, with the text at the end of AWS's message.
 *
 * <p>Source: "Troubleshoot access denied error messages", IAM User Guide.
 */
public enum DenialReason {
    NO_IDENTITY_POLICY(" because no identity-based policy allows the %s action"),
    IDENTITY_POLICY(" with an explicit deny in an identity-based policy"),
    NO_RESOURCE_POLICY(" because no resource-based policy allows the %s action"),
    RESOURCE_POLICY(" with an explicit deny in a resource-based policy"),
    NO_SERVICE_CONTROL_POLICY(" because no service control policy allows the %s action"),
    SERVICE_CONTROL_POLICY(" with an explicit deny in a service control policy"),
    NO_RESOURCE_CONTROL_POLICY(" because no resource control policy allows the %s action"),
    RESOURCE_CONTROL_POLICY(" with an explicit deny in a resource control policy"),
    NO_PERMISSIONS_BOUNDARY(" because no permissions boundary allows the %s action"),
    PERMISSIONS_BOUNDARY(" with an explicit deny in a permissions boundary"),
    NO_SESSION_POLICY(" because no session policy allows the %s action"),
    SESSION_POLICY(" with an explicit deny in a session policy"),
    NO_VPC_ENDPOINT_POLICY(" because no VPC endpoint policy allows the %s action"),
    VPC_ENDPOINT_POLICY(" with an explicit deny in a VPC endpoint policy"),
    NO_ROLE_TRUST_POLICY(" because no role trust policy allows the %s action"),
    ROLE_TRUST_POLICY(" with an explicit deny in the role trust policy"),
    /** The message of services that name no kind of policy. */
    EXPLICIT(" with an explicit deny"),
    NOT_SAID("");

    private final String words;

    DenialReason(String words) {
        this.words = words;
    }

    /** The end of the message. */
    public String of(String action) {
        return words.replace("%s", action);
    }

    public static Optional<DenialReason> named(String name) {
        return Arrays.stream(values())
                .filter(reason -> reason.name().equals(name))
                .findFirst();
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }
}
