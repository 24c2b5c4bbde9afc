package dev.ecrauditor.simulation.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One invocation of a function. It runs real, blocking code under virtual time without a thread of its own: where something else
 * happens while a call is under way, the code is left by an {@link Error}, and when the answer is there it is run again from the
 * beginning with the answers it had so far. The code reaches the outside through {@link #call} and {@link #instant} alone, so it
 * does the same again.
 */
public final class Invocation {

    /** The code. Answers the ids of the messages that failed. */
    public interface Body {
        Set<Long> run(Invocation invocation);
    }

    /** Told once, when the invocation is over. */
    public interface OnEnd {
        void ended(Ending ending, Set<Long> failed);
    }

    /**
     * What an invocation runs in.
     *
     * @param struck told of every fault, with the call it strikes
     */
    public record Setting(Timeline timeline, Faults faults, Trace trace, Struck struck) {}

    /** Is told which alerts a fault may have to do with. */
    public interface Struck {
        void struck(Invocation invocation, Call<?> call);
    }

    private final Setting setting;
    private final String name;
    private final long deadline;
    private final long skew;
    private final Body body;
    private final OnEnd onEnd;
    private final List<Object> journal = new ArrayList<>();
    private int position;

    private record Thrown(RuntimeException fault) {}

    public Invocation(Setting setting, String name, long timeout, Body body, OnEnd onEnd) {
        this.setting = setting;
        this.name = name;
        this.deadline = setting.timeline().now() + timeout;
        this.skew = setting.faults().happens(Fault.CLOCK_SKEW)
                ? setting.faults().upTo(Timeline.SECOND / 4) - Timeline.SECOND / 8
                : 0;
        this.body = body;
        this.onEnd = onEnd;
    }

    /** Its name in the trace. */
    public String name() {
        return name;
    }

    /** Begins it. */
    public void start() {
        run();
    }

    /** True while the code does something for the first time. */
    public boolean isLive() {
        return position == journal.size();
    }

    /** The function's own clock. */
    public Instant instant() {
        if (!isLive()) {
            return (Instant) journal.get(position++);
        }
        Instant now = Timeline.instant(setting.timeline().now() + skew);
        answered(now);
        return now;
    }

    /** How much time the function has left. */
    public long remaining() {
        if (!isLive()) {
            return (Long) journal.get(position++);
        }
        Long left = deadline - setting.timeline().now();
        answered(left);
        return left;
    }

    /** Waits, doing nothing. */
    public void sleep(long time) {
        if (isLive()) {
            wait(new Flight<>(() -> true, setting.timeline().now() + time));
        } else {
            position++;
        }
    }

    /** Calls AWS; what strikes the call is decided here. */
    @SuppressWarnings("unchecked") // the journal holds for each place what the call in that place answered
    public <T> T call(Call<T> call) {
        if (!isLive()) {
            Object answer = journal.get(position++);
            if (answer instanceof Thrown thrown) {
                throw thrown.fault();
            }
            return (T) answer;
        }
        Flight<T> flight = new Flight<>(call.effect(), 0);
        setting.faults()
                .strike(call.port())
                .ifPresentOrElse(
                        fault -> flight.struck(fault, call),
                        () -> flight.undisturbed(setting.faults().latency(call.port()), call));
        return wait(flight);
    }

    private void run() {
        position = 0;
        try {
            end(Ending.RETURNED, body.run(this));
        } catch (Left elsewhere) {
            // It goes on when its answer is there.
        } catch (Killed killed) {
            end(killed.ending, Set.of());
        }
    }

    private void end(Ending ending, Set<Long> failed) {
        trace(() -> "ends: " + ending + (failed.isEmpty() ? "" : ", failed messages " + failed));
        onEnd.ended(ending, failed);
    }

    private <T> T wait(Flight<T> flight) {
        Timeline timeline = setting.timeline();
        if (flight.effectAt >= 0 && flight.effectAt <= flight.answerAt) {
            if (!timeline.isClearUntil(flight.effectAt)) {
                timeline.at(flight.effectAt, () -> {
                    flight.land();
                    timeline.at(flight.answerAt, () -> resume(flight));
                });
                throw new Left();
            }
            timeline.advance(flight.effectAt);
            flight.land();
        } else if (flight.effectAt >= 0) {
            timeline.at(flight.effectAt, flight::land);
        }
        if (!timeline.isClearUntil(flight.answerAt)) {
            timeline.at(flight.answerAt, () -> resume(flight));
            throw new Left();
        }
        timeline.advance(flight.answerAt);
        return flight.conclude();
    }

    private void resume(Flight<?> flight) {
        if (flight.kill != Ending.RETURNED) {
            end(flight.kill, Set.of());
            return;
        }
        journal.add(flight.answer);
        run();
    }

    private void answered(Object answer) {
        journal.add(answer);
        position++;
    }

    private void trace(Supplier<String> line) {
        if (setting.trace().isKept()) {
            setting.trace().line(name, line.get());
        }
    }

    /** A call under way: when it takes effect, when its answer comes, and which. */
    private final class Flight<T> {

        private final Supplier<T> effect;
        private long effectAt = -1;
        private long answerAt;
        private Object answer = "nothing yet";
        private boolean decided;
        private Ending kill = Ending.RETURNED;

        Flight(Supplier<T> effect, long answerAt) {
            this.effect = effect;
            this.effectAt = answerAt;
            this.answerAt = answerAt;
            limit();
        }

        /** Takes effect on the way, unless it takes longer than the client waits. */
        void undisturbed(long latency, Call<T> call) {
            long now = setting.timeline().now();
            effectAt = now + latency;
            answerAt = effectAt + latency / 4;
            if (answerAt > now + call.port().timeout()) {
                givesUp(call);
            }
            trace(() -> call.port() + " " + call.about());
            limit();
            tell(call);
        }

        void struck(Fault fault, Call<T> call) {
            long now = setting.timeline().now();
            trace(() -> call.port() + " " + call.about() + " !" + fault);
            effectAt = now + setting.faults().latency(call.port());
            answerAt = effectAt;
            switch (fault) {
                case CRASH_BEFORE -> dies(-1);
                case CRASH_AFTER -> dies(effectAt);
                case THROTTLE -> refused(-1, answerAt, "throttled");
                case TIMEOUT -> refused(-1, now + call.port().timeout(), "no answer in time");
                case ANSWER_LOST -> refused(effectAt, now + call.port().timeout(), "no answer in time");
                case LATE_EFFECT -> {
                    givesUp(call);
                    effectAt = answerAt + 1 + setting.faults().upTo(30 * Timeline.SECOND);
                }
                case OWN_CONDITION -> decide(false);
                default -> {
                    effectAt = now
                            + Timeline.SECOND / 5
                            + setting.faults().upTo(setting.faults().upTo(Timeline.MINUTE));
                    answerAt = effectAt;
                    if (answerAt > now + call.port().timeout()) {
                        givesUp(call);
                    }
                }
            }
            limit();
            tell(call);
        }

        /** Slow is no fault as long as the answer is the true one. */
        private void tell(Call<T> call) {
            if (decided) {
                setting.struck().struck(Invocation.this, call);
            }
        }

        void land() {
            Object outcome;
            try {
                outcome = effect.get();
            } catch (RuntimeException fault) {
                outcome = new Thrown(fault);
            }
            if (!decided) {
                answer = outcome;
            }
        }

        @SuppressWarnings(
                "unchecked") // what the effect answered, or false for a conditional write, whose answer is a boolean
        T conclude() {
            if (kill != Ending.RETURNED) {
                throw new Killed(kill);
            }
            answered(answer);
            if (answer instanceof Thrown thrown) {
                throw thrown.fault();
            }
            return (T) answer;
        }

        private void givesUp(Call<T> call) {
            refused(effectAt, setting.timeline().now() + call.port().timeout(), "no answer in time");
        }

        private void refused(long effect, long answered, String reason) {
            effectAt = effect;
            answerAt = answered;
            decide(new Thrown(new Refused(reason)));
        }

        private void dies(long effect) {
            effectAt = effect;
            decide("none");
            kill = Ending.CRASHED;
        }

        private void decide(Object what) {
            answer = what;
            decided = true;
        }

        /** A function out of time is killed; what it has sent still takes effect. */
        private void limit() {
            if (answerAt <= deadline) {
                return;
            }
            answerAt = deadline;
            decide("none");
            kill = Ending.TIMED_OUT;
            setting.faults().count(Fault.FUNCTION_TIMEOUT);
        }
    }

    /** Leaves the code until the answer is there. */
    private static final class Left extends Error {
        Left() {
            super("waits", null, false, false);
        }
    }

    /** Ends the code for good. */
    private static final class Killed extends Error {
        private final Ending ending;

        Killed(Ending ending) {
            super("killed", null, false, false);
            this.ending = ending;
        }
    }
}
