package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import java.util.Optional;

/**
 * Reads the CloudTrail records of KMS: calls, and events of the service itself, which have no request.
 *
 * <p>Source: "Logging AWS KMS API calls with AWS CloudTrail", AWS KMS Developer Guide.
 */
final class KeyCalls {

    private KeyCalls() {}

    /** The key: always by the ARN in the record's resources, since a request may name an alias. */
    static KeyChange.KeyRef key(Json detail, String account, String region) throws MalformedEvent {
        return detail.items("resources").stream()
                .flatMap(resource -> resource.text("ARN").stream())
                .flatMap(arn -> KeyChange.KeyRef.parse(arn).stream())
                .findFirst()
                .or(() -> named(detail, account, region))
                .orElseThrow(() -> new MalformedEvent(
                        "the event names no KMS key: detail.resources has no ARN of one, as CloudTrail's records of KMS"
                                + " have"));
    }

    private static Optional<KeyChange.KeyRef> named(Json detail, String account, String region) {
        Optional<String> id = detail.text("responseElements", "keyId")
                .or(() -> detail.text("requestParameters", "keyId"))
                .or(() -> detail.text("serviceEventDetails", "keyId"));
        return id.flatMap(KeyChange.KeyRef::parse)
                .or(() -> id.flatMap(text -> KeyChange.KeyRef.of(account, region, text)));
    }

    static KeyChange change(EventHeader header, KeyChange.Kind kind, KeyChange.KeyRef key, Json detail)
            throws MalformedEvent {
        EventReader.requireIdAndTime(header, detail);
        return new KeyChange(
                header,
                kind,
                key,
                Actor.of(detail),
                EventReader.parameters(detail).text("policy"));
    }
}
