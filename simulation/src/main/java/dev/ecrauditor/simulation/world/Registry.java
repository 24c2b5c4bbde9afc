package dev.ecrauditor.simulation.world;

import dev.ecrauditor.event.Actor;
import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.event.EventHeader;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.event.RequestedSettings;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.engine.Trace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * ECR: repositories with their whole history, so that a read can be as stale as in ECR. Denied calls change nothing.
 */
public final class Registry {

    /** The one account and Region. */
    public static final Subject.Coverage PLACE = new Subject.Coverage("111122223333", "us-east-1");

    private final Timeline timeline;
    private final Trace trace;
    private final Map<RepositoryArn, List<Version>> versions = new LinkedHashMap<>();
    private final Map<String, ApiCall> calls = new LinkedHashMap<>();
    private final List<Consumer<ApiCall>> watchers = new ArrayList<>();

    private final Vetoes vetoes;

    private final List<Long> settingsChanges = new ArrayList<>();
    private boolean refuses;
    private int refusals;

    private record Version(long since, Optional<RepositoryState> state) {}

    public Registry(Timeline timeline, Trace trace) {
        this.timeline = timeline;
        this.vetoes = new Vetoes(timeline);
        this.trace = trace;
    }

    /** Notifies this listener of every call from now on. */
    public void watch(Consumer<ApiCall> watcher) {
        watchers.add(watcher);
    }

    /** A repository that existed before the auditor, without an event. */
    public void found(RepositoryArn arn, RepositoryState state) {
        versions.computeIfAbsent(arn, none -> new ArrayList<>())
                .add(new Version(state.createdAt(), Optional.of(state)));
    }

    /** The names of all repositories that ever existed. */
    public Set<RepositoryArn> known() {
        return versions.keySet();
    }

    /** A page of what existed then: the names after this one, in their order. */
    public List<RepositoryArn> page(String after, int most, long time) {
        return versions.keySet().stream()
                .filter(arn -> arn.name().compareTo(after) > 0 && at(arn, time).isPresent())
                .sorted(Comparator.comparing(RepositoryArn::name))
                .limit(most)
                .toList();
    }

    /** From now on the account allows, or denies, the auditor to describe its repositories. */
    public void refuse(boolean from) {
        refusals += from && !refuses ? 1 : 0;
        refuses = from;
        trace.line("ECR", from ? "denies access to the auditor" : "grants access to the auditor");
    }

    /** Changes the settings that the registry has for all its repositories. */
    public void changeSettings() {
        settingsChanges.add(timeline.now());
        trace.line("ECR", "the settings of the registry change: " + settingsChanges.size());
    }

    /** How often the settings of the registry had changed by then. */
    public int settingsVersion(long time) {
        return (int) settingsChanges.stream().filter(at -> at <= time).count();
    }

    /** The repositories that remediation must exclude. */
    public Vetoes vetoes() {
        return vetoes;
    }

    public boolean refuses() {
        return refuses;
    }

    /** How often it has begun to deny access. */
    public int refusals() {
        return refusals;
    }

    /** The repository as it is now. */
    public Optional<RepositoryState> now(RepositoryArn arn) {
        return at(arn, timeline.now());
    }

    /** The repository as it was. */
    public Optional<RepositoryState> at(RepositoryArn arn, long time) {
        List<Version> past = versions.getOrDefault(arn, List.of());
        for (int i = past.size() - 1; i >= 0; i--) {
            if (past.get(i).since() <= time) {
                return past.get(i).state();
            }
        }
        return Optional.empty();
    }

    /** The call of an event. */
    public Optional<ApiCall> call(String eventId) {
        return Optional.ofNullable(calls.get(eventId));
    }

    public void create(RepositoryArn arn, RepositoryState wanted, Actor actor) {
        if (now(arn).isPresent()) {
            return;
        }
        RepositoryState state =
                new RepositoryState(timeline.now(), wanted.customerKey(), wanted.scanOnPush(), Optional.empty());
        become(arn, Optional.of(state));
        done(arn, ChangeKind.CREATE_REPOSITORY, actor, state);
    }

    public void delete(RepositoryArn arn, Actor actor) {
        now(arn).ifPresent(state -> {
            become(arn, Optional.empty());
            done(arn, ChangeKind.DELETE_REPOSITORY, actor, state);
        });
    }

    public void setPolicy(RepositoryArn arn, PolicyText policy, Actor actor) {
        change(arn, ChangeKind.SET_REPOSITORY_POLICY, actor, state -> state.withPolicy(Optional.of(policy)));
    }

    /** Deleting a policy that does not exist is rejected. */
    public void deletePolicy(RepositoryArn arn, Actor actor) {
        if (now(arn).flatMap(RepositoryState::policy).isPresent()) {
            change(arn, ChangeKind.DELETE_REPOSITORY_POLICY, actor, state -> state.withPolicy(Optional.empty()));
        }
    }

    public void putScanning(RepositoryArn arn, boolean scanOnPush, Actor actor) {
        change(arn, ChangeKind.PUT_IMAGE_SCANNING_CONFIGURATION, actor, state -> state.withScanOnPush(scanOnPush));
    }

    private void change(RepositoryArn arn, ChangeKind kind, Actor actor, UnaryOperator<RepositoryState> change) {
        now(arn).ifPresent(state -> {
            RepositoryState next = change.apply(state);
            become(arn, Optional.of(next));
            done(arn, kind, actor, next);
        });
    }

    private void become(RepositoryArn arn, Optional<RepositoryState> state) {
        versions.computeIfAbsent(arn, none -> new ArrayList<>()).add(new Version(timeline.now(), state));
    }

    private void done(RepositoryArn arn, ChangeKind kind, Actor actor, RepositoryState after) {
        String eventId = "event-" + (calls.size() + 1);
        Instant second = Timeline.instant(timeline.now()).truncatedTo(ChronoUnit.SECONDS);
        boolean created = kind == ChangeKind.CREATE_REPOSITORY;
        boolean setsScanning = created || kind == ChangeKind.PUT_IMAGE_SCANNING_CONFIGURATION;
        RequestedSettings settings = new RequestedSettings(
                kind == ChangeKind.SET_REPOSITORY_POLICY
                        ? after.policy().map(text -> text.policy().text()).stream()
                                .toList()
                        : List.of(),
                setsScanning ? Optional.of(after.scanOnPush()) : Optional.empty(),
                created ? Optional.of(after.customerKey() ? "KMS" : "AES256") : Optional.empty());
        RepositoryChange change = new RepositoryChange(
                EventHeader.of(kind, eventId, arn.account(), second), kind, arn, actor, settings, false);
        ApiCall call = new ApiCall(change, timeline.now(), after);
        calls.put(eventId, call);
        if (trace.isKept()) {
            trace.line(
                    "ECR",
                    eventId + " " + kind.eventName() + " " + arn.name() + " by "
                            + actor.arn().orElse("?") + ": " + after);
        }
        watchers.forEach(watcher -> watcher.accept(call));
    }
}
