package dev.ecrauditor.simulation.record;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.world.Observer;
import dev.ecrauditor.simulation.world.RepositoryState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers what each invocation last saw of a repository, and when it began to look. */
public final class Evaluations implements Observer {

    private final Violations violations;
    private final Map<Key, List<Look>> looks = new HashMap<>();
    private final Map<Key, Long> loaded = new HashMap<>();

    private record Key(Invocation by, Subject subject) {}

    /**
     * A look at ECR.
     *
     * @param since when the record had been read, so that ECR was not asked before
     * @param at when ECR was asked
     * @param state what it answered first
     * @param policy what it answered when it was asked for the policy
     */
    public record Look(long since, long at, Optional<RepositoryState> state, Optional<RepositoryState> policy) {}

    public Evaluations(Violations violations) {
        this.violations = violations;
    }

    public Optional<Look> last(Invocation by, Subject subject) {
        List<Look> all = looks.getOrDefault(new Key(by, subject), List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** The look that a record was stored for: a write can land when its invocation has long been looking again. */
    public Optional<Look> storedIn(Invocation by, SubjectRecord record) {
        Instant latest = record.lastEvaluated().orElse(Instant.MIN).plus(Invocation.MOST_SKEW, ChronoUnit.MICROS);
        return looks.getOrDefault(new Key(by, record.subject()), List.of()).stream()
                .filter(look -> !Timeline.instant(look.at()).isAfter(latest))
                .reduce((earlier, later) -> later);
    }

    /** True for the write of a look; remediation and removals leave that time alone. */
    public static boolean isOfALook(Optional<SubjectRecord> before, SubjectRecord after) {
        return !before.flatMap(SubjectRecord::lastEvaluated).equals(after.lastEvaluated());
    }

    @Override
    public void loaded(Invocation by, Subject subject) {
        loaded.put(new Key(by, subject), violations.now());
    }

    @Override
    public void looked(Invocation by, Subject subject, Optional<RepositoryState> answer) {
        looks.computeIfAbsent(new Key(by, subject), none -> new ArrayList<>())
                .add(new Look(
                        loaded.getOrDefault(new Key(by, subject), violations.now()),
                        violations.now(),
                        answer,
                        Optional.empty()));
    }

    @Override
    public void lookedAtPolicy(Invocation by, Subject subject, RepositoryState answer) {
        List<Look> all = looks.getOrDefault(new Key(by, subject), List.of());
        Look look = all.get(all.size() - 1);
        all.set(all.size() - 1, new Look(look.since(), look.at(), look.state(), Optional.of(answer)));
    }
}
