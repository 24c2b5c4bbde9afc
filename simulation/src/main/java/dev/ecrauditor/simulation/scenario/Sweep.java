package dev.ecrauditor.simulation.scenario;

import dev.ecrauditor.event.SecondLook;
import dev.ecrauditor.finding.Subject;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.simulation.hub.Hub;
import dev.ecrauditor.simulation.world.World;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks again at every repository that exists or has a record, without an event. */
public final class Sweep {

    private Sweep() {}

    /** Puts a look for each into the change queue. */
    public static void over(World world, Hub hub) {
        Set<RepositoryArn> subjects = new LinkedHashSet<>();
        world.registry().known().stream()
                .filter(arn -> world.registry().now(arn).isPresent())
                .forEach(subjects::add);
        world.table().items().stream()
                .flatMap(record -> record.subject() instanceof Subject.Repository repository
                        ? Stream.of(repository.repository())
                        : Stream.empty())
                .forEach(subjects::add);
        world.trace().line("sweep", "looks at " + subjects.size() + " subjects");
        subjects.forEach(arn -> hub.send(new Hub.Message(Optional.of(new SecondLook(arn)))));
    }
}
