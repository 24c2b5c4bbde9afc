package dev.ecrauditor.webhook;

import dev.ecrauditor.json.Json;
import java.util.Optional;
import java.util.regex.Pattern;

/** The only link of a message: a page of the AWS console, exactly as docs/alert.schema.json allows it. */
final class ConsoleLink {

    private static final Pattern PAGE = Pattern.compile(
            "https://[a-z0-9-]{1,40}\\.console\\.(aws\\.amazon\\.com|amazonaws\\.cn|amazonaws-us-gov\\.com)"
                    + "(/ecr/repositories/private/[0-9]{12}/[a-z0-9._/-]{2,256}\\?region=[a-z0-9-]{1,40}"
                    + "|/ecr/private-registry/repositories\\?region=[a-z0-9-]{1,40}"
                    + "|/kms/home\\?region=[a-z0-9-]{1,40}#/kms/keys/[A-Za-z0-9-]{1,64})");

    private ConsoleLink() {}

    /** The link in Slack's markup; empty where the alert has no such page. */
    static Optional<String> of(Json alert) {
        return alert.text("resource", "consoleUrl")
                .filter(url -> PAGE.matcher(url).matches())
                .map(url -> "<" + url + "|Open in the AWS console>");
    }
}
