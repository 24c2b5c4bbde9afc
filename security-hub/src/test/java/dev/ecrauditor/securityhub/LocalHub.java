package dev.ecrauditor.securityhub;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.SnsAlertChannel;
import dev.ecrauditor.aws.signed.SignedCalls;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.securityhub.aws.SecurityHubCalls;
import dev.ecrauditor.securityhub.handler.SecurityHubHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The function behind its queue, against local-aws: alerts are published to the topic, the queue delivers batches of ten
 * and redelivers what the function returns, until it moves to the dead-letter queue.
 */
final class LocalHub implements AutoCloseable {

    static final String HUB = "999988887777";
    static final String REGION = "us-east-1";
    private static final Duration VISIBILITY = Duration.ofMinutes(12);
    private static final int RECEIVES = 10;
    private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();

    /** Retries as the function does, without waiting. */
    static final SignedCalls.Pause WITHOUT_WAITING = duration -> {};

    final SettableClock clock = new SettableClock();
    final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    final List<Json> log = new ArrayList<>();
    final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), REGION, HUB, Duration.ofSeconds(20));
    private final SqsClient sqs = clients.sqs();
    private final SnsClient sns = clients.sns();
    private final SnsAlertChannel topic;
    private final String queue;
    private final String deadLetters;
    private final SecurityHubHandler handler;
    private final FunctionContext context = new FunctionContext();
    int invocations;

    LocalHub(SignedCalls.Pause pause) {
        deadLetters =
                sqs.createQueue(create -> create.queueName("security-hub-dead")).queueUrl();
        String redrive = JsonWriter.write(new JsonObject()
                .put("deadLetterTargetArn", arnOf(deadLetters))
                .put("maxReceiveCount", Integer.toString(RECEIVES))
                .build());
        queue = sqs.createQueue(create -> create.queueName("security-hub")
                        .attributes(Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                Long.toString(VISIBILITY.toSeconds()),
                                QueueAttributeName.REDRIVE_POLICY,
                                redrive)))
                .queueUrl();
        String topicArn = sns.createTopic(create -> create.name("alerts")).topicArn();
        sns.subscribe(subscribe -> subscribe.topicArn(topicArn).protocol("sqs").endpoint(arnOf(queue)));
        topic = new SnsAlertChannel(clients, topicArn);
        SecurityHubCalls calls = new SecurityHubCalls(
                new SecurityHubCalls.Callers(
                        HUB, clients, new AccountCredentials(clients, Optional.of("ecr-auditor-import"), clock)),
                clock,
                pause);
        handler = new SecurityHubHandler(
                new FindingImporter(calls, new FindingImporter.Hub(HUB, REGION, SampleAlerts.RULES), clock));
    }

    private String arnOf(String queueUrl) {
        return sqs.getQueueAttributes(get -> get.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }

    SecurityHubClient securityHub(String account) {
        return SecurityHubClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.of(REGION))
                .httpClient(HTTP)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "not-a-secret")))
                .build();
    }

    /** Switches Security Hub on. */
    void enable(String... accounts) {
        for (String account : accounts) {
            var unused = securityHub(account).enableSecurityHub(enable -> {});
        }
    }

    void publish(AlertMessage message) {
        topic.publish(message);
    }

    void send(String body) {
        sqs.sendMessage(send -> send.queueUrl(queue).messageBody(body));
    }

    /** Delivers until the queue is empty. */
    void drain() {
        int left = RECEIVES + 2;
        while (left > 0) {
            List<Message> batch = sqs.receiveMessage(
                            receive -> receive.queueUrl(queue).maxNumberOfMessages(10))
                    .messages();
            if (batch.isEmpty()) {
                clock.advance(VISIBILITY.plusSeconds(1));
                left--;
            } else {
                invoke(batch);
            }
        }
    }

    private void invoke(List<Message> batch) {
        invocations++;
        Set<String> failed = answer(batch).items("batchItemFailures").stream()
                .map(item -> item.text("itemIdentifier").orElseThrow())
                .collect(Collectors.toSet());
        batch.stream()
                .filter(message -> !failed.contains(message.messageId()))
                .forEach(message ->
                        sqs.deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle())));
    }

    private Json answer(List<Message> batch) {
        List<Json> records = batch.stream()
                .<Json>map(message -> new JsonObject()
                        .put("messageId", message.messageId())
                        .put("body", message.body())
                        .build())
                .toList();
        String event = JsonWriter.write(
                new JsonObject().put("Records", new Json.Arr(records)).build());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, context);
            return JsonReader.read(out.toString(StandardCharsets.UTF_8));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (MalformedJson malformed) {
            throw new AssertionError(malformed);
        }
    }

    /** The bodies that ended in the dead-letter queue. */
    List<String> deadLetters() {
        List<String> bodies = new ArrayList<>();
        while (true) {
            List<Message> some = sqs.receiveMessage(
                            receive -> receive.queueUrl(deadLetters).maxNumberOfMessages(10))
                    .messages();
            if (some.isEmpty()) {
                return bodies;
            }
            some.forEach(message -> bodies.add(message.body()));
        }
    }

    /** What Security Hub has, read by AWS's own model. */
    List<AwsSecurityFinding> findings(String account) {
        return securityHub(account).getFindings(get -> {}).findings();
    }

    /** How long the function has. */
    void timeLeft(Duration time) {
        context.remaining = time;
    }

    @Override
    public void close() {
        clients.close();
        aws.close();
    }

    static final class SettableClock extends Clock {

        private volatile Instant now = SampleAlerts.PUBLISHED_AT;

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("this clock is UTC");
        }
    }

    private final class FunctionContext implements Context {

        private volatile Duration remaining = Duration.ofMinutes(2);

        @Override
        public int getRemainingTimeInMillis() {
            return (int) remaining.toMillis();
        }

        @Override
        public LambdaLogger getLogger() {
            return new LambdaLogger() {
                @Override
                public void log(String message) {
                    try {
                        log.add(JsonReader.read(message));
                    } catch (MalformedJson malformed) {
                        throw new AssertionError("not one line of JSON: " + message, malformed);
                    }
                }

                @Override
                public void log(byte[] message) {
                    log(new String(message, StandardCharsets.UTF_8));
                }
            };
        }

        @Override
        public String getAwsRequestId() {
            return "request";
        }

        @Override
        public String getLogGroupName() {
            return "group";
        }

        @Override
        public String getLogStreamName() {
            return "stream";
        }

        @Override
        public String getFunctionName() {
            return "ecr-auditor-security-hub";
        }

        @Override
        public String getFunctionVersion() {
            return "1";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "arn";
        }

        @Override
        public CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 1024;
        }
    }
}
