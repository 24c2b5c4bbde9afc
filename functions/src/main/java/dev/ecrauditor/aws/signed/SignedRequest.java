package dev.ecrauditor.aws.signed;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * One HTTP request to a service.
 *
 * @param method GET reads, PUT and POST send the body
 * @param uri with the path as it is sent
 * @param headers by name; those of the signature and of the length are added
 * @param body text, sent in UTF-8; empty for GET
 */
public record SignedRequest(SdkHttpMethod method, URI uri, Map<String, String> headers, String body) {

    public SignedRequest {
        headers = Map.copyOf(headers);
    }
}
