package dev.ecrauditor.cli.doctor.aws;

import dev.ecrauditor.cli.doctor.check.Place;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Reads queues. */
public final class QueueReads {

    private final DoctorClients clients;
    private final AccountAccess access;

    /** A queue. */
    public record Queue(String url, Map<String, String> attributes) {

        public String arn() {
            return attributes.getOrDefault("QueueArn", "");
        }

        /** The text of its policy; empty for none. */
        public String policy() {
            return attributes.getOrDefault("Policy", "");
        }

        /** The id or ARN of its KMS key; empty if SQS encrypts with its own. */
        public String key() {
            return attributes.getOrDefault("KmsMasterKeyId", "");
        }

        /** The ARN of its dead-letter queue. */
        public Optional<String> deadLetters() {
            try {
                return JsonReader.read(attributes.getOrDefault("RedrivePolicy", "{}"))
                        .text("deadLetterTargetArn");
            } catch (MalformedJson damaged) {
                return Optional.empty();
            }
        }

        /** How many messages it has, also those that somebody is handling. */
        public long messages() {
            return number("ApproximateNumberOfMessages") + number("ApproximateNumberOfMessagesNotVisible");
        }

        private long number(String attribute) {
            return Long.parseLong(attributes.getOrDefault(attribute, "0"));
        }
    }

    QueueReads(DoctorClients clients, AccountAccess access) {
        this.clients = clients;
        this.access = access;
    }

    /** Empty if there is no such queue. */
    public Optional<Queue> ofUrl(Place place, String url) {
        return Reads.optional(
                        "sqs:GetQueueAttributes",
                        () -> sqs(place)
                                .getQueueAttributes(request -> request.queueUrl(url)
                                        .attributeNames(QueueAttributeName.ALL)
                                        .overrideConfiguration(access.of(place.account())))
                                .attributesAsStrings())
                .map(attributes -> new Queue(url, attributes));
    }

    /** Empty if there is no such queue. */
    public Optional<Queue> ofArn(Place place, String arn) {
        String name = arn.substring(arn.lastIndexOf(':') + 1);
        return Reads.optional(
                        "sqs:GetQueueUrl",
                        () -> sqs(place)
                                .getQueueUrl(request ->
                                        request.queueName(name).overrideConfiguration(access.of(place.account()))))
                .map(GetQueueUrlResponse::queueUrl)
                .flatMap(url -> ofUrl(place, url));
    }

    private SqsClient sqs(Place place) {
        return clients.sqs(place.region());
    }
}
