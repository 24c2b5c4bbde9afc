package dev.ecrauditor.localaws.call;

/**
 * The four errors of every service, in its own format: invalid parameter, access denied, too many requests, internal
 * error.
 */
public final class Refusals {

    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int INTERNAL_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private Refusals() {}

    public static AwsError invalid(AwsService service, String path, String problem) {
        boolean missing = problem.equals("is required");
        return switch (service) {
            case CLOUDFORMATION, IAM -> AwsError.badRequest("ValidationError", validation(path, problem));
            case DYNAMODB -> AwsError.badRequest("ValidationException", validation(path, problem));
            case ECR, LAMBDA ->
                AwsError.badRequest(
                        "InvalidParameter" + (service == AwsService.ECR ? "" : "Value") + "Exception",
                        "Invalid parameter at '" + path + "' failed to satisfy constraint: '" + problem + "'");
            case KMS, EVENTS, CLOUDTRAIL -> AwsError.badRequest("ValidationException", validation(path, problem));
            case SNS -> AwsError.badRequest("InvalidParameter", "Invalid parameter: " + path + " Reason: " + problem);
            case SQS ->
                missing
                        ? AwsError.badRequest(
                                "MissingParameter", "The request must contain the parameter " + path + ".")
                        : AwsError.badRequest(
                                "InvalidParameterValue",
                                "Value for parameter " + path + " is invalid. Reason: " + problem + ".");
            case ORGANIZATIONS ->
                AwsError.badRequest(
                        "InvalidInputException", "You specified an invalid value for " + path + ": it " + problem);
            case SECURITYHUB ->
                AwsError.badRequest("InvalidInputException", "Invalid parameter '" + path + "': it " + problem);
            case S3 -> AwsError.badRequest("InvalidArgument", path + " " + problem);
            case STS -> AwsError.badRequest("ValidationError", validation(path, problem));
        };
    }

    /** AWS's error for a denied call; the error code is the same for every reason. */
    public static String message(String principal, String action, String resourceArn, DenialReason reason) {
        return "User: " + principal + " is not authorized to perform: " + action + " on resource: " + resourceArn
                + reason.of(action);
    }

    public static AwsError denied(AwsService service, String message) {
        return switch (service) {
            case CLOUDTRAIL, DYNAMODB, ECR, EVENTS, KMS, ORGANIZATIONS ->
                AwsError.badRequest("AccessDeniedException", message);
            case CLOUDFORMATION, IAM -> new AwsError(FORBIDDEN, "AccessDenied", message);
            case LAMBDA, SECURITYHUB -> new AwsError(FORBIDDEN, "AccessDeniedException", message);
            case SNS -> new AwsError(FORBIDDEN, "AuthorizationError", message);
            case S3, SQS -> new AwsError(FORBIDDEN, "AccessDenied", message);
            case STS -> new AwsError(FORBIDDEN, "AccessDenied", message);
        };
    }

    /** A Region that is not enabled in the account does not know its credentials. */
    public static AwsError disabledRegion(AwsService service) {
        return service.protocol().equals("query")
                ? new AwsError(
                        FORBIDDEN, "InvalidClientTokenId", "The security token included in the request is invalid")
                : new AwsError(
                        service.protocol().equals("rest") ? FORBIDDEN : BAD_REQUEST,
                        "UnrecognizedClientException",
                        "The security token included in the request is invalid.");
    }

    public static AwsError throttled(AwsService service) {
        return switch (service) {
            case CLOUDFORMATION, IAM -> new AwsError(BAD_REQUEST, "Throttling", "Rate exceeded");
            case CLOUDTRAIL, DYNAMODB, ECR, EVENTS, KMS ->
                new AwsError(BAD_REQUEST, "ThrottlingException", "Rate exceeded");
            case LAMBDA, SECURITYHUB -> new AwsError(TOO_MANY_REQUESTS, "TooManyRequestsException", "Rate exceeded");
            case SNS -> new AwsError(TOO_MANY_REQUESTS, "Throttled", "Rate exceeded");
            case S3 -> new AwsError(UNAVAILABLE, "SlowDown", "Please reduce your request rate.");
            case SQS -> new AwsError(FORBIDDEN, "RequestThrottled", "Request is throttled.");
            case ORGANIZATIONS -> new AwsError(BAD_REQUEST, "TooManyRequestsException", "Rate exceeded");
            case STS -> new AwsError(BAD_REQUEST, "Throttling", "Rate exceeded");
        };
    }

    public static AwsError internal(AwsService service, String message) {
        return switch (service) {
            case CLOUDFORMATION -> new AwsError(INTERNAL_ERROR, "InternalFailure", message);
            case DYNAMODB -> new AwsError(INTERNAL_ERROR, "InternalServerError", message);
            case IAM, LAMBDA -> new AwsError(INTERNAL_ERROR, "ServiceException", message);
            case ECR -> new AwsError(INTERNAL_ERROR, "ServerException", message);
            case KMS -> new AwsError(INTERNAL_ERROR, "KMSInternalException", message);
            case EVENTS, SECURITYHUB -> new AwsError(INTERNAL_ERROR, "InternalException", message);
            case CLOUDTRAIL, S3, SNS, SQS -> new AwsError(INTERNAL_ERROR, "InternalError", message);
            case ORGANIZATIONS -> new AwsError(INTERNAL_ERROR, "ServiceException", message);
            case STS -> new AwsError(INTERNAL_ERROR, "InternalFailure", message);
        };
    }

    private static String validation(String path, String problem) {
        return "1 validation error detected: Value at '" + path + "' failed to satisfy constraint: Member " + problem;
    }
}
