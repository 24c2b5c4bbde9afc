package dev.ecrauditor.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.Invocation;
import dev.ecrauditor.testing.LambdaContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The input of a function: batches in which each message fails separately, and bare events. */
class SqsBatchProcessorTest {

    private final List<String> handled = new ArrayList<>();
    private final LambdaContext context = new LambdaContext();

    @Test
    void aBatchHandlesEveryMessageInOrderAndFailsNone() {
        Invocation invocation = invoke(CloudTrailEvents.batch(List.of(body("a"), body("b"), body("c"))));
        assertThat(handled).containsExactly("a", "b", "c");
        assertThat(invocation.failedMessages()).isEmpty();
        assertThat(JsonWriter.write(invocation.answer())).isEqualTo("{\"batchItemFailures\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "checked exception", "stack overflow", "linkage error"})
    void onePoisonInTenFailsAloneAndNineAreHandled(String poison) {
        List<String> bodies = new ArrayList<>(
                IntStream.range(0, 9).mapToObj(i -> body("good " + i)).toList());
        bodies.add(4, body(poison));
        Invocation invocation = invoke(CloudTrailEvents.batch(bodies));
        assertThat(invocation.failedMessages()).containsExactly("message-4");
        assertThat(handled).hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "{\"unclosed\": ", "{} {}", "{\"twice\":1,\"twice\":2}"})
    void aMessageThatIsNotStrictJsonFailsAlone(String malformed) {
        Invocation invocation = invoke(CloudTrailEvents.batch(List.of(malformed, body("good"))));
        assertThat(invocation.failedMessages()).containsExactly("message-0");
        assertThat(handled).containsExactly("good");
    }

    @Test
    void aMessageNestedBeyondReasonFailsAlone() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        Invocation invocation = invoke(CloudTrailEvents.batch(List.of(deep, body("good"))));
        assertThat(invocation.failedMessages()).containsExactly("message-0");
    }

    @Test
    void everyMessageLeavesOneLineAndTheOutcomesCountToTheInputs() {
        Invocation invocation =
                invoke(CloudTrailEvents.batch(List.of(body("a"), body("exception"), "not json", body("b"))));
        assertThat(invocation.log()).hasSize(4);
        assertThat(invocation.log())
                .extracting(line -> line.text("outcome").orElseThrow())
                .containsExactly("DONE", "FAILED", "FAILED", "DONE");
        assertThat(invocation.log().get(1).text("message")).hasValue("message-1");
        assertThat(invocation.log().get(1).text("fault")).hasValue("IllegalStateException");
    }

    @Test
    void everyLogLineIsOneLineOfAsciiWhateverTheMessageHolds() {
        Invocation invocation = invoke(CloudTrailEvents.batch(List.of(
                body("line\nbreak\r\u2028\u2029 \u00e9 \u0000 \u202e reversed"),
                body("exception with line\nbreak and \u202e"))));
        assertThat(invocation.lines()).hasSize(2).allSatisfy(line -> {
            assertThat(line).endsWith("\n");
            assertThat(line.substring(0, line.length() - 1)).matches("[\\x20-\\x7e]*");
        });
    }

    @Test
    void anEmptyBatchIsAnsweredWithoutFailures() {
        Invocation invocation = invoke(CloudTrailEvents.batch(List.of()));
        assertThat(JsonWriter.write(invocation.answer())).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(invocation.lines()).isEmpty();
    }

    @Test
    void theAnswerIsWhatLambdasOwnTypeReads() throws Exception {
        Invocation invocation = invoke(CloudTrailEvents.batch(List.of(body("exception"), body("a"))));
        SQSBatchResponse response =
                new ObjectMapper().readValue(JsonWriter.write(invocation.answer()), SQSBatchResponse.class);
        assertThat(response.getBatchItemFailures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getItemIdentifier()).isEqualTo("message-0"));
    }

    @Test
    void aBareEventIsHandledAndAnsweredWithItsLine() {
        Invocation invocation = invoke(body("bare"));
        assertThat(handled).containsExactly("bare");
        assertThat(invocation.answer()).isEqualTo(invocation.log().get(0));
    }

    @Test
    void aBareEventThatFailsFailsTheFunctionAndIsLogged() {
        assertThatThrownBy(() -> invoke(body("exception")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not handled")
                .hasRootCauseMessage("exception");
        assertThat(context.lines()).singleElement().asString().contains("\"outcome\":\"FAILED\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "{", "{} {}"})
    void inputThatIsNotJsonFailsTheFunctionIsLoggedAndNotQuoted(String input) {
        assertThatThrownBy(() -> invoke(input)).isInstanceOf(IllegalArgumentException.class);
        assertThat(context.lines())
                .singleElement()
                .asString()
                .contains("\"outcome\":\"FAILED\"")
                .doesNotContain("not json");
        assertThat(handled).isEmpty();
    }

    @Test
    void recordsThatAreNoListAreABareEvent() {
        invoke("{\"Records\": \"none\", \"what\": \"bare\"}");
        assertThat(handled).containsExactly("bare");
    }

    private Invocation invoke(String input) {
        RequestStreamHandler handler = (in, out, lambda) -> new SqsBatchProcessor(new LambdaLog(lambda))
                .process(in, out, SqsBatchProcessor.each(message -> message, this::handle));
        return Invocation.of(handler, input, context);
    }

    private Json.Obj handle(Json message) throws Exception {
        String what = message.text("what").orElse("");
        if (what.startsWith("exception")) {
            throw new IllegalStateException(what);
        }
        switch (what) {
            case "checked exception" -> throw new Exception(what);
            case "stack overflow" -> throw new StackOverflowError();
            case "linkage error" -> throw new NoClassDefFoundError("a/Class");
            default -> handled.add(what);
        }
        return new JsonObject().put("outcome", "DONE").put("what", what).build();
    }

    private static String body(String what) {
        return JsonWriter.write(new JsonObject().put("what", what).build());
    }
}
