package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.registry.RecentAnswers;
import dev.ecrauditor.simulation.world.Registry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The settings of the registry that one instance of a function remembers between its invocations, by the class of
 * production. The simulation only counts their versions.
 */
final class RememberedSettings {

    private final At clock = new At();
    private final RecentAnswers<Subject.Coverage, Integer> answers = new RecentAnswers<>(clock);

    /** The time of the invocation that uses the instance now. */
    private static final class At extends Clock {
        private Instant now = Instant.EPOCH;

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
            return this;
        }
    }

    private static final class NotRemembered extends RuntimeException {
        NotRemembered() {
            super("not remembered", null, false, false);
        }
    }

    /** The remembered version, if it may be used. */
    synchronized Optional<Integer> find(Instant since, Instant now) {
        clock.now = now;
        try {
            return Optional.of(answers.get(Registry.PLACE, since, () -> {
                throw new NotRemembered();
            }));
        } catch (NotRemembered unknown) {
            return Optional.empty();
        }
    }

    /** Remembers the version that was asked for at this time. */
    synchronized Integer remember(int version, Instant asked) {
        clock.now = asked;
        return answers.get(Registry.PLACE, Instant.MAX, () -> version);
    }
}
