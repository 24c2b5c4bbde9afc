package dev.ecrauditor.aws;

import dev.ecrauditor.repository.Denial;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Recognizes access denials by their error code; AccessDenied is not a modelled exception of ECR. */
public final class AwsErrors {

    private static final Set<String> DENIED =
            Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError");

    /** Source: "Common errors" of the API references, and "Specify which Regions your account can use", AWS Account Management. */
    private static final Set<String> CREDENTIALS_REJECTED =
            Set.of("UnrecognizedClientException", "InvalidClientTokenId", "OptInRequired", "RegionDisabledException");

    private AwsErrors() {}

    /** Whether a policy denied the call. */
    public static boolean isDenied(AwsServiceException fault) {
        return DENIED.contains(code(fault));
    }

    /** Whether AWS rejects the credentials, as it does in a Region that is not enabled in the account. */
    public static boolean isOfRegionNotEnabled(AwsServiceException fault) {
        return CREDENTIALS_REJECTED.contains(code(fault));
    }

    /** Whether STS answered, before the call itself was made. */
    public static boolean isOfAssumeRole(AwsServiceException fault) {
        return "Sts".equals(fault.awsErrorDetails().serviceName());
    }

    /** Returns which kind of policy denied the call. */
    public static Denial denial(AwsServiceException fault) {
        String message =
                fault.awsErrorDetails() == null ? null : fault.awsErrorDetails().errorMessage();
        return message == null ? Denial.NOT_SAID : DenialMessage.read(message);
    }

    /** The error code; empty where AWS gives none. */
    public static String code(AwsServiceException fault) {
        return fault.awsErrorDetails() == null
                ? ""
                : Objects.requireNonNullElse(fault.awsErrorDetails().errorCode(), "");
    }
}
