package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.alert.AlertChannel;
import dev.ecrauditor.event.Actor;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.remediation.ScanSettingsWriter;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.simulation.design.Design;
import dev.ecrauditor.simulation.design.InvocationContext;
import dev.ecrauditor.simulation.design.Ports;
import dev.ecrauditor.simulation.design.ProductionDesign;
import dev.ecrauditor.simulation.design.SweepPorts;
import dev.ecrauditor.simulation.engine.Call;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.InvocationEnd;
import dev.ecrauditor.simulation.engine.Port;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.world.PolicyText;
import dev.ecrauditor.simulation.world.Queue;
import dev.ecrauditor.simulation.world.Registry;
import dev.ecrauditor.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The deployed auditor: four queues, each with its function, with the times and limits of the stack. */
public final class Hub {

    /** How long a new repository may be without a policy. */
    public static final Duration POLICY_GRACE = Duration.ofMinutes(15);

    private static final RuleRegistry RULES =
            RuleCatalog.standard(POLICY_GRACE, new TrustedParties(Set.of(PolicyText.TRUSTED_ACCOUNT), Set.of()));
    private static final RuleSetFingerprint FINGERPRINT = RuleSetFingerprint.of(RULES, "as simulated");
    private static final long AUDIT_TIMEOUT = 60 * Timeline.SECOND;
    private static final long ALERT_TIMEOUT = 15 * Timeline.SECOND;
    private static final long REMEDIATION_TIMEOUT = 60 * Timeline.SECOND;
    private static final long SWEEP_TIMEOUT = 15 * Timeline.MINUTE;
    private static final int SEVERAL = 10;
    private static final Actor REMEDIATION = new Actor(
            Optional.of("arn:aws:sts::111122223333:assumed-role/" + ProductionDesign.REMEDIATION_ROLE + "/run"),
            Optional.of(ProductionDesign.REMEDIATION_ROLE),
            Optional.empty(),
            Actor.Tool.UNKNOWN);

    private final World world;
    private final Design design;
    private final Setup setup;
    private final Queue<Message> changes;
    private final Queue<List<Subject>> drainRequests;
    private final Queue<RemediationRequest> requests;
    private final Queue<Subject.Coverage> ticks;
    private final Map<String, RememberedSettings> instances = new HashMap<>();
    private long invocations;
    private long drainRequestsSent;

    /** A message in the change queue: a trigger, or an invalid message. */
    public record Message(Optional<Trigger> trigger) {}

    public Hub(World world, Design design, Setup setup) {
        this.world = world;
        this.design = design;
        this.setup = setup;
        changes = queue(new Queue.Settings("audit", 6 * AUDIT_TIMEOUT, SEVERAL, false), AUDIT_TIMEOUT, this::audit);
        drainRequests = queue(
                design.hasOneDrainer()
                        ? new Queue.Settings("alert", ALERT_TIMEOUT + 5 * Timeline.SECOND, 1, true)
                        : new Queue.Settings("alert", ALERT_TIMEOUT + 5 * Timeline.SECOND, SEVERAL, false),
                ALERT_TIMEOUT,
                (invocation, named) -> design.drain(ports(invocation)).drain(named.body()));
        requests = queue(
                new Queue.Settings("remediation", 6 * REMEDIATION_TIMEOUT, 2, false),
                REMEDIATION_TIMEOUT,
                (invocation, request) -> design.remediation(ports(invocation)).remediate(request.body()));
        ticks = queue(
                new Queue.Settings("sweep", SWEEP_TIMEOUT + 30 * Timeline.SECOND, 1, true),
                SWEEP_TIMEOUT,
                (invocation, tick) -> design.sweep(ports(invocation)).sweep());
        if (!setup.isNew()) {
            world.table().put(sweptBefore());
        }
    }

    /** Puts a message into the change queue. */
    public void send(Message message) {
        changes.send(message, 0);
    }

    /** The one-minute schedule of the alert function. */
    public void drainRequest() {
        drainRequests.send(List.of(), 0);
    }

    /** The 15-minute schedule of the sweep. */
    public void tick() {
        ticks.send(Registry.PLACE, 0);
    }

    /** How many messages went to a dead-letter queue. */
    public int deadLetters() {
        return changes.deadLetters() + drainRequests.deadLetters() + requests.deadLetters() + ticks.deadLetters();
    }

    private void audit(Invocation invocation, Queue.Message<Message> message) {
        Trigger trigger =
                message.body().trigger().orElseThrow(() -> new IllegalArgumentException("the message is not an event"));
        design.audit(ports(invocation)).audit(trigger);
        if (invocation.isLive()) {
            repository(trigger).ifPresent(repository -> world.observer().audited(invocation, Subject.of(repository)));
            if (trigger instanceof RepositoryChange change) {
                world.observer().auditedFor(invocation, change);
            }
        }
    }

    private static Optional<RepositoryArn> repository(Trigger trigger) {
        if (trigger instanceof RepositoryChange change) {
            return Optional.of(change.repository());
        }
        return trigger instanceof Reevaluation evaluation ? Optional.of(evaluation.repository()) : Optional.empty();
    }

    private <T> Queue<T> queue(Queue.Settings settings, long timeout, BiConsumer<Invocation, Queue.Message<T>> work) {
        return new Queue<>(
                world.timeline(), world.faults(), settings, (queue, batch) -> invoke(queue, batch, timeout, work));
    }

    /** As in the entry point: each message of a batch fails separately. */
    private <T> void invoke(
            Queue<T> queue, List<Queue.Message<T>> batch, long timeout, BiConsumer<Invocation, Queue.Message<T>> work) {
        invocations++;
        String name = queue.name() + "-" + invocations;
        Invocation.Environment environment =
                new Invocation.Environment(world.timeline(), world.faults(), world.trace(), world.observer()::struck);
        Invocation.Body body = invocation -> handle(invocation, batch, work);
        new Invocation(environment, name, timeout, body, (ending, failed) -> {
                    Set<Long> again = ending == InvocationEnd.RETURNED
                            ? failed
                            : batch.stream().map(Queue.Message::id).collect(Collectors.toSet());
                    acknowledged(batch, again);
                    queue.done(batch, again);
                })
                .start();
    }

    private static <T> Set<Long> handle(
            Invocation invocation, List<Queue.Message<T>> batch, BiConsumer<Invocation, Queue.Message<T>> work) {
        Set<Long> failed = new HashSet<>();
        for (Queue.Message<T> message : batch) {
            try {
                work.accept(invocation, message);
            } catch (RuntimeException fault) {
                // Of any kind: one message of a batch must not fail the others.
                failed.add(message.id());
            }
        }
        return failed;
    }

    private <T> void acknowledged(List<Queue.Message<T>> batch, Set<Long> again) {
        for (Queue.Message<T> message : batch) {
            if (!again.contains(message.id()) && message.body() instanceof Message change) {
                change.trigger().ifPresent(trigger -> world.observer().acknowledged(trigger, message.firstReceived()));
            }
        }
    }

    private Ports ports(Invocation invocation) {
        Listed listed = new Listed();
        return new Ports(
                new Ports.Ecr(
                        new Reader(invocation, world, new Reader.Memory(listed, instance(invocation))),
                        writer(invocation),
                        new ExclusionTagReader(invocation, world)),
                new Store(invocation, world),
                outgoing(invocation),
                new SweepPorts(
                        new Lister(invocation, world, listed),
                        new SweepItem(invocation, world),
                        Paces.sweep(invocation, setup.evaluationsPerInvocation())),
                new Ports.Configuration(RULES, FINGERPRINT, setup.settings()),
                new Ports.Environment(
                        line -> {
                            if (world.trace().isKept()) {
                                invocation.trace("logs " + JsonWriter.write(line));
                            }
                        },
                        new InvocationClock(invocation),
                        new InvocationContext(invocation, world.table())));
    }

    /** Two instances of each function, which take turns; each remembers what it has read. */
    private RememberedSettings instance(Invocation invocation) {
        String name = invocation.name();
        int number = Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
        return instances.computeIfAbsent(
                name.substring(0, name.lastIndexOf('-')) + number % 2, none -> new RememberedSettings());
    }

    private ScanSettingsWriter writer(Invocation invocation) {
        return repository -> invocation.call(new Call<>(Port.ECR_PUT_SCANNING, repository.name(), () -> {
            world.observer().remediated(invocation, Subject.of(repository));
            world.registry().putScanning(repository, true, REMEDIATION);
            return true;
        }));
    }

    private Ports.Outgoing outgoing(Invocation invocation) {
        return new Ports.Outgoing(
                record -> invocation.call(new Call<>(
                        Port.DRAIN_REQUEST, record.subject().name(), () -> {
                            drainRequestsSent++;
                            drainRequests.sendOnce(
                                    List.of(record.subject()), design.deduplicationId(record, drainRequestsSent));
                            return true;
                        })),
                new DelayedMessages(invocation, changes),
                request -> invocation.call(new Call<>(Port.REQUEST, request.id(), () -> {
                    requests.send(request, 0);
                    return true;
                })),
                channel(invocation),
                Paces.drain(invocation));
    }

    private AlertChannel channel(Invocation invocation) {
        return message -> {
            List<String> ids = message.lists().getOrDefault("alertIds", List.of());
            invocation.call(new Call<>(Port.PUBLISH, message.subject(), ids, () -> {
                world.observer().published(invocation, message);
                return true;
            }));
        };
    }

    /** A sweep long enough ago that the next one is due. */
    private static SweepProgress sweptBefore() {
        Instant then = Timeline.instant(0).minus(ProductionDesign.SWEEP_EVERY);
        return new SweepProgress(
                Registry.PLACE,
                1,
                new SweepProgress.LatestSweep(Optional.of(then), "", FINGERPRINT.mark(), Optional.empty(), 0),
                Optional.of(then));
    }
}
