package dev.ecrauditor.aws.signed;

import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The response to a signed request.
 *
 * @param http status and headers
 * @param body empty where there is none
 */
public record SignedResponse(SdkHttpResponse http, SdkBytes body) {

    public int status() {
        return http.statusCode();
    }

    public Optional<String> header(String name) {
        return http.firstMatchingHeader(name);
    }

    /** The body, which is text in UTF-8. */
    public String text() {
        return body.asUtf8String();
    }
}
