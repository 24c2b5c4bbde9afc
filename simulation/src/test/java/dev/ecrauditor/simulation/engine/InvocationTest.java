package dev.ecrauditor.simulation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Blocking code under virtual time: calls take effect once and in order, whatever runs in between. */
class InvocationTest {

    private static final long MINUTE = Timeline.MINUTE;

    private final Timeline timeline = new Timeline();
    private final List<String> happened = new ArrayList<>();
    private final List<InvocationEnd> endings = new ArrayList<>();

    @Test
    void twoInvocationsTakeTurnsAtTheirCalls() {
        timeline.in(
                0,
                () -> invoke(Map.of(), MINUTE, one -> {
                    call(one, Port.DRAIN_REQUEST, "one a");
                    call(one, Port.DRAIN_REQUEST, "one b");
                }));
        timeline.in(
                1,
                () -> invoke(Map.of(), MINUTE, other -> {
                    call(other, Port.DRAIN_REQUEST, "other a");
                    call(other, Port.DRAIN_REQUEST, "other b");
                }));
        runToTheEnd();
        assertThat(happened).containsExactly("one a", "other a", "one b", "other b");
        assertThat(endings).containsExactly(InvocationEnd.RETURNED, InvocationEnd.RETURNED);
    }

    @Test
    void aCrashBeforeHasNoEffectAndNothingFollows() {
        crash(Fault.CRASH_BEFORE);
        assertThat(happened).containsExactly("a");
    }

    @Test
    void aCrashAfterHasItsEffectAndNothingFollows() {
        crash(Fault.CRASH_AFTER);
        assertThat(happened).containsExactly("a", "b");
    }

    @Test
    void aLateEffectComesAfterTheClientGaveUp() {
        invoke(Map.of(0, Fault.LATE_EFFECT), MINUTE, one -> {
            try {
                call(one, Port.PUBLISH, "late");
            } catch (Refused noAnswer) {
                happened.add("gave up");
            }
        });
        runToTheEnd();
        assertThat(happened).containsExactly("gave up", "late");
    }

    @Test
    void aConditionalWriteMayMeetItsOwnCondition() {
        List<Boolean> answers = new ArrayList<>();
        invoke(Map.of(0, Fault.OWN_CONDITION), MINUTE, one -> answers.add(call(one, Port.TABLE_PUT, "stored")));
        runToTheEnd();
        assertThat(happened).containsExactly("stored");
        assertThat(answers).containsExactly(false);
    }

    @Test
    void aFunctionOutOfTimeIsKilledAndWhatItHasSentTakesEffect() {
        invoke(Map.of(), Timeline.SECOND / 100, one -> {
            call(one, Port.DRAIN_REQUEST, "sent");
            call(one, Port.DRAIN_REQUEST, "never");
        });
        runToTheEnd();
        assertThat(happened).containsExactly("sent");
        assertThat(endings).containsExactly(InvocationEnd.TIMED_OUT);
    }

    private void crash(Fault fault) {
        invoke(Map.of(1, fault), MINUTE, one -> {
            call(one, Port.DRAIN_REQUEST, "a");
            call(one, Port.DRAIN_REQUEST, "b");
            call(one, Port.DRAIN_REQUEST, "c");
        });
        runToTheEnd();
        assertThat(endings).containsExactly(InvocationEnd.CRASHED);
    }

    private interface Code {
        void run(Invocation invocation);
    }

    private void invoke(Map<Integer, Fault> script, long timeout, Code code) {
        Invocation.Environment setting = new Invocation.Environment(
                timeline, new ScriptedFaults(script), new Trace(timeline, false), (by, call) -> {});
        Invocation.Body body = invocation -> {
            code.run(invocation);
            return Set.of();
        };
        new Invocation(setting, "test", timeout, body, (ending, failed) -> endings.add(ending)).start();
    }

    private boolean call(Invocation invocation, Port port, String what) {
        return invocation.call(new Call<>(port, what, () -> happened.add(what)));
    }

    private void runToTheEnd() {
        while (timeline.step()) {
            // Until nothing is planned.
        }
    }
}
