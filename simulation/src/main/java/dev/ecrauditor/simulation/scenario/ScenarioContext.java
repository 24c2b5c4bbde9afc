package dev.ecrauditor.simulation.scenario;

import dev.ecrauditor.event.Actor;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.simulation.hub.Hub;
import dev.ecrauditor.simulation.world.World;
import java.util.Optional;

/** The environment of a scenario. */
public record ScenarioContext(World world, Hub hub) {

    /** A repository of the one account and Region. */
    public static RepositoryArn repository(String name) {
        return new RepositoryArn("aws", "us-east-1", "111122223333", name);
    }

    /** An actor with a session. */
    public static Actor actor(String name, Actor.Tool tool) {
        return new Actor(
                Optional.of("arn:aws:sts::111122223333:assumed-role/" + name + "/session"),
                Optional.of(name),
                Optional.of("203.0.113.7"),
                tool);
    }
}
