package dev.ecrauditor.securityhub.aws;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.aws.signed.SignedCalls;
import dev.ecrauditor.aws.signed.SignedRequest;
import dev.ecrauditor.aws.signed.SignedResponse;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.securityhub.SecurityHub;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Calls {@code BatchImportFindings}, in other accounts with their role. A call may be repeated: Security Hub CSPM
 * ignores what it has.
 *
 * <p>Source: "BatchImportFindings", AWS Security Hub API Reference; "BatchImportFindings for finding providers", AWS
 * Security Hub User Guide.
 */
public final class SecurityHubCalls implements SecurityHub, AutoCloseable {

    private static final String TITLE = "Security Hub";
    private static final String NAME = "securityhub";
    private static final String OPERATION = "BatchImportFindings";
    private static final String NOT_ENABLED = "InvalidAccess";
    private static final int MAX_RESPONSE_BYTES = 1_000_000;

    /** A hundred findings take longer than a reading call. */
    private static final Duration ATTEMPT = Duration.ofSeconds(8);

    private final Callers callers;
    private final Clock clock;
    private final SignedCalls.Pause pause;
    private final SdkHttpClient http;

    /**
     * The credentials of the calls.
     *
     * @param hubAccount the account of the function, which imports with its own credentials
     * @param own the function's own clients
     * @param members the role of every other account
     */
    public record Callers(String hubAccount, AwsClients own, AccountCredentials members) {}

    public SecurityHubCalls(Callers callers, Clock clock, SignedCalls.Pause pause) {
        this.callers = callers;
        this.clock = clock;
        this.pause = pause;
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(2))
                .socketTimeout(ATTEMPT)
                .build();
    }

    @Override
    public Map<String, String> importFindings(Importer importer, List<Json.Obj> findings) throws NotEnabledException {
        Json answer = answer(importer, findings);
        Map<String, String> failures = new LinkedHashMap<>();
        boolean isNotEnabled = false;
        for (Json failed : answer.items("FailedFindings")) {
            String code = failed.text("ErrorCode").orElse("");
            isNotEnabled |= code.equals(NOT_ENABLED);
            failures.put(
                    failed.text("Id").orElse(""),
                    code + ": " + failed.text("ErrorMessage").orElse(""));
        }
        if (isNotEnabled && failures.size() == findings.size()) {
            throw notEnabled(importer);
        }
        long expected = (long) findings.size() - failures.size();
        if (!answer.whole("SuccessCount").equals(Optional.of(expected))) {
            throw new IllegalStateException("Security Hub took another number of findings than it names");
        }
        return failures;
    }

    private Json answer(Importer importer, List<Json.Obj> findings) throws NotEnabledException {
        try {
            return call(importer, findings);
        } catch (AwsServiceException fault) {
            if (AwsErrors.code(fault).equals(NOT_ENABLED + "Exception")) {
                throw notEnabled(importer);
            }
            throw new IllegalStateException(reason(fault), fault);
        }
    }

    private Json call(Importer importer, List<Json.Obj> findings) {
        AwsClients.Connection connection = connection(importer);
        SignedCalls.Service service = new SignedCalls.Service(TITLE, NAME, connection.region(), MAX_RESPONSE_BYTES);
        URI endpoint = connection.endpointOf(NAME, connection.region());
        SignedRequest request = new SignedRequest(
                SdkHttpMethod.POST,
                endpoint.resolve("/findings/import"),
                Map.of("Content-Type", "application/json"),
                JsonWriter.write(new JsonObject()
                        .put("Findings", new Json.Arr(List.copyOf(findings)))
                        .build()));
        return new SignedCalls(connection, service, clock, pause)
                .call(OPERATION, request, response -> read(service, response));
    }

    private AwsClients.Connection connection(Importer importer) {
        AwsClients.Connection caller = importer.account().equals(callers.hubAccount())
                ? callers.own().connection().in(importer.region())
                : callers.members().connection(importer.account(), importer.region());
        return new AwsClients.Connection(http, caller.credentials(), caller.region(), caller.endpoint());
    }

    private static Json read(SignedCalls.Service service, SignedResponse response) {
        Optional<Json> json = json(response.text());
        if (response.http().isSuccessful()) {
            return json.orElseThrow(() -> SdkClientException.create(TITLE + " answers " + OPERATION + " without JSON"));
        }
        String type = response.header("x-amzn-ErrorType").orElse("");
        int end = type.indexOf(':');
        String message = json.flatMap(body -> body.text("Message").or(() -> body.text("message")))
                .orElse("");
        throw service.fault(response.status(), end < 0 ? type : type.substring(0, end), message);
    }

    private static Optional<Json> json(String text) {
        try {
            return Optional.of(JsonReader.read(text));
        } catch (MalformedJson notOfTheService) {
            return Optional.empty();
        }
    }

    private static NotEnabledException notEnabled(Importer importer) {
        return new NotEnabledException(
                "account %s does not use Security Hub CSPM in %s".formatted(importer.account(), importer.region()));
    }

    /** The message of AWS names the denied action. */
    private static String reason(AwsServiceException fault) {
        String own = String.valueOf(fault.getMessage());
        String details = fault.awsErrorDetails() == null
                ? ""
                : Objects.requireNonNullElse(fault.awsErrorDetails().errorMessage(), "");
        return own.contains(details) ? own : own + ": " + details;
    }

    @Override
    public void close() {
        http.close();
    }
}
