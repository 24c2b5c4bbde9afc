package dev.ecrauditor.cli.audit.report;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Verdict;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A repository, a registry or a key with the verdict of every rule about it.
 *
 * @param subject what was evaluated
 * @param account the account that was audited; a key can belong to another one
 * @param createdAt when the repository was created; empty for a registry and a key
 * @param verdicts in the order of the rules
 * @param registry the registry, if it is one
 * @param repository the repository, if it is one
 */
public record Evaluated(
        Subject subject,
        String account,
        Optional<Instant> createdAt,
        Map<RuleMetadata, Verdict> verdicts,
        Optional<RegistrySnapshot> registry,
        Optional<RepositorySnapshot> repository) {

    public static Evaluated of(RepositorySnapshot repository, RuleRegistry rules) {
        return new Evaluated(
                Subject.of(repository.arn()),
                repository.arn().account(),
                Optional.of(repository.createdAt()),
                rules.evaluate(repository),
                Optional.empty(),
                Optional.of(repository));
    }

    public static Evaluated of(RegistrySnapshot registry, RuleRegistry rules) {
        return new Evaluated(
                new Subject.Registry(registry.account(), registry.region()),
                registry.account(),
                Optional.empty(),
                rules.evaluate(registry),
                Optional.of(registry),
                Optional.empty());
    }

    public static Evaluated of(EncryptionKey key, RuleRegistry rules) {
        KeyArn arn = key.arn();
        return new Evaluated(
                new Subject.Key(arn.account(), arn.region(), arn.id()),
                key.repositories().account(),
                Optional.empty(),
                rules.evaluate(key),
                Optional.empty(),
                Optional.empty());
    }
}
