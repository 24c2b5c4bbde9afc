package dev.ecrauditor.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

class LocalAwsTest {

    @Test
    void itListensOnLoopbackUntilClosed() {
        URI endpoint;
        try (LocalAws aws = LocalAws.start()) {
            endpoint = aws.endpoint();
            assertThat(endpoint.getHost()).isEqualTo("127.0.0.1");
            assertThat(endpoint.getPort()).isPositive();
        }

        assertThatThrownBy(() -> new Socket(endpoint.getHost(), endpoint.getPort()).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void aPortInUseIsReported() {
        try (LocalAws first = LocalAws.start()) {
            LocalAwsOptions same =
                    LocalAwsOptions.defaults().withPort(first.endpoint().getPort());

            assertThatThrownBy(() -> LocalAws.start(same))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("could not listen on 127.0.0.1:" + same.port());
        }
    }

    @Test
    void invalidOptionsAreRejected() {
        assertThatThrownBy(() -> new LocalAwsOptions(-1, Clock.systemUTC(), "111122223333"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LocalAwsOptions.defaults().withDefaultAccount("me"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void callsAtTheSameTimeLoseNothingAndReceiveNothingTwice() throws Exception {
        try (TestCloud cloud = new TestCloud()) {
            String queue = cloud.sqs.createQueue(b -> b.queueName("q")).queueUrl();
            List<Callable<List<Message>>> work = IntStream.range(0, 100)
                    .<Callable<List<Message>>>mapToObj(i -> () -> {
                        cloud.createRepository("app-" + i);
                        cloud.sqs.sendMessage(b -> b.queueUrl(queue).messageBody("m" + i));
                        return cloud.sqs.receiveMessage(b -> b.queueUrl(queue)).messages();
                    })
                    .toList();
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<String> received = new ArrayList<>();
            for (Future<List<Message>> future : threads.invokeAll(work)) {
                future.get().forEach(message -> received.add(message.body()));
            }
            threads.shutdown();

            assertThat(received).hasSize(100).doesNotHaveDuplicates();
            assertThat(cloud.ecr.describeRepositories().repositories()).hasSize(100);
            assertThat(cloud.aws.requests()).hasSize(302);
        }
    }
}
