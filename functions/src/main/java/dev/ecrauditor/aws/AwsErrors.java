package dev.ecrauditor.aws;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Tells refusals apart by their error code; AccessDenied is not a modelled exception of ECR. */
final class AwsErrors {

    private static final Set<String> DENIED =
            Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError");

    private AwsErrors() {}

    static boolean isDenied(AwsServiceException fault) {
        return DENIED.contains(code(fault));
    }

    static String code(AwsServiceException fault) {
        return fault.awsErrorDetails() == null ? "" : fault.awsErrorDetails().errorCode();
    }
}
