package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.Optional;

/**
 * Reads the CloudTrail records of KMS: calls, and events of the service itself, which have no request.
 *
 * <p>Source: "Logging AWS KMS API calls with AWS CloudTrail", AWS KMS Developer Guide.
 */
final class KeyCalls {

    private KeyCalls() {}

    /** The key: always by the ARN in the record's resources, since a request may name an alias. */
    static KeyArn key(Json detail, String account, String region) throws MalformedEvent {
        return detail.items("resources").stream()
                .flatMap(resource -> resource.text("ARN").stream())
                .flatMap(arn -> KeyArn.parse(arn).stream())
                .findFirst()
                .or(() -> named(detail, account, region))
                .orElseThrow(() -> new MalformedEvent(
                        "the event names no KMS key: detail.resources has no ARN of one, as CloudTrail's records of KMS"
                                + " have"));
    }

    private static Optional<KeyArn> named(Json detail, String account, String region) {
        Optional<String> id = detail.text("responseElements", "keyId")
                .or(() -> detail.text("requestParameters", "keyId"))
                .or(() -> detail.text("serviceEventDetails", "keyId"));
        return id.flatMap(KeyArn::parse)
                .or(() -> id.flatMap(text -> KeyArn.parse("arn:" + RepositoryArn.partitionOf(region) + ":kms:" + region
                        + ":" + account + ":key/" + text)));
    }

    static KeyChange change(EventHeader header, KeyChange.Kind kind, KeyArn key, Json detail) throws MalformedEvent {
        EventReader.requireIdAndTime(header, detail);
        return new KeyChange(
                header,
                kind,
                key,
                Actor.of(detail),
                EventReader.parameters(detail).text("policy"));
    }
}
