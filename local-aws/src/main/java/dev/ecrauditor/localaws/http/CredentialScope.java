package dev.ecrauditor.localaws.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The caller in the Authorization header of Signature Version 4; the signature itself is not verified. */
public record CredentialScope(String accessKey, String region, String service) {

    private static final Pattern CREDENTIAL =
            Pattern.compile("Credential=([^/,\\s]+)/[0-9]+/([^/,\\s]+)/([^/,\\s]+)/aws4_request");

    static Optional<CredentialScope> of(HttpRequest request) {
        Matcher matcher = CREDENTIAL.matcher(request.header("Authorization"));
        return matcher.find()
                ? Optional.of(new CredentialScope(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }
}
