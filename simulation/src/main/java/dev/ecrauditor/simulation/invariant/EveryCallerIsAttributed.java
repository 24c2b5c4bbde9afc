package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.record.Evaluations;
import dev.ecrauditor.simulation.record.Invariant;
import dev.ecrauditor.simulation.record.Violations;
import dev.ecrauditor.simulation.world.ApiCall;
import dev.ecrauditor.simulation.world.Registry;
import dev.ecrauditor.simulation.world.RepositoryState;
import dev.ecrauditor.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@link Invariant#ATTRIBUTED}, by the published alerts. A call is the cause if it set what the evaluation read, after
 * the previous evaluation by CloudTrail's clock, and before the evaluation by every clock. An event counts if it
 * arrived after the alert was stored and was handled while the finding was open.
 */
final class EveryCallerIsAttributed implements Check {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Evaluations evaluations;
    private final Registry registry;
    private final Violations violations;
    private final Map<String, Nameless> nameless = new LinkedHashMap<>();
    private final Set<String> named = new HashSet<>();

    /** A transition that was stored without an actor. */
    private static final class Nameless {
        private final Subject.Repository subject;
        private final FindingKey finding;
        private final Instant createdAt;
        private final Evaluations.Evaluation evaluation;
        private final Optional<Instant> lastEvaluated;
        private final long storedAt;
        private boolean over;
        private Optional<String> cause = Optional.empty();

        private Nameless(
                Subject.Repository subject,
                FindingKey finding,
                Evaluations.Evaluation evaluation,
                Optional<Instant> lastEvaluated,
                long storedAt) {
            this.subject = subject;
            this.finding = finding;
            this.createdAt = evaluation
                    .state()
                    .map(state -> Timeline.instant(state.createdAt()))
                    .orElse(Instant.MIN);
            this.evaluation = evaluation;
            this.lastEvaluated = lastEvaluated;
            this.storedAt = storedAt;
        }
    }

    EveryCallerIsAttributed(Evaluations evaluations, Registry registry, Violations violations) {
        this.evaluations = evaluations;
        this.registry = registry;
        this.violations = violations;
    }

    @Override
    public void stored(Invocation by, Optional<SubjectRecord> before, SubjectRecord after) {
        nameless.values().stream()
                .filter(one -> one.subject.equals(after.subject()))
                .filter(one ->
                        !after.isOpen(one.finding) || !after.incarnation().equals(Optional.of(one.createdAt)))
                .forEach(one -> one.over = true);
        if (Evaluations.isOfEvaluation(before, after) && after.subject() instanceof Subject.Repository subject) {
            evaluations
                    .storedIn(by, after)
                    .ifPresent(evaluation -> after.outbox().stream()
                            .filter(entry -> entry.position().version() == after.version())
                            .filter(AlertFacts.class::isInstance)
                            .map(AlertFacts.class::cast)
                            .filter(EveryCallerIsAttributed::lacksAnActor)
                            .filter(facts -> !hasSettled(facts.finding(), before))
                            .forEach(facts -> nameless.put(
                                    facts.id(),
                                    new Nameless(
                                            subject,
                                            facts.finding(),
                                            evaluation,
                                            before.flatMap(SubjectRecord::lastEvaluated),
                                            violations.now()))));
        }
    }

    /** A finding that changed often is reported once it has settled: its changes were found before, and by others. */
    private static boolean hasSettled(FindingKey finding, Optional<SubjectRecord> before) {
        return before.map(known -> known.findings().get(finding))
                .filter(state -> state.flapHistory().flapping())
                .isPresent();
    }

    private static boolean lacksAnActor(AlertFacts facts) {
        boolean isOpen = switch (facts.status()) {
            case OPENED, CHANGED, REOPENED -> true;
            default -> false;
        };
        return isOpen && facts.finding().kind() == FindingKey.Kind.VIOLATION && !facts.actorIsCertain();
    }

    @Override
    public void acknowledged(Trigger trigger, long firstReceived) {
        if (trigger instanceof RepositoryChange change) {
            registry.call(change.eventId())
                    .ifPresent(call -> nameless.values().stream()
                            .filter(one -> one.subject.repository().equals(change.repository()))
                            .filter(one -> !one.over && firstReceived > one.storedAt && isTheCause(call, one))
                            .forEach(one -> one.cause = one.cause.or(() -> Optional.of(change.eventId()))));
        }
    }

    @Override
    public void published(Invocation by, AlertMessage message) {
        try {
            Json json = JsonReader.read(message.json());
            json.items("findings").stream()
                    .filter(finding -> !finding.at("setBy").isAbsent())
                    .forEach(this::isNamed);
            json.items("alerts").stream()
                    .filter(alert -> !alert.at("eventId").isAbsent())
                    .forEach(this::isNamed);
        } catch (MalformedJson impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void isNamed(Json alert) {
        String id = alert.text("alertId").orElse("");
        named.add(
                id.endsWith(AlertFacts.ATTRIBUTED)
                        ? id.substring(0, id.length() - AlertFacts.ATTRIBUTED.length())
                        : id);
    }

    @Override
    public void checkWhenIdle(World world) {
        nameless.forEach((alertId, one) -> {
            if (one.cause.isPresent()
                    && !named.contains(alertId)
                    && !world.table().isDamaged(one.subject)) {
                violations.add(
                        Invariant.ATTRIBUTED,
                        alertId + " (" + one.finding + ") has no actor, though " + one.cause.get() + " was handled");
            }
        });
    }

    @Override
    public void checkAfterSweep(World world) {
        checkWhenIdle(world);
    }

    private static boolean isTheCause(ApiCall call, Nameless one) {
        Instant second = call.change().time();
        boolean inTime = one.lastEvaluated.map(second::isAfter).orElse(true)
                && !second.plus(SECOND).isAfter(Timeline.instant(one.evaluation.since() - Invocation.MOST_SKEW));
        Optional<RepositoryState> read =
                one.finding.ruleId().startsWith("ecr-policy-") ? one.evaluation.policy() : one.evaluation.state();
        return inTime
                && read.filter(state ->
                                isTheSame(state, one.evaluation.state()) && hasSet(call, one.finding.ruleId(), state))
                        .isPresent();
    }

    /** If ECR returned the state of two repositories of one name, no call has set what was read. */
    private static boolean isTheSame(RepositoryState read, Optional<RepositoryState> described) {
        return described.map(RepositoryState::createdAt).equals(Optional.of(read.createdAt()));
    }

    private static boolean hasSet(ApiCall call, String ruleId, RepositoryState read) {
        ChangeKind kind = call.change().kind();
        boolean created = kind == ChangeKind.CREATE_REPOSITORY;
        return call.after().createdAt() == read.createdAt()
                && switch (ruleId) {
                    case "ecr-encryption-customer-managed-key" ->
                        created && call.after().customerKey() == read.customerKey();
                    case "ecr-scan-on-push" ->
                        (created || kind == ChangeKind.PUT_IMAGE_SCANNING_CONFIGURATION)
                                && call.after().scanOnPush() == read.scanOnPush();
                    default ->
                        (kind == ChangeKind.SET_REPOSITORY_POLICY || kind == ChangeKind.DELETE_REPOSITORY_POLICY)
                                && call.after().policy().equals(read.policy());
                };
    }
}
