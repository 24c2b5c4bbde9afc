package dev.ecrauditor.simulation.scenario;

import dev.ecrauditor.event.Actor;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.world.PolicyText;
import dev.ecrauditor.simulation.world.Registry;
import dev.ecrauditor.simulation.world.RepositoryState;
import java.util.Optional;
import java.util.function.Consumer;

/** The small scenarios that are run with every fault at every call. */
public enum CoreScenario implements Scenario {

    /** A repository is created that violates every rule. */
    CREATED_BAD(RemediationMode.OFF) {
        @Override
        void play(Consumer<Consumer<Registry>> then) {
            then.accept(registry -> registry.create(REPOSITORY, BAD, ALICE));
        }
    },

    /** A repository is created, and another actor makes it public within a second. */
    CREATED_AND_OPENED_AT_ONCE(RemediationMode.OFF) {
        @Override
        void play(Consumer<Consumer<Registry>> then) {
            then.accept(registry -> {
                registry.create(REPOSITORY, BAD, ALICE);
                registry.setPolicy(REPOSITORY, PolicyText.PUBLIC_READ, BOB);
            });
        }
    },

    /** A policy makes a repository public, and another one restricts it. */
    MADE_PUBLIC_THEN_FIXED(RemediationMode.OFF) {
        @Override
        void play(Consumer<Consumer<Registry>> then) {
            then.accept(registry -> registry.create(REPOSITORY, GOOD, ALICE));
            then.accept(registry -> registry.setPolicy(REPOSITORY, PolicyText.PUBLIC_READ, ALICE));
            then.accept(registry -> registry.setPolicy(REPOSITORY, PolicyText.ONE_ACCOUNT, BOB));
        }
    },

    /** A noncompliant repository is deleted, and one of the same name is created. */
    DELETED_AND_RECREATED(RemediationMode.OFF) {
        @Override
        void play(Consumer<Consumer<Registry>> then) {
            then.accept(registry -> registry.create(REPOSITORY, BAD, ALICE));
            then.accept(registry -> registry.delete(REPOSITORY, BOB));
            then.accept(registry -> registry.create(REPOSITORY, GOOD, BOB));
        }
    },

    /** Scanning is switched off, and remediation switches it on. */
    REMEDIATED(RemediationMode.ON) {
        @Override
        void play(Consumer<Consumer<Registry>> then) {
            then.accept(registry -> registry.create(REPOSITORY, GOOD, ALICE));
            then.accept(registry -> registry.putScanning(REPOSITORY, false, BOB));
        }
    };

    private static final RepositoryArn REPOSITORY = ScenarioContext.repository("team/service");
    private static final Actor ALICE = ScenarioContext.actor("alice", Actor.Tool.CONSOLE);
    private static final Actor BOB = ScenarioContext.actor("bob", Actor.Tool.TERRAFORM);
    private static final RepositoryState BAD = new RepositoryState(0, false, false, Optional.empty());
    private static final RepositoryState GOOD = new RepositoryState(0, true, true, Optional.empty());

    /** Between two actions, and after the last: long enough for an event to be handled, too short for a retry. */
    private static final long PAUSE = Timeline.MINUTE;

    private final RemediationMode mode;

    CoreScenario(RemediationMode mode) {
        this.mode = mode;
    }

    /** The remediation mode. */
    public RemediationMode mode() {
        return mode;
    }

    abstract void play(Consumer<Consumer<Registry>> then);

    @Override
    public long schedule(ScenarioContext context) {
        long[] at = {Timeline.SECOND};
        play(action -> {
            context.world()
                    .timeline()
                    .at(at[0], () -> action.accept(context.world().registry()));
            at[0] += PAUSE;
        });
        return at[0];
    }
}
