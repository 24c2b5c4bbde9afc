package dev.ecrauditor.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.RewritingProxy;
import dev.ecrauditor.testing.SampleRecords;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;

/**
 * What a message says it takes is what SNS counts of it: the bodies, the subject, and the name, the type and the value
 * of every attribute.
 *
 * <p>Source: Publish, Amazon SNS API Reference (at most 262,144 bytes); "Amazon SNS message attributes", Amazon SNS
 * Developer Guide.
 */
class PublishedSizeTest {

    /**
     * For the names of the three bodies and the types of the attributes; AlertRenderer keeps 6,144 bytes free for them.
     */
    private static final int ADDED_BY_SNS = 300;

    private final LocalAws aws =
            LocalAws.start(LocalAwsOptions.defaults().withClock(new MutableClock(SampleRecords.NOON)));
    private RewritingProxy sns;
    private AwsClients clients;
    private String topic;

    @BeforeEach
    void start() throws IOException {
        sns = new RewritingProxy(aws.endpoint(), UnaryOperator.identity(), UnaryOperator.identity());
        clients = sns.clients("999988887777");
        topic = clients.sns()
                .createTopic(CreateTopicRequest.builder().name("alerts").build())
                .topicArn();
    }

    @AfterEach
    void close() {
        clients.close();
        sns.close();
        aws.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\"", "\\", "é", "\n", "\ud83d\udc33"})
    void itIsWhatIsPublishedWithTheAttributes(String filling) {
        String words = filling.repeat(3_000);
        List<String> many =
                IntStream.range(0, 250).mapToObj(i -> filling.repeat(12) + i).toList();
        for (AlertMessage message : List.of(
                message("", Map.of(), Map.of()),
                message(words, Map.of(), Map.of()),
                message("", Map.of("repository", words), Map.of()),
                message("", Map.of("accountId", "111122223333"), Map.of("alertIds", many)),
                message(
                        words,
                        Map.of("repository", words, "region", words),
                        Map.of("alertIds", many, "ruleIds", many)))) {
            int published = published(message);
            assertThat(message.bytes()).isBetween(published - ADDED_BY_SNS, Math.max(published, 100) * 7);
        }
    }

    private static AlertMessage message(String text, Map<String, String> labels, Map<String, List<String>> lists) {
        return new AlertMessage("subject", "e" + text, "c" + text, "j" + text, labels, lists);
    }

    /** What SNS counts of the one message that is published here. */
    private int published(AlertMessage message) {
        new SnsAlertChannel(clients, topic).publish(message);
        List<String> requests = sns.requests();
        return Arrays.stream(requests.get(requests.size() - 1).split("&", -1))
                .map(field -> field.split("=", 2))
                .filter(field -> field[0].equals("Message")
                        || field[0].equals("Subject")
                        || field[0].matches("MessageAttributes\\.entry\\.\\d+\\.(Name|Value\\.(DataType|StringValue))"))
                .mapToInt(field ->
                        URLDecoder.decode(field[1], StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }
}
