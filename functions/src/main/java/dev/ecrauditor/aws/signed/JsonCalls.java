package dev.ecrauditor.aws.signed;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Makes calls to a service in the protocol AWS JSON 1.1; only calls that read.
 *
 * <p>Source: "AWS JSON 1.1 protocol", Smithy 2.0.
 */
public final class JsonCalls {

    private final Api api;
    private final SignedCalls.Service service;
    private final SignedCalls calls;
    private final URI endpoint;

    /**
     * The names of a service.
     *
     * @param title as messages name it
     * @param name of its endpoint and in signatures
     * @param target what precedes the operation in the header that names it
     * @param maxBytes the largest response that is read
     */
    public record Api(String title, String name, String target, int maxBytes) {}

    /** The calls of a Region. */
    public JsonCalls(AwsClients.Connection connection, Api api, Clock clock, SignedCalls.Pause pause) {
        this.api = api;
        this.service = new SignedCalls.Service(api.title(), api.name(), connection.region(), api.maxBytes());
        this.calls = new SignedCalls(connection, service, clock, pause);
        this.endpoint = connection.endpointOf(api.name(), connection.region());
    }

    /**
     * Makes a call.
     *
     * @throws AwsServiceException if the service answers with an error
     * @throws SdkClientException if it does not answer, or not in time
     */
    public Json call(String operation, Json.Obj parameters) {
        Map<String, String> headers =
                Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", api.target() + operation);
        String body = JsonWriter.write(parameters);
        SignedRequest request = new SignedRequest(SdkHttpMethod.POST, endpoint, headers, body);
        return calls.call(operation, request, response -> read(operation, response));
    }

    private Json read(String operation, SignedResponse response) {
        if (!response.http().isSuccessful()) {
            throw fault(response.status(), response.text());
        }
        try {
            return JsonReader.read(response.text());
        } catch (MalformedJson fault) {
            throw SdkClientException.create(api.title() + " answers " + operation + " without JSON", fault);
        }
    }

    private AwsServiceException fault(int status, String text) {
        Optional<Json> error = error(text);
        String type = error.flatMap(json -> json.text("__type")).orElse("");
        String message = error.flatMap(json -> json.text("message").or(() -> json.text("Message")))
                .orElse("");
        return service.fault(status, type.substring(type.lastIndexOf('#') + 1), message);
    }

    /** An error of a proxy or of the network is no JSON. */
    private static Optional<Json> error(String text) {
        try {
            return Optional.of(JsonReader.read(text));
        } catch (MalformedJson notOfTheService) {
            return Optional.empty();
        }
    }
}
