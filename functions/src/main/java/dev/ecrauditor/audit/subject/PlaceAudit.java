package dev.ecrauditor.audit.subject;

import dev.ecrauditor.audit.sweep.SubjectSweep;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.KeyIndex;
import dev.ecrauditor.key.KeyArn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Evaluates the registry and the keys of an account and Region in its sweep. */
public final class PlaceAudit implements SubjectSweep {

    private final RegistryAudit registries;
    private final KeyAudit keys;
    private final KeyIndex index;

    public PlaceAudit(RegistryAudit registries, KeyAudit keys, KeyIndex index) {
        this.registries = registries;
        this.keys = keys;
        this.index = index;
    }

    /**
     * Why a registry or key is evaluated for the first time, where it is no first sweep: the rules about them are new in
     * the account.
     */
    static Optional<EvaluationReason> firstSeen(Optional<EvaluationReason> reason) {
        return reason.or(() -> Optional.of(EvaluationReason.NEW_RULES));
    }

    @Override
    public void evaluateRegistry(Subject.Coverage place, Optional<EvaluationReason> reason) {
        registries.sweep(new Subject.Registry(place.account(), place.region()), reason);
    }

    @Override
    public List<KeyArn> keysLeft(Subject.Coverage place, Instant since) {
        return index.keysOf(place).stream()
                .flatMap(arn -> KeyArn.parse(arn).stream())
                .filter(key -> keys.evaluatedAt(key)
                        .filter(last -> !last.isBefore(since))
                        .isEmpty())
                .toList();
    }

    @Override
    public List<Subject> onlyOf(Subject.Coverage place) {
        Stream<Subject> keysThere = index.keysOf(place).stream()
                .flatMap(arn -> KeyArn.parse(arn).stream())
                .filter(key -> index.repositoriesOn(key.toString()).stream()
                        .allMatch(repository ->
                                place.equals(new Subject.Coverage(repository.account(), repository.region()))))
                .map(key -> new Subject.Key(key.account(), key.region(), key.id()));
        return Stream.concat(Stream.of(new Subject.Registry(place.account(), place.region())), keysThere)
                .toList();
    }

    @Override
    public void evaluateKey(KeyArn key, Optional<EvaluationReason> reason) {
        keys.sweep(key, reason);
    }
}
