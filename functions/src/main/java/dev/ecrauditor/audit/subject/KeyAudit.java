package dev.ecrauditor.audit.subject;

import dev.ecrauditor.audit.DrainRequestQueue;
import dev.ecrauditor.audit.ReevaluationQueue;
import dev.ecrauditor.event.ApiCall;
import dev.ecrauditor.event.KeyChange;
import dev.ecrauditor.event.KeyReevaluation;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.store.KeyIndex;
import dev.ecrauditor.finding.transition.SubjectEvaluation;
import dev.ecrauditor.key.EncryptedRepositories;
import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.key.KeyReader;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.KeyRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Audits the KMS keys that encrypt repositories: one record and one alert for each key, which names its repositories. An
 * event of a key that encrypts no known repository is not evaluated.
 */
public final class KeyAudit {

    private final Parts parts;
    private final SubjectAudit subjects;

    /** The ports and the rules of the audit. */
    public record Parts(
            KeyReader reader,
            KeyIndex index,
            SubjectRules rules,
            FindingStore store,
            DrainRequestQueue drainRequests,
            ReevaluationQueue reevaluations,
            Clock clock) {}

    public KeyAudit(Parts parts) {
        this.parts = parts;
        this.subjects = new SubjectAudit(parts.store(), parts.drainRequests());
    }

    /** Why and how thoroughly a key is evaluated. */
    private record Request(List<KeyChange> changes, Optional<EvaluationReason> reason, boolean withGrants) {}

    /** Handles events of one key in one evaluation. */
    List<AlertFacts> audit(KeyArn key, List<KeyChange> changes) {
        return evaluate(key, new Request(changes, Optional.empty(), false));
    }

    /**
     * Evaluates the key of a new repository, unless it has a record: then its events and the sweep evaluate it.
     *
     * @param keyArn as ECR names it
     */
    List<AlertFacts> auditNew(String keyArn) {
        return KeyArn.parse(keyArn)
                .filter(key -> subjects.record(subject(key)).isEmpty())
                .map(key -> audit(key, List.of()))
                .orElse(List.of());
    }

    /** Evaluates a key with its grants. */
    void sweep(KeyArn key, Optional<EvaluationReason> reason) {
        evaluate(key, new Request(List.of(), PlaceAudit.firstSeen(reason), true));
    }

    /** When a key was last evaluated; empty when it never was. */
    Optional<Instant> evaluatedAt(KeyArn key) {
        return subjects.record(subject(key)).flatMap(record -> record.lastEvaluated());
    }

    private List<AlertFacts> evaluate(KeyArn key, Request request) {
        if (parts.index().repositoriesOn(key.toString()).isEmpty()
                && subjects.record(subject(key)).isEmpty()) {
            return List.of();
        }
        SubjectRules.RuleSet rules = parts.rules().current();
        return subjects.evaluate(subject(key), rules.terms(), () -> read(key, request, rules));
    }

    private SubjectEvaluation read(KeyArn key, Request request, SubjectRules.RuleSet rules) {
        Optional<EncryptedRepositories> repositories =
                encrypted(key, parts.index().repositoriesOn(key.toString()));
        if (repositories.isEmpty()) {
            return new SubjectEvaluation(
                    Optional.empty(),
                    (call, setting) -> false,
                    calls(request),
                    parts.clock().instant(),
                    request.reason());
        }
        EncryptionKey read = request.withGrants()
                ? parts.reader().readWithGrants(key, repositories.get())
                : parts.reader().read(key, repositories.get());
        Map<RuleMetadata, Verdict> verdicts =
                rulesOf(request, rules.rules().get()).evaluate(read);
        reevaluateLater(read, verdicts, request);
        return new SubjectEvaluation(
                Optional.of(verdicts),
                (call, setting) -> call instanceof KeyChange change && change.hasSet(setting, read),
                calls(request),
                parts.clock().instant(),
                request.reason());
    }

    /** Without the grants their rules are left out: their findings stay as they are. */
    private static RuleRegistry rulesOf(Request request, RuleRegistry rules) {
        Set<String> leftOut = rules.rules().stream()
                .filter(rule -> rule instanceof KeyRule ofKey && ofKey.needsGrants() && !request.withGrants())
                .map(rule -> rule.metadata().id())
                .collect(Collectors.toSet());
        return rules.without(leftOut);
    }

    /** Read through the key's own account where that has repositories on it, else through the first that has. */
    private static Optional<EncryptedRepositories> encrypted(KeyArn key, List<RepositoryArn> repositories) {
        return repositories.stream()
                .map(RepositoryArn::account)
                .filter(key.account()::equals)
                .findFirst()
                .or(() -> repositories.stream()
                        .map(RepositoryArn::account)
                        .sorted()
                        .findFirst())
                .map(account -> new EncryptedRepositories(
                        account,
                        repositories.stream()
                                .filter(repository -> repository.account().equals(account))
                                .toList()));
    }

    /** Once KMS has created or updated the key, and once an answer that contradicts an event is no old one. */
    private void reevaluateLater(EncryptionKey read, Map<RuleMetadata, Verdict> verdicts, Request request) {
        Instant now = parts.clock().instant();
        Stream<Instant> ready = verdicts.values().stream()
                .flatMap(verdict ->
                        verdict instanceof Verdict.NotApplicable notYet ? notYet.until().stream() : Stream.empty());
        Stream<Instant> settled = request.changes().stream()
                .filter(change -> change.isYoung(now) && change.isContradictedBy(read))
                .map(change -> now.plus(ApiCall.CONSISTENCY_DELAY));
        Stream.concat(ready, settled)
                .max(Instant::compareTo)
                .ifPresent(until -> parts.reevaluations()
                        .scheduleReevaluation(new KeyReevaluation(read.arn()), Duration.between(now, until)));
    }

    private static List<ApiCall> calls(Request request) {
        return List.copyOf(request.changes());
    }

    private static Subject.Key subject(KeyArn key) {
        return new Subject.Key(key.account(), key.region(), key.id());
    }
}
