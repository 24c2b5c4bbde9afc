package dev.ecrauditor.simulation.scenario;

import dev.ecrauditor.event.Actor;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.simulation.engine.Fault;
import dev.ecrauditor.simulation.engine.RandomFaults;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.hub.Hub;
import dev.ecrauditor.simulation.world.PolicyText;
import dev.ecrauditor.simulation.world.Registry;
import dev.ecrauditor.simulation.world.RepositoryState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Repositories of a team on a busy day, generated from a seed: people, a pipeline and Terraform create them, make them
 * public and restrict them, switch scanning, delete and recreate them, mostly in bursts of a few seconds, where races
 * occur.
 */
public final class RandomScenario implements Scenario {

    private static final List<Actor> PEOPLE = List.of(
            ScenarioContext.actor("alice", Actor.Tool.CONSOLE),
            ScenarioContext.actor("bob", Actor.Tool.COMMAND_LINE),
            ScenarioContext.actor("pipeline", Actor.Tool.CLOUDFORMATION),
            ScenarioContext.actor("terraform", Actor.Tool.TERRAFORM));
    private static final long HOUR = 60 * Timeline.MINUTE;
    private static final long QUARTER = HOUR / 4;
    private static final int MOST_POISON = 3;

    private final SplittableRandom random;
    private final RandomFaults faults;

    public RandomScenario(SplittableRandom random, RandomFaults faults) {
        this.random = random;
        this.faults = faults;
    }

    @Override
    public long schedule(ScenarioContext context) {
        long end = Timeline.MINUTE + random.nextLong(random.nextInt(3) == 0 ? HOUR / 2 : 5 * Timeline.MINUTE);
        int repositories = random.nextInt(10) == 0 ? 8 : 1 + random.nextInt(3);
        long burst = random.nextLong(end);
        for (int i = 0; i < repositories; i++) {
            RepositoryArn arn = ScenarioContext.repository("team/service-" + (i + 1));
            if (random.nextInt(5) < 2) {
                context.world().registry().found(arn, state(-random.nextLong(HOUR)));
            }
            if (repositories > 3) {
                createAndSetPolicy(context, arn, burst + random.nextLong(Timeline.SECOND));
            } else {
                live(context, arn, end);
            }
        }
        object(context, end, repositories);
        poison(context, end);
        refuse(context, end);
        sweep(context, end);
        if (repositories > 3) {
            deliverAtOnce(context, burst + 3 * Timeline.SECOND);
            long at = random.nextLong(end);
            context.world().timeline().at(at, () -> reevaluateAll(context));
        }
        decide(context, end);
        return end;
    }

    /** The settings of the registry change a few times. */
    private void decide(ScenarioContext context, long end) {
        int times = random.nextInt(5);
        for (int i = 0; i < times; i++) {
            context.world()
                    .timeline()
                    .at(random.nextLong(end), () -> context.world().registry().changeSettings());
        }
    }

    /** The life of one repository: a few moments of a few actions each. */
    private void live(ScenarioContext context, RepositoryArn arn, long end) {
        int moments = 1 + random.nextInt(3);
        for (int i = 0; i < moments; i++) {
            long moment = random.nextLong(end);
            int actions = 1 + random.nextInt(3);
            for (int k = 0; k < actions; k++) {
                long later = moment + random.nextLong(1 + random.nextLong(40 * Timeline.SECOND));
                act(context, arn, Math.min(end, later), anything());
            }
        }
        if (random.nextInt(4) == 0) {
            createAndSetPolicy(context, arn, random.nextLong(end));
        }
        if (random.nextInt(3) == 0) {
            Controller.watch(context, arn, 1 + random.nextLong(40 * Timeline.SECOND), end);
        }
    }

    /**
     * As in pipelines: the policy is set right after the creation, sometimes by another actor, before any event
     * arrives.
     */
    private void createAndSetPolicy(ScenarioContext context, RepositoryArn arn, long time) {
        PolicyText policy = PolicyText.ALL.get(random.nextInt(PolicyText.ALL.size()));
        act(context, arn, time, this::create);
        act(
                context,
                arn,
                time + 1 + random.nextLong(Timeline.SECOND),
                (registry, repository, actor) -> registry.setPolicy(repository, policy, actor));
    }

    /** One action on a repository. */
    private interface Action {
        void on(Registry registry, RepositoryArn arn, Actor actor);
    }

    private void act(ScenarioContext context, RepositoryArn arn, long time, Action action) {
        Actor actor = PEOPLE.get(random.nextInt(PEOPLE.size()));
        context.world().timeline().at(time, () -> action.on(context.world().registry(), arn, actor));
    }

    private Action anything() {
        PolicyText policy = PolicyText.ALL.get(random.nextInt(PolicyText.ALL.size()));
        return switch (random.nextInt(10)) {
            case 0, 1 -> this::create;
            case 2 -> Registry::delete;
            case 3 ->
                (registry, arn, actor) -> {
                    registry.delete(arn, actor);
                    create(registry, arn, actor);
                };
            case 4, 5, 6 -> (registry, arn, actor) -> registry.setPolicy(arn, policy, actor);
            case 7 -> Registry::deletePolicy;
            case 8 -> (registry, arn, actor) -> registry.putScanning(arn, true, actor);
            default -> (registry, arn, actor) -> registry.putScanning(arn, false, actor);
        };
    }

    private void create(Registry registry, RepositoryArn arn, Actor actor) {
        registry.create(arn, state(0), actor);
    }

    private RepositoryState state(long createdAt) {
        Optional<PolicyText> policy = random.nextBoolean()
                ? Optional.empty()
                : Optional.of(PolicyText.ALL.get(random.nextInt(PolicyText.ALL.size())));
        return new RepositoryState(createdAt, random.nextBoolean(), random.nextBoolean(), policy);
    }

    /** The events of a burst arrive all at once, and later each one once more. */
    private static void deliverAtOnce(ScenarioContext context, long time) {
        List<Hub.Message> events = new ArrayList<>();
        context.world().registry().watch(call -> events.add(new Hub.Message(Optional.of(call.change()))));
        context.world().timeline().at(time, () -> List.copyOf(events).forEach(context.hub()::send));
    }

    /** Reevaluations are moved back from the dead-letter queue, all at once. */
    private static void reevaluateAll(ScenarioContext context) {
        context.world()
                .registry()
                .known()
                .forEach(arn -> context.hub().send(new Hub.Message(Optional.of(new Reevaluation(arn)))));
    }

    /** Some owners tag their repository at some time, so that remediation excludes it. */
    private void object(ScenarioContext context, long end, int repositories) {
        for (int i = 0; i < repositories; i++) {
            RepositoryArn arn = ScenarioContext.repository("team/service-" + (i + 1));
            if (random.nextInt(6) == 0) {
                long at = random.nextLong(end);
                context.world()
                        .timeline()
                        .at(at, () -> context.world().registry().vetoes().tag(arn));
            }
        }
    }

    /** For a time the account denies access to the auditor. */
    private void refuse(ScenarioContext context, long end) {
        if (random.nextInt(6) == 0) {
            long from = random.nextLong(end);
            long until = from + random.nextLong(end - from);
            Registry registry = context.world().registry();
            context.world().timeline().at(from, () -> registry.refuse(true));
            context.world().timeline().at(until, () -> registry.refuse(false));
        }
    }

    /** The schedule of the sweep, independent of the actions. */
    private void sweep(ScenarioContext context, long end) {
        long first = random.nextLong(Math.min(2 * end, QUARTER));
        for (long at = first; at < end; at += QUARTER) {
            context.world().timeline().at(at, context.hub()::tick);
        }
    }

    private void poison(ScenarioContext context, long end) {
        if (faults.isEnabled(Fault.POISON_MESSAGE)) {
            int messages = random.nextInt(MOST_POISON + 1);
            for (int i = 0; i < messages; i++) {
                context.world().timeline().at(random.nextLong(end), () -> {
                    faults.count(Fault.POISON_MESSAGE);
                    context.hub().send(new Hub.Message(Optional.empty()));
                });
            }
        }
        if (faults.isEnabled(Fault.POISON_RECORD) && random.nextInt(8) == 0) {
            context.world().timeline().at(random.nextLong(end), () -> {
                faults.count(Fault.POISON_RECORD);
                context.world().table().damage(Subject.of(ScenarioContext.repository("team/service-1")));
            });
        }
    }
}
