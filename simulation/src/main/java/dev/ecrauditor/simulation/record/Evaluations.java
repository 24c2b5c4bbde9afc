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

/** Records each invocation's evaluations of a repository: what it read, and since when. */
public final class Evaluations implements Observer {

    private final Violations violations;
    private final Map<Key, List<Evaluation>> evaluations = new HashMap<>();
    private final Map<Key, Long> loaded = new HashMap<>();

    private record Key(Invocation by, Subject subject) {}

    /**
     * An evaluation of a repository.
     *
     * @param since when the record had been read; ECR was read after that, unless a listing described the repository
     * @param at when ECR was asked
     * @param state the first response
     * @param policy the response to the read of the policy
     */
    public record Evaluation(long since, long at, Optional<RepositoryState> state, Optional<RepositoryState> policy) {}

    public Evaluations(Violations violations) {
        this.violations = violations;
    }

    public Optional<Evaluation> last(Invocation by, Subject subject) {
        List<Evaluation> all = evaluations.getOrDefault(new Key(by, subject), List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** The evaluation that a record was stored for: a write can land after its invocation has begun another one. */
    public Optional<Evaluation> storedIn(Invocation by, SubjectRecord record) {
        Instant latest = record.lastEvaluated().orElse(Instant.MIN).plus(Invocation.MOST_SKEW, ChronoUnit.MICROS);
        return evaluations.getOrDefault(new Key(by, record.subject()), List.of()).stream()
                .filter(evaluation -> !Timeline.instant(evaluation.at()).isAfter(latest))
                .reduce((earlier, later) -> later);
    }

    /** True for the write of an evaluation; remediation and removals do not change that time. */
    public static boolean isOfEvaluation(Optional<SubjectRecord> before, SubjectRecord after) {
        return !before.flatMap(SubjectRecord::lastEvaluated).equals(after.lastEvaluated());
    }

    @Override
    public void loaded(Invocation by, Subject subject) {
        loaded.put(new Key(by, subject), violations.now());
    }

    @Override
    public void repositoryRead(Invocation by, Subject subject, Optional<RepositoryState> answer) {
        listedRead(by, subject, answer, violations.now());
    }

    @Override
    public void listedRead(Invocation by, Subject subject, Optional<RepositoryState> answer, long at) {
        evaluations
                .computeIfAbsent(new Key(by, subject), none -> new ArrayList<>())
                .add(new Evaluation(
                        loaded.getOrDefault(new Key(by, subject), violations.now()), at, answer, Optional.empty()));
    }

    @Override
    public void policyRead(Invocation by, Subject subject, RepositoryState answer) {
        List<Evaluation> all = evaluations.getOrDefault(new Key(by, subject), List.of());
        Evaluation evaluation = all.get(all.size() - 1);
        all.set(
                all.size() - 1,
                new Evaluation(evaluation.since(), evaluation.at(), evaluation.state(), Optional.of(answer)));
    }
}
