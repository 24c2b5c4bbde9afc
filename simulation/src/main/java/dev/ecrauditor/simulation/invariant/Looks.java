package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.finding.Subject;
import dev.ecrauditor.finding.SubjectRecord;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.world.Observer;
import dev.ecrauditor.simulation.world.RepositoryState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers what each invocation last saw of a repository, and when it began to look. */
final class Looks implements Observer {

    private final Violations violations;
    private final Map<Key, Look> looks = new HashMap<>();

    private record Key(Invocation by, Subject subject) {}

    /**
     * A look at ECR.
     *
     * @param at when ECR was asked
     * @param state what it answered first
     * @param policy what it answered when it was asked for the policy
     */
    record Look(long at, Optional<RepositoryState> state, Optional<RepositoryState> policy) {}

    Looks(Violations violations) {
        this.violations = violations;
    }

    Optional<Look> last(Invocation by, Subject subject) {
        return Optional.ofNullable(looks.get(new Key(by, subject)));
    }

    /** True for the write of a look; remediation and removals leave that time alone. */
    static boolean isOfALook(Optional<SubjectRecord> before, SubjectRecord after) {
        return !before.flatMap(SubjectRecord::lastEvaluated).equals(after.lastEvaluated());
    }

    @Override
    public void looked(Invocation by, Subject subject, Optional<RepositoryState> answer) {
        looks.put(new Key(by, subject), new Look(violations.now(), answer, Optional.empty()));
    }

    @Override
    public void lookedAtPolicy(Invocation by, Subject subject, RepositoryState answer) {
        looks.computeIfPresent(
                new Key(by, subject), (key, look) -> new Look(look.at(), look.state(), Optional.of(answer)));
    }
}
