package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.registry.RecentAnswers;
import dev.ecrauditor.simulation.world.Registry;
import java.time.Instant;
import java.util.Optional;

/**
 * The settings of the registry that one instance of a function remembers between its invocations, by the class of
 * production. The simulation only counts their versions.
 */
final class RememberedSettings {

    private final RecentAnswers<Subject.Coverage, Integer> answers = new RecentAnswers<>(this::now);

    /** The time of the invocation that uses the instance now. */
    private Instant now = Instant.EPOCH;

    private static final class NotRemembered extends RuntimeException {
        NotRemembered() {
            super("not remembered", null, false, false);
        }
    }

    /** The remembered version, if it may be used. */
    synchronized Optional<Integer> find(Instant since, Instant at) {
        now = at;
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
        now = asked;
        return answers.get(Registry.PLACE, Instant.MAX, () -> version);
    }

    private Instant now() {
        return now;
    }
}
