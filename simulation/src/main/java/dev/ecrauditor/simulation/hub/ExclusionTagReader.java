package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.remediation.ExclusionTag;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.simulation.engine.Call;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Port;
import dev.ecrauditor.simulation.world.World;

/** Reads a repository's tags; if the account denies access to the auditor, it denies this too. */
final class ExclusionTagReader implements ExclusionTag {

    private final Invocation invocation;
    private final World world;

    ExclusionTagReader(Invocation invocation, World world) {
        this.invocation = invocation;
        this.world = world;
    }

    @Override
    public Reading<Boolean> excludes(RepositoryArn repository) {
        return invocation.call(new Call<>(
                Port.ECR_TAGS,
                repository.name(),
                () -> world.registry().refuses()
                        ? new Reading.Unreadable<>("ecr:ListTagsForResource", "ECR denies reading the tags")
                        : new Reading.Known<>(world.registry()
                                .vetoes()
                                .isTagged(repository, world.timeline().now()))));
    }
}
