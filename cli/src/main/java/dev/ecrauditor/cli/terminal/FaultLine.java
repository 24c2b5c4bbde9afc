package dev.ecrauditor.cli.terminal;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Describes an error in one line with its fix: common errors with a specific text, others with their own message. */
public final class FaultLine {

    private static final int LONGEST = 300;
    private static final int DEEPEST = 12;

    /** Source: "Common errors", AWS STS API Reference; "Common error types", Amazon ECR API Reference. */
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");

    private static final Set<String> REFUSED = Set.of(
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "IncompleteSignature",
            "AuthFailure");

    private FaultLine() {}

    public static String of(Throwable fault) {
        String line = Stream.iterate(Optional.of(fault), Optional::isPresent, cause -> cause.map(Throwable::getCause))
                .limit(DEEPEST)
                .flatMap(Optional::stream)
                .flatMap(cause -> known(cause).stream())
                .findFirst()
                .orElseGet(() -> message(fault));
        String plain = Printable.of(line.replaceAll("\\s+", " ").strip());
        return plain.length() <= LONGEST || fault instanceof UsageException
                ? plain
                : plain.substring(0, LONGEST) + " ...";
    }

    private static Optional<String> known(Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            return Optional.of(
                    "out of memory; give Java more with JAVA_TOOL_OPTIONS=-Xmx1g, or process less at a time");
        }
        if (cause instanceof StackOverflowError) {
            return Optional.of("the input is nested too deeply to be read");
        }
        if (cause instanceof UnknownHostException unknown) {
            return Optional.of(
                    "the host " + unknown.getMessage() + " is unknown; check --endpoint-url, --region and the network");
        }
        if (cause instanceof ConnectException) {
            return Optional.of("the endpoint refused the connection; check --endpoint-url");
        }
        if (cause instanceof SocketTimeoutException
                || cause instanceof ApiCallTimeoutException
                || cause instanceof ApiCallAttemptTimeoutException) {
            return Optional.of(
                    "the endpoint did not answer in time; check --endpoint-url and the network, or try again");
        }
        if (cause instanceof AwsServiceException answered) {
            return Optional.of(answer(answered));
        }
        return cause instanceof SdkClientException client ? ofClient(client) : Optional.empty();
    }

    private static Optional<String> ofClient(SdkClientException fault) {
        String message = String.valueOf(fault.getMessage());
        if (message.startsWith("Unable to load credentials")) {
            return Optional.of("no AWS credentials found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
                    + " AWS_SECRET_ACCESS_KEY, or sign in with aws sso login");
        }
        if (message.contains("unmarshall") || message.contains("parse") || message.contains("XML")) {
            return Optional.of("the endpoint does not answer as AWS does; check --endpoint-url");
        }
        return Optional.empty();
    }

    private static String answer(AwsServiceException fault) {
        String code = fault.awsErrorDetails() == null
                ? ""
                : Optional.ofNullable(fault.awsErrorDetails().errorCode()).orElse("");
        if (EXPIRED.contains(code)) {
            return "the AWS credentials have expired (" + code + "); sign in again";
        }
        if (REFUSED.contains(code)) {
            return "AWS does not accept the credentials (" + code + "); check AWS_PROFILE or the access key";
        }
        if (code.isEmpty() || code.equals("null")) {
            return "the endpoint does not answer as AWS does (HTTP status " + fault.statusCode()
                    + "); check --endpoint-url";
        }
        return code + ": " + fault.awsErrorDetails().errorMessage();
    }

    private static String message(Throwable fault) {
        String message = fault.getMessage();
        return message == null || message.isBlank() ? fault.getClass().getSimpleName() : message;
    }
}
