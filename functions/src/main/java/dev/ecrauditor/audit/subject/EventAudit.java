package dev.ecrauditor.audit.subject;

import dev.ecrauditor.audit.AuditOutcome;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.event.IgnoreReason;
import dev.ecrauditor.event.Ignored;
import dev.ecrauditor.event.KeyChange;
import dev.ecrauditor.event.KeyReevaluation;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.event.RegistryChange;
import dev.ecrauditor.event.RegistryReevaluation;
import dev.ecrauditor.event.RepositoryActivity;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Handles events: each by the audit of the repository, registry or key that it is about. */
public final class EventAudit {

    private final RepositoryAudit repositories;
    private final RegistryAudit registries;
    private final KeyAudit keys;
    private final FindingStore store;

    public EventAudit(RepositoryAudit repositories, RegistryAudit registries, KeyAudit keys, FindingStore store) {
        this.repositories = repositories;
        this.registries = registries;
        this.keys = keys;
        this.store = store;
    }

    /** What a trigger is about; triggers about the same are audited together. An ignored one is about itself. */
    public Object subject(Trigger trigger) {
        if (trigger instanceof RegistryChange change) {
            return new Subject.Registry(change.account(), change.region());
        }
        if (trigger instanceof RegistryReevaluation again) {
            return new Subject.Registry(again.account(), again.region());
        }
        if (trigger instanceof KeyChange change) {
            return change.key();
        }
        if (trigger instanceof KeyReevaluation again) {
            return again.key();
        }
        if (trigger instanceof RepositoryActivity activity) {
            return activity.repository();
        }
        return RepositoryAudit.repository(trigger).<Object>map(arn -> arn).orElseGet(Object::new);
    }

    /**
     * Handles events about one subject in one evaluation.
     *
     * @param triggers all about the same, or one about none
     * @return the outcome of each, in the same order
     * @throws RuntimeException when the event has to be retried
     */
    public List<AuditOutcome> audit(List<Trigger> triggers) {
        Object subject = subject(triggers.get(0));
        if (subject instanceof Subject.Registry registry) {
            RegistryAudit.Result result = registries.audit(registry, triggers);
            return AuditOutcome.of(triggers, result.alerts(), result.readable());
        }
        if (subject instanceof KeyArn key) {
            return AuditOutcome.of(triggers, keys.audit(key, only(KeyChange.class, triggers)), true);
        }
        return subject instanceof RepositoryArn repository
                ? auditRepository(repository, triggers)
                : repositories.audit(triggers);
    }

    /** Images arrive often: only those in a repository that no event has announced lead to an evaluation. */
    private List<AuditOutcome> auditRepository(RepositoryArn repository, List<Trigger> triggers) {
        boolean isKnown = triggers.stream().noneMatch(RepositoryActivity.class::isInstance)
                || store.load(Subject.of(repository))
                        .filter(record -> record.deletedAt().isEmpty())
                        .isPresent();
        List<Trigger> evaluated = triggers.stream()
                .filter(trigger -> !isKnown || !(trigger instanceof RepositoryActivity))
                .<Trigger>map(trigger -> trigger instanceof RepositoryActivity activity
                        ? new Reevaluation(activity.header(), activity.repository())
                        : trigger)
                .toList();
        List<AuditOutcome> outcomes = evaluated.isEmpty() ? List.of() : repositories.audit(evaluated);
        List<AuditOutcome> all = new ArrayList<>();
        int next = 0;
        for (Trigger trigger : triggers) {
            all.add(
                    isKnown && trigger instanceof RepositoryActivity activity
                            ? new AuditOutcome.EventIgnored(new Ignored(
                                    activity.header(), IgnoreReason.REPOSITORY_IS_KNOWN, repository.toString()))
                            : outcomes.get(next++));
        }
        return withNewKey(repository, triggers, isKnown, all);
    }

    /** The key of a repository that was created just now may encrypt its first one. */
    private List<AuditOutcome> withNewKey(
            RepositoryArn repository, List<Trigger> triggers, boolean isKnown, List<AuditOutcome> outcomes) {
        boolean isNew = !isKnown
                || triggers.stream()
                        .anyMatch(trigger -> trigger instanceof RepositoryChange change
                                && change.kind() == ChangeKind.CREATE_REPOSITORY);
        Optional<String> keyArn =
                isNew ? store.load(Subject.of(repository)).flatMap(SubjectRecord::keyArn) : Optional.empty();
        List<String> alertIds = keyArn.map(keys::auditNew).orElse(List.of()).stream()
                .map(AlertFacts::id)
                .toList();
        if (alertIds.isEmpty()) {
            return outcomes;
        }
        List<AuditOutcome> more = new ArrayList<>(outcomes);
        AuditOutcome first = outcomes.get(0);
        List<String> before = first instanceof AuditOutcome.Alerted alerted ? alerted.alertIds() : List.of();
        more.set(
                0,
                new AuditOutcome.Alerted(
                        Stream.concat(before.stream(), alertIds.stream()).toList()));
        return more;
    }

    private static <T extends Trigger> List<T> only(Class<T> kind, List<Trigger> triggers) {
        return triggers.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
