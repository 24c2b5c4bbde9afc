package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.record.Invariant;
import dev.ecrauditor.simulation.record.Violations;
import dev.ecrauditor.simulation.world.Registry;
import dev.ecrauditor.simulation.world.RepositoryState;
import dev.ecrauditor.simulation.world.World;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link Invariant#SWEPT}: for every repository that existed, or had a record that did not mark it as deleted, during
 * the whole sweep.
 */
final class SweepsCoverAll implements Check {

    /** The maximum age of a list; newer repositories are not in it. */
    private static final long OLDEST_LIST = 2 * Timeline.MINUTE + Invocation.MOST_SKEW;

    private final Registry registry;
    private final Violations violations;
    private final Map<Subject, Instant> evaluatedAt = new HashMap<>();
    private final Map<Subject, Long> recordedSince = new HashMap<>();

    SweepsCoverAll(Registry registry, Violations violations) {
        this.registry = registry;
        this.violations = violations;
    }

    @Override
    public void stored(Invocation by, Optional<SubjectRecord> before, SubjectRecord after) {
        after.lastEvaluated().ifPresent(at -> evaluatedAt.put(after.subject(), at));
        if (after.deletedAt().isEmpty()) {
            recordedSince.putIfAbsent(after.subject(), violations.now());
        } else {
            recordedSince.remove(after.subject());
        }
    }

    @Override
    public void progressed(SweepProgress before, SweepProgress after) {
        if (after.completedAt().equals(before.completedAt())) {
            return;
        }
        Instant begun = after.startedAt().orElseThrow();
        List<String> missed = new ArrayList<>();
        for (RepositoryArn arn : registry.known()) {
            if (wasThere(arn, Timeline.micros(begun)) && !wasEvaluated(Subject.of(arn), begun)) {
                missed.add(arn.name());
            }
        }
        if (missed.size() > after.notEvaluated()) {
            violations.add(
                    Invariant.SWEPT,
                    "the sweep begun at " + begun + " is complete and has not read " + missed + ", of which it counts "
                            + after.notEvaluated() + " as not read");
        }
    }

    @Override
    public void checkAfterSweep(World world) {
        SweepProgress progress = world.table().sweep(Registry.PLACE);
        if (progress.startedAt().isEmpty() || progress.isRunning()) {
            violations.add(Invariant.SWEPT, "the sweep has not ended");
        }
    }

    private boolean wasThere(RepositoryArn arn, long begun) {
        long recorded = recordedSince.getOrDefault(Subject.of(arn), Long.MAX_VALUE);
        Optional<Long> then = registry.at(arn, begun - OLDEST_LIST).map(RepositoryState::createdAt);
        Optional<Long> now = registry.now(arn).map(RepositoryState::createdAt);
        return recorded < begun - Invocation.MOST_SKEW || (now.isPresent() && now.equals(then));
    }

    private boolean wasEvaluated(Subject subject, Instant begun) {
        return evaluatedAt
                .getOrDefault(subject, Instant.MIN)
                .plus(2 * Invocation.MOST_SKEW, ChronoUnit.MICROS)
                .isAfter(begun);
    }
}
