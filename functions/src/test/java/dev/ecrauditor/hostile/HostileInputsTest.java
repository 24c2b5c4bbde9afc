package dev.ecrauditor.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.testing.CloudTrailEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every input of the audit function, bare or in a batch, has exactly one of four outcomes. */
class HostileInputsTest {

    private static final int BATCH = 10;
    private static HostileInputRunner runner;

    @BeforeAll
    static void open() {
        runner = new HostileInputRunner();
    }

    @AfterAll
    static void close() {
        runner.close();
    }

    static Stream<HostileInput> inputs() {
        return Stream.of(
                        SizeInputs.inputs(),
                        MalformedTextInputs.inputs(),
                        FieldInputs.inputs(),
                        LocationInputs.inputs())
                .flatMap(inputs -> inputs);
    }

    static Stream<HostileInput> wrongTypes() {
        return FieldInputs.wrongTypes();
    }

    @ParameterizedTest
    @MethodSource({"inputs", "wrongTypes"})
    void everyInputHasItsExpectedOutcome(HostileInput input) {
        HostileInputRunner.InvocationResult invoked = runner.invoke(input.bytes());
        assertThat(invoked.outcomes()).hasSize(1);
        String end = invoked.outcomes().get(0);
        assertThat(input.accepts(end)).as("%s ends as %s", input, end).isTrue();
        assertThat(invoked.answer().isEmpty()).isEqualTo(end.equals("FAILED"));
    }

    @Test
    void inBatchesTheOutcomesCountToTheInputsAndExactlyTheFailedComeAgain() {
        List<HostileInput> inputs = Stream.concat(inputs(), wrongTypes())
                .filter(HostileInputsTest::fitsAMessage)
                .toList();
        Map<String, Integer> counts = new TreeMap<>();
        for (int from = 0; from < inputs.size(); from += BATCH) {
            batch(inputs.subList(from, Math.min(from + BATCH, inputs.size())))
                    .forEach(end -> counts.merge(end, 1, Integer::sum));
        }
        System.out.println("Hostile inputs by outcome: " + counts);
        assertThat(inputs).hasSizeGreaterThan(800);
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(inputs.size());
        assertThat(counts.keySet())
                .contains("FAILED", "RECORDED", "IGNORED CALLER_ACCOUNT_COPY", "IGNORED ACCOUNT_NOT_WATCHED");
    }

    @Test
    void noInputLeadsIntoAnotherAccount() {
        Stream.concat(LocationInputs.inputs(), FieldInputs.inputs()).forEach(input -> runner.invoke(input.bytes()));
        assertThat(runner.requests())
                .filteredOn(request -> request.service().equals("ecr"))
                .extracting(LoggedRequest::account)
                .isNotEmpty()
                .containsOnly("111122223333");
        assertThat(runner.requests())
                .filteredOn(request -> request.operation().equals("AssumeRole"))
                .extracting(LoggedRequest::resource)
                .containsOnly("arn:aws:iam::111122223333:role/ecr-auditor-read");
    }

    /** How each of them ended; checks that each ended as it should, and that the answer names the failed. */
    private static List<String> batch(List<HostileInput> inputs) {
        HostileInputRunner.InvocationResult invoked = runner.invoke(
                CloudTrailEvents.batch(inputs.stream().map(HostileInput::body).toList()));
        assertThat(invoked.outcomes()).hasSameSizeAs(inputs);
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            String end = invoked.outcomes().get(i);
            assertThat(inputs.get(i).accepts(end))
                    .as("%s ends as %s", inputs.get(i), end)
                    .isTrue();
            if (end.equals("FAILED")) {
                failed.add("message-" + i);
            }
        }
        assertThat(invoked.failedMessages()).isEqualTo(failed);
        return invoked.outcomes();
    }

    /** SQS takes 1 MiB; ten of them would be more than Lambda hands over at once. */
    private static boolean fitsAMessage(HostileInput input) {
        return input.text().length() < 512 * 1024;
    }
}
