package dev.ecrauditor.simulation.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One invocation of a function. It runs real, blocking code under virtual time without a thread of its own: while it
 * waits for a call to take effect, everything else that is due runs on top of it on the stack. If that is another
 * invocation whose own call takes longer, its code is left by an {@link Error}. When its response arrives, the code is
 * run again from the beginning with the responses so far. The code makes all calls through this class, so it repeats
 * the same steps.
 */
public final class Invocation {

    /** The code. Returns the ids of the messages that failed. */
    public interface Body {
        Set<Long> run(Invocation invocation);
    }

    /** Called once, when the invocation is over. */
    public interface OnEnd {
        void ended(InvocationEnd ending, Set<Long> failed);
    }

    /** Called for every call whose response a fault changes. */
    public interface OnFault {
        void onFault(Invocation invocation, Call<?> call);
    }

    /** The environment of an invocation. */
    public record Environment(Timeline timeline, Faults faults, Trace trace, OnFault onFault) {}

    /** The maximum error of a function's clock. */
    public static final long MOST_SKEW = Timeline.SECOND;

    private final Environment environment;
    private final Timeline timeline;
    private final String name;
    private final long deadline;
    private final long skew;
    private final Body body;
    private final OnEnd onEnd;
    private final List<Object> journal = new ArrayList<>();
    private int position;

    /** How far the code is ahead of the timeline: nothing it does is visible before its next call. */
    private long ahead;

    public Invocation(Environment environment, String name, long timeout, Body body, OnEnd onEnd) {
        this.environment = environment;
        this.timeline = environment.timeline();
        this.name = name;
        this.deadline = timeline.now() + timeout;
        this.skew = environment.faults().happens(Fault.CLOCK_SKEW)
                ? environment.faults().upTo(2 * MOST_SKEW) - MOST_SKEW
                : 0;
        this.body = body;
        this.onEnd = onEnd;
    }

    /** Its name in the trace. */
    public String name() {
        return name;
    }

    /** Starts it. */
    public void start() {
        run();
    }

    /** True while the code runs a step for the first time. */
    public boolean isLive() {
        return position == journal.size();
    }

    /** The function's own clock. */
    public Instant instant() {
        return isLive() ? answered(Timeline.instant(timeline.now() + ahead + skew)) : (Instant) journal.get(position++);
    }

    /** The true time, which the code under simulation does not know. */
    public long time() {
        return isLive() ? answered(timeline.now() + ahead) : (Long) journal.get(position++);
    }

    /** Something that the instance of the function does by itself, once. */
    @SuppressWarnings("unchecked") // the journal has the result of each step at its position
    public <T> T once(Supplier<T> step) {
        return isLive() ? answered(step.get()) : (T) journal.get(position++);
    }

    /** The remaining time of the function. */
    public long remaining() {
        return isLive() ? answered(deadline - timeline.now() - ahead) : (Long) journal.get(position++);
    }

    /** Waits, doing nothing. */
    public void sleep(long time) {
        if (isLive()) {
            ahead += time;
            answered(time);
        } else {
            position++;
        }
    }

    /** Adds a line to the trace, once. */
    public void trace(String line) {
        if (isLive()) {
            environment.trace().lineAt(timeline.now() + ahead, name, line);
        }
    }

    /** Calls AWS; the fault of the call is decided here. */
    @SuppressWarnings("unchecked") // the journal has the response of each call at its position
    public <T> T call(Call<T> call) {
        if (isLive()) {
            make(call);
        }
        Object answer = journal.get(position++);
        if (answer instanceof CallExecution.Thrown thrown) {
            throw thrown.fault();
        }
        return (T) answer;
    }

    private void make(Call<?> call) {
        Optional<Fault> fault = environment.faults().inject(call.port());
        CallExecution.Span span = new CallExecution.Span(timeline.now() + ahead, deadline);
        CallExecution execution = CallExecution.of(call.port(), fault, span, environment.faults());
        if (environment.trace().isKept()) {
            trace(call.port() + " " + call.about()
                    + fault.map(struck -> " !" + struck).orElse(""));
        }
        if (execution.decided().isPresent()) {
            environment.onFault().onFault(this, call);
        }
        if (!execution.isAwaited()) {
            if (execution.takesEffect()) {
                timeline.at(execution.effectAt(), () -> land(call));
            }
            goOn(execution, "nothing");
        } else if (timeline.passUntil(execution.effectAt())) {
            goOn(execution, land(call));
        } else {
            timeline.at(execution.effectAt(), () -> resume(execution, land(call)));
            throw new Left();
        }
    }

    private static Object land(Call<?> call) {
        try {
            return call.effect().get();
        } catch (RuntimeException fault) {
            return new CallExecution.Thrown(fault);
        }
    }

    /** Writes the response into the journal; the time until it arrives affects no other invocation. */
    private void goOn(CallExecution execution, Object answer) {
        ahead = execution.answerAt() - timeline.now();
        if (execution.ending() != InvocationEnd.RETURNED) {
            throw new Killed(execution.ending());
        }
        journal.add(execution.decided().orElse(answer));
    }

    private void resume(CallExecution execution, Object answer) {
        try {
            goOn(execution, answer);
            run();
        } catch (Killed killed) {
            end(killed.ending, Set.of());
        }
    }

    private void run() {
        position = 0;
        try {
            end(InvocationEnd.RETURNED, body.run(this));
        } catch (Left elsewhere) {
            // It continues when its response is there.
        } catch (Killed killed) {
            end(killed.ending, Set.of());
        }
    }

    private void end(InvocationEnd ending, Set<Long> failed) {
        timeline.in(ahead, () -> {
            environment
                    .trace()
                    .line(name, failed.isEmpty() ? ending.toString() : ending + ", failed messages " + failed);
            onEnd.ended(ending, failed);
        });
    }

    private <T> T answered(T answer) {
        journal.add(answer);
        position++;
        return answer;
    }

    /** Leaves the code until the response is there. */
    private static final class Left extends Error {
        Left() {
            super("waits", null, false, false);
        }
    }

    /** Ends the code for good. */
    private static final class Killed extends Error {
        private final InvocationEnd ending;

        Killed(InvocationEnd ending) {
            super("killed", null, false, false);
            this.ending = ending;
        }
    }
}
