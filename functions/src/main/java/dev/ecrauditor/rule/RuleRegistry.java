package dev.ecrauditor.rule;

import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The rules in the order in which reports list them.
 *
 * @param rules the rules
 * @param severities by rule id, the severity of every failure where the settings set one
 */
public record RuleRegistry(List<AuditRule> rules, Map<String, Severity> severities) {

    public RuleRegistry {
        rules = List.copyOf(rules);
        severities = Map.copyOf(severities);
    }

    /** Rules with their own severities. */
    public RuleRegistry(List<AuditRule> rules) {
        this(rules, Map.of());
    }

    /**
     * The same rules without those that are switched off.
     *
     * @param off ids of rules
     */
    public RuleRegistry without(Set<String> off) {
        return new RuleRegistry(
                rules.stream()
                        .filter(rule -> !off.contains(rule.metadata().id()))
                        .toList(),
                severities);
    }

    /** The metadata of every rule, in the registry's order. */
    public List<RuleMetadata> metadata() {
        return rules.stream().map(this::metadata).toList();
    }

    /** The metadata of a rule id. */
    public Optional<RuleMetadata> metadata(String id) {
        return metadata().stream().filter(metadata -> metadata.id().equals(id)).findFirst();
    }

    /** True if a rule evaluates the setting, so that it has to be read. */
    public boolean evaluates(Setting setting) {
        return metadata().stream().anyMatch(metadata -> metadata.setting() == setting);
    }

    /** The verdict of every rule about repositories, in the registry's order. */
    public Map<RuleMetadata, Verdict> evaluate(RepositorySnapshot repository) {
        return evaluate(RepositoryRule.class, rule -> rule.evaluate(repository));
    }

    /** The verdict of every rule about registries, in the registry's order. */
    public Map<RuleMetadata, Verdict> evaluate(RegistrySnapshot registry) {
        return evaluate(RegistryRule.class, rule -> rule.evaluate(registry));
    }

    /** The verdict of every rule about keys, in the registry's order. */
    public Map<RuleMetadata, Verdict> evaluate(EncryptionKey key) {
        return evaluate(KeyRule.class, rule -> rule.evaluate(key));
    }

    private <R extends AuditRule> Map<RuleMetadata, Verdict> evaluate(Class<R> kind, Function<R, Verdict> evaluation) {
        Map<RuleMetadata, Verdict> verdicts = new LinkedHashMap<>();
        rules.stream().filter(kind::isInstance).map(kind::cast).forEach(rule -> {
            RuleMetadata metadata = metadata(rule);
            verdicts.put(metadata, withSeverity(metadata, evaluation.apply(rule)));
        });
        return Collections.unmodifiableMap(verdicts);
    }

    private RuleMetadata metadata(AuditRule rule) {
        RuleMetadata own = rule.metadata();
        Severity configured = severities.get(own.id());
        return configured == null ? own : own.withSeverity(configured);
    }

    /** A configured severity replaces every severity that the rule itself would choose. */
    private Verdict withSeverity(RuleMetadata metadata, Verdict verdict) {
        return verdict instanceof Verdict.Fail fail && severities.containsKey(metadata.id())
                ? fail.withSeverity(metadata.severity())
                : verdict;
    }
}
