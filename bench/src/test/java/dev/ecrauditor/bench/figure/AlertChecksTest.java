package dev.ecrauditor.bench.figure;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.lambda.FunctionProcess;
import dev.ecrauditor.bench.lambda.ProcessorTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertChecksTest {

    @Test
    void anAlertThatWasNotPublishedIsTold() {
        assertThatThrownBy(() -> Drain.requirePublished(List.of(), "team/service"))
                .isInstanceOf(BenchException.class)
                .hasMessage("an alert about team/service was expected; published were 0 messages");
    }

    @Test
    void anAlertAboutAnotherRepositoryIsTold() {
        assertThatThrownBy(() -> Drain.requirePublished(List.of("Message=team%2Fother"), "team/service"))
                .hasMessage("the published alert does not name team/service");
        assertThatCode(() -> Drain.requirePublished(List.of("Message=team%2Fservice"), "team/service"))
                .doesNotThrowAnyException();
    }

    @Test
    void anEventThatComesAgainIsTold() {
        String body = "{\"batchItemFailures\":[{\"itemIdentifier\":\"message-0\"}]}";
        assertThatThrownBy(() -> PolicyEvents.requireHandled(new FunctionProcess.Answered(body, ProcessorTime.NONE, 0)))
                .isInstanceOf(BenchException.class)
                .hasMessage("an event was not handled; the function answered " + body);
    }
}
