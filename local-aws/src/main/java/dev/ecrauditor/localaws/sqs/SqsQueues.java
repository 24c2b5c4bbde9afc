package dev.ecrauditor.localaws.sqs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SQS's CreateQueue, GetQueueUrl and GetQueueAttributes. */
public final class SqsQueues {

    private final Cloud cloud;
    private final URI endpoint;

    public SqsQueues(Cloud cloud, URI endpoint) {
        this.cloud = cloud;
        this.endpoint = endpoint;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(AwsService.SQS, "CreateQueue", this::create, "QueueName", "Attributes", "tags"),
                Operation.of(AwsService.SQS, "GetQueueUrl", this::url, "QueueName", "QueueOwnerAWSAccountId"),
                Operation.of(AwsService.SQS, "GetQueueAttributes", this::attributes, "QueueUrl", "AttributeNames"));
    }

    private ObjectNode create(Call call) {
        String name = call.parameters().text("QueueName");
        QueueSettings settings = QueueSettings.read(call);
        String form = settings.fifo() ? "[A-Za-z0-9_-]{1,75}\\.fifo" : "[A-Za-z0-9_-]{1,80}";
        if (!name.matches(form)) {
            throw call.invalid(
                    "QueueName",
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length; the name of"
                            + " a FIFO queue, and only of one, ends with .fifo");
        }
        settings.redrivePolicy().ifPresent(policy -> checkDeadLetterQueue(call, settings, policy));
        Map<String, Queue> queues = cloud.at(call.place()).queues;
        Queue queue =
                queues.computeIfAbsent(name, key -> new Queue(call.place().arn("sqs", name), settings, call.now()));
        if (!queue.settings().equals(settings)) {
            throw AwsError.badRequest(
                    "QueueNameExists",
                    "A queue already exists with the same name and a different value for an attribute");
        }
        return urlOf(call.place(), name);
    }

    private ObjectNode url(Call call) {
        String account =
                call.parameters().text("QueueOwnerAWSAccountId", call.place().account());
        String name = call.parameters().text("QueueName");
        QueueReference.find(cloud, call, account, name);
        return urlOf(call.place(), name);
    }

    private ObjectNode attributes(Call call) {
        Queue queue = QueueReference.find(cloud, call);
        Map<String, String> all = all(queue, call.now());
        ObjectNode chosen = Json.object();
        for (String name : call.parameters().texts("AttributeNames")) {
            if (name.equals("All")) {
                all.forEach(chosen::put);
            } else if (all.containsKey(name)) {
                chosen.put(name, all.get(name));
            } else if (!name.equals(QueueSettings.FIFO_QUEUE)
                    && !name.equals(QueueSettings.REDRIVE_POLICY)
                    && !QueueSettings.ONLY_LOADED.contains(name)) {
                throw AwsError.badRequest("InvalidAttributeName", "Unknown Attribute " + name + ".");
            }
        }
        return chosen.isEmpty() ? chosen : Json.object().set("Attributes", chosen);
    }

    private static Map<String, String> all(Queue queue, Instant now) {
        long visible = queue.messages().stream().filter(m -> m.isVisible(now)).count();
        long inFlight = queue.messages().stream().filter(m -> m.isInFlight(now)).count();
        long delayed = queue.messages().size() - visible - inFlight;
        String created = String.valueOf(queue.createdAt().getEpochSecond());
        Map<String, String> all = new LinkedHashMap<>(queue.settings().attributes());
        all.put("QueueArn", queue.arn());
        all.put("ApproximateNumberOfMessages", String.valueOf(visible));
        all.put("ApproximateNumberOfMessagesNotVisible", String.valueOf(inFlight));
        all.put("ApproximateNumberOfMessagesDelayed", String.valueOf(delayed));
        all.put("CreatedTimestamp", created);
        all.put("LastModifiedTimestamp", created);
        return all;
    }

    private void checkDeadLetterQueue(Call call, QueueSettings settings, RedrivePolicy policy) {
        QueueArn target = policy.deadLetterQueue();
        Queue queue = cloud.at(call.place()).queues.get(target.name());
        if (!target.place().equals(call.place()) || queue == null) {
            throw call.invalid(QueueSettings.REDRIVE_POLICY, "Dead letter target does not exist");
        }
        if (queue.settings().fifo() != settings.fifo()) {
            throw call.invalid(
                    QueueSettings.REDRIVE_POLICY, "Dead-letter queue must be same type of queue as the source");
        }
    }

    private ObjectNode urlOf(AccountRegion place, String name) {
        return Json.object().put("QueueUrl", endpoint + "/" + place.account() + "/" + name);
    }
}
