package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.record.Evaluations;
import dev.ecrauditor.simulation.record.Invariant;
import dev.ecrauditor.simulation.record.Violations;
import dev.ecrauditor.simulation.world.Registry;
import dev.ecrauditor.simulation.world.World;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@link Invariant#REGISTRY_SETTINGS}: each instance remembers its own copy of the settings of the registry. An
 * evaluation uses none older than its event or its sweep, nor than what an evaluation used that opened or resolved a finding.
 */
final class RecentRegistrySettings implements Check {

    private final Registry registry;
    private final Violations violations;
    private final Map<Use, Integer> used = new HashMap<>();
    private final Map<Subject, Integer> stored = new HashMap<>();
    private final Map<Subject, Integer> decisive = new HashMap<>();

    private record Use(Invocation by, Subject subject) {}

    RecentRegistrySettings(Registry registry, Violations violations) {
        this.registry = registry;
        this.violations = violations;
    }

    @Override
    public void settingsUsed(Invocation by, Subject subject, int version) {
        used.put(new Use(by, subject), version);
    }

    @Override
    public void auditedFor(Invocation by, RepositoryChange change) {
        Integer version = used.remove(new Use(by, Subject.of(change.repository())));
        registry.call(change.eventId())
                .filter(call -> version != null && version < registry.settingsVersion(call.at()))
                .ifPresent(call -> violations.add(
                        Invariant.REGISTRY_SETTINGS,
                        by.name() + " evaluated " + change.eventId() + " with the older settings " + version));
    }

    @Override
    public void stored(Invocation by, Optional<SubjectRecord> before, SubjectRecord after) {
        Integer version = used.get(new Use(by, after.subject()));
        if (version == null || !Evaluations.isOfEvaluation(before, after)) {
            return;
        }
        stored.put(after.subject(), version);
        boolean isSame = before.filter(known ->
                        known.deletedAt().isEmpty() && known.incarnation().equals(after.incarnation()))
                .isPresent();
        int known = isSame ? decisive.getOrDefault(after.subject(), 0) : 0;
        if (version < known) {
            violations.add(
                    Invariant.REGISTRY_SETTINGS,
                    by.name() + " evaluated " + after.subject().name() + " with settings " + version + ", after "
                            + known);
        }
        if (!isSame || !before.map(RecentRegistrySettings::open).equals(Optional.of(open(after)))) {
            decisive.put(after.subject(), version);
        }
    }

    private static Set<FindingKey> open(SubjectRecord record) {
        return record.findings().keySet().stream().filter(record::isOpen).collect(Collectors.toSet());
    }

    @Override
    public void checkAfterSweep(World world) {
        SweepProgress progress = world.table().sweep(Registry.PLACE);
        int least = progress.startedAt()
                .map(began -> registry.settingsVersion(Timeline.micros(began) - Invocation.MOST_SKEW))
                .orElse(0);
        stored.forEach((subject, version) -> {
            boolean exists = subject instanceof Subject.Repository repository
                    && registry.now(repository.repository()).isPresent();
            if (exists && version < least && !world.table().isDamaged(subject)) {
                violations.add(
                        Invariant.REGISTRY_SETTINGS,
                        "the sweep evaluated " + subject.name() + " with the older settings " + version);
            }
        });
    }
}
