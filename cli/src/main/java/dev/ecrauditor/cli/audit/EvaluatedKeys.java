package dev.ecrauditor.cli.audit;

import dev.ecrauditor.aws.key.KmsEncryptionKeyReader;
import dev.ecrauditor.cli.audit.report.Evaluated;
import dev.ecrauditor.cli.terminal.OutputClosedException;
import dev.ecrauditor.key.EncryptedRepositories;
import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.KeyRule;
import dev.ecrauditor.rule.RuleRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Collects the keys of the evaluated repositories of one registry, and then evaluates each once with all repositories on
 * it. Of a repository only its name is kept.
 */
final class EvaluatedKeys {

    private final KmsEncryptionKeyReader reader;
    private final RuleRegistry rules;
    private final Map<KeyArn, List<String>> repositories = new LinkedHashMap<>();
    private Optional<RepositoryArn> any = Optional.empty();

    EvaluatedKeys(KmsEncryptionKeyReader reader, RuleRegistry rules) {
        this.reader = reader;
        this.rules = rules;
    }

    void add(RepositorySnapshot repository) {
        any = any.or(() -> Optional.of(repository.arn()));
        repository
                .encryption()
                .keyArn()
                .flatMap(KeyArn::parse)
                .ifPresent(key -> repositories
                        .computeIfAbsent(key, first -> new ArrayList<>())
                        .add(repository.arn().name()));
    }

    /**
     * Evaluates the keys.
     *
     * @param failed takes a key that KMS does not answer for
     */
    void evaluate(Consumer<Evaluated> evaluated, BiConsumer<KeyArn, RuntimeException> failed) {
        if (rules.rules().stream().noneMatch(KeyRule.class::isInstance)) {
            return;
        }
        repositories.forEach((arn, on) -> {
            try {
                evaluated.accept(Evaluated.of(read(arn, ofOneRegistry(on)), rules));
            } catch (OutputClosedException closed) {
                throw closed;
            } catch (RuntimeException fault) { // one key must not stop the others
                failed.accept(arn, fault);
            }
        });
    }

    private EncryptedRepositories ofOneRegistry(List<String> names) {
        RepositoryArn one = any.orElseThrow();
        return new EncryptedRepositories(
                one.account(),
                names.stream()
                        .map(name -> new RepositoryArn(one.partition(), one.region(), one.account(), name))
                        .toList());
    }

    private EncryptionKey read(KeyArn key, EncryptedRepositories on) {
        boolean needsGrants =
                rules.rules().stream().anyMatch(rule -> rule instanceof KeyRule ofKey && ofKey.needsGrants());
        return needsGrants ? reader.readWithGrants(key, on) : reader.read(key, on);
    }
}
