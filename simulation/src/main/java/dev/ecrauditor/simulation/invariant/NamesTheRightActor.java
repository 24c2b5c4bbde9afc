package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.simulation.design.ProductionDesign;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.record.Evaluations;
import dev.ecrauditor.simulation.record.Invariant;
import dev.ecrauditor.simulation.record.Violations;
import dev.ecrauditor.simulation.world.ApiCall;
import dev.ecrauditor.simulation.world.PolicyText;
import dev.ecrauditor.simulation.world.Registry;
import dev.ecrauditor.simulation.world.RepositoryState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@link Invariant#ACTOR}, by the calls of ECR and the true begin of the stored evaluations. */
final class NamesTheRightActor implements Check {

    private final Evaluations evaluations;
    private final Registry registry;
    private final Violations violations;
    private final Map<Subject, Long> lastEvaluation = new HashMap<>();
    private final Map<String, Found> found = new HashMap<>();

    NamesTheRightActor(Evaluations evaluations, Registry registry, Violations violations) {
        this.evaluations = evaluations;
        this.registry = registry;
        this.violations = violations;
    }

    /** How a transition was stored: the evaluation, the previous one, and whether the actor was named at once. */
    private record Found(Evaluations.Evaluation evaluation, long lastEvaluation, boolean named) {}

    @Override
    public void stored(Invocation by, Optional<SubjectRecord> before, SubjectRecord after) {
        newAlerts(after)
                .filter(facts -> facts.status() == AlertStatus.ATTRIBUTED)
                .forEach(this::attributed);
        Optional<Evaluations.Evaluation> evaluation =
                Evaluations.isOfEvaluation(before, after) ? evaluations.storedIn(by, after) : Optional.empty();
        if (evaluation.isEmpty()) {
            return;
        }
        long last = lastEvaluation.getOrDefault(after.subject(), -1L);
        newAlerts(after)
                .filter(facts -> facts.status() != AlertStatus.ATTRIBUTED)
                .forEach(facts -> {
                    found.put(facts.id(), new Found(evaluation.get(), last, facts.actorIsCertain()));
                    if (facts.actorIsCertain()) {
                        object(facts, objection(facts, evaluation.get(), last));
                    }
                });
        lastEvaluation.put(after.subject(), evaluation.get().at());
    }

    private static Stream<AlertFacts> newAlerts(SubjectRecord after) {
        return after.outbox().stream()
                .filter(entry -> entry.position().version() == after.version())
                .filter(AlertFacts.class::isInstance)
                .map(AlertFacts.class::cast);
    }

    /** The call of a later event was made before the evaluation that found the state and after the previous one. */
    private void attributed(AlertFacts facts) {
        String alertId = facts.id().substring(0, facts.id().length() - AlertFacts.ATTRIBUTED.length());
        Found transition = found.get(alertId);
        if (transition == null) {
            object(facts, Optional.of("no evaluation has found the transition"));
            return;
        }
        if (transition.named()) {
            object(facts, Optional.of("the actor was known before"));
        }
        object(
                facts,
                objection(facts, transition.evaluation(), transition.lastEvaluation())
                        .or(() -> tooLate(facts, transition)));
    }

    private Optional<String> tooLate(AlertFacts facts, Found transition) {
        return facts.setBy()
                .map(EventSummary::id)
                .flatMap(registry::call)
                .filter(call -> call.at() > transition.evaluation().at() + Invocation.MOST_SKEW)
                .map(call -> "that call was made after the evaluation that found it");
    }

    private void object(AlertFacts facts, Optional<String> objection) {
        objection.ifPresent(why -> violations.add(
                Invariant.ACTOR,
                facts.id() + " (" + facts.finding() + " " + facts.status() + ") names the actor of "
                        + facts.setBy().map(EventSummary::id).orElse("no event") + ", but " + why));
    }

    private Optional<String> objection(AlertFacts facts, Evaluations.Evaluation evaluation, long lastEvaluation) {
        Optional<RepositoryState> read = seen(facts, evaluation);
        Optional<ApiCall> named = facts.setBy().map(EventSummary::id).flatMap(registry::call);
        if (named.isEmpty()) {
            return Optional.of("there was no such call");
        }
        ApiCall call = named.get();
        if (!facts.setBy()
                .map(EventSummary::actor)
                .equals(Optional.of(call.change().actor()))) {
            return Optional.of("another actor made that call");
        }
        if (facts.status() == AlertStatus.TRANSIENT) {
            return setADangerousPolicy(call) ? Optional.empty() : Optional.of("that call set no dangerous policy");
        }
        if (call.at() <= lastEvaluation - Invocation.MOST_SKEW
                && !isOurOwnInTheSecondOf(lastEvaluation - Invocation.MOST_SKEW, call)) {
            return Optional.of("that call was made before the last evaluation");
        }
        if (read.isEmpty()) {
            return call.change().kind() == ChangeKind.DELETE_REPOSITORY
                    ? Optional.empty()
                    : Optional.of("that call deleted nothing");
        }
        if (call.after().createdAt() != read.get().createdAt()
                && isOfToday(call, evaluation)
                && !cannotBeDistinguished(call, read.get())) {
            return Optional.of("that call was about an earlier repository of this name");
        }
        return hasSet(call, facts.finding().ruleId(), read.get())
                ? Optional.empty()
                : Optional.of("that call did not set what was read");
    }

    private static boolean setADangerousPolicy(ApiCall call) {
        return call.change().kind() == ChangeKind.SET_REPOSITORY_POLICY
                && call.after().policy().map(PolicyText::isPublic).orElse(false);
    }

    /** The policy is read by a separate call. */
    private static Optional<RepositoryState> seen(AlertFacts facts, Evaluations.Evaluation evaluation) {
        return isAboutThePolicy(facts) ? evaluation.policy() : evaluation.state();
    }

    private static boolean isAboutThePolicy(AlertFacts facts) {
        return facts.finding().ruleId().startsWith("ecr-policy-");
    }

    /** CloudTrail has whole seconds, and the auditor's own write counts as later than an evaluation in that second. */
    private static boolean isOurOwnInTheSecondOf(long lastEvaluation, ApiCall call) {
        return call.at() / Timeline.SECOND == lastEvaluation / Timeline.SECOND
                && call.change()
                        .actor()
                        .roleName()
                        .map(ProductionDesign.REMEDIATION_ROLE::equals)
                        .orElse(false);
    }

    /** A stale state of a deleted repository can agree with a call by chance. */
    private boolean isOfToday(ApiCall call, Evaluations.Evaluation evaluation) {
        Optional<Long> today = registry.now(call.change().repository()).map(RepositoryState::createdAt);
        return evaluation.state().map(RepositoryState::createdAt).equals(today)
                && evaluation.policy().map(RepositoryState::createdAt).equals(today);
    }

    /**
     * Two creations of one name within a minute, or a call in the second of the creation, which the clocks cannot
     * separate.
     */
    private static boolean cannotBeDistinguished(ApiCall call, RepositoryState read) {
        return call.change().kind() == ChangeKind.CREATE_REPOSITORY
                ? Math.abs(call.at() - read.createdAt()) <= Timeline.MINUTE + Timeline.SECOND
                : call.at() / Timeline.SECOND == read.createdAt() / Timeline.SECOND;
    }

    private static boolean hasSet(ApiCall call, String ruleId, RepositoryState read) {
        ChangeKind kind = call.change().kind();
        boolean created = kind == ChangeKind.CREATE_REPOSITORY;
        return switch (ruleId) {
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
