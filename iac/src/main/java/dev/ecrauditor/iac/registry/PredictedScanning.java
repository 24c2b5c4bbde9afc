package dev.ecrauditor.iac.registry;

import dev.ecrauditor.iac.resource.UnresolvedException;
import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.EffectiveScanning.Decider;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.ScanningRule;
import java.util.List;

/**
 * How ECR will scan a repository: by its own flag where the registry has no rules, else by the rules. A deployed
 * repository is evaluated by ECR's own answer instead.
 *
 * <p>Source: "Filters to choose which repositories are scanned in Amazon ECR", Amazon ECR User Guide.
 */
final class PredictedScanning {

    private PredictedScanning() {}

    /**
     * The prediction.
     *
     * @param flag the repository's own flag
     */
    static Reading<EffectiveScanning> of(
            Reading<RegistryScanning> registry, RepositoryName name, Reading<Boolean> flag) {
        if (registry instanceof Reading.Unreadable<RegistryScanning> unknown) {
            return UnresolvedException.unreadable(unknown.problem());
        }
        RegistryScanning scanning = registry instanceof Reading.Known<RegistryScanning> known
                ? known.value()
                : new RegistryScanning("BASIC", List.of());
        return scanning.scanType().equals("BASIC") && scanning.rules().isEmpty()
                ? byFlag(flag)
                : byRules(scanning, name);
    }

    private static Reading<EffectiveScanning> byFlag(Reading<Boolean> flag) {
        if (flag instanceof Reading.Unreadable<Boolean> unknown) {
            return UnresolvedException.unreadable(unknown.problem());
        }
        boolean scanned = flag.equals(new Reading.Known<>(true));
        return new Reading.Known<>(
                new EffectiveScanning(scanned, scanned ? "SCAN_ON_PUSH" : "MANUAL", "BASIC", Decider.REPOSITORY_FLAG));
    }

    private static Reading<EffectiveScanning> byRules(RegistryScanning scanning, RepositoryName name) {
        List<ScanningRule> onPush =
                scanning.rules().stream().filter(ScanningRule::isScanOnPush).toList();
        List<ScanningRule> matching =
                onPush.stream().filter(rule -> matches(rule, name)).toList();
        if (matching.isEmpty() && onPush.stream().anyMatch(rule -> mayMatch(rule, name))) {
            return UnresolvedException.unreadable(
                    name.isKnown()
                            ? "the registry has a scanning rule with a filter that this version does not know"
                            : "a scanning rule of the registry decides by name, and " + name.reason());
        }
        String frequency = matching.stream()
                .map(ScanningRule::frequency)
                .filter("CONTINUOUS_SCAN"::equals)
                .findFirst()
                .orElse(matching.isEmpty() ? "MANUAL" : "SCAN_ON_PUSH");
        return new Reading.Known<>(new EffectiveScanning(
                !matching.isEmpty(), frequency, scanning.scanType(), Decider.REGISTRY_RULES, scanning.rules()));
    }

    /** A name that is not known is matched only by what matches every name. */
    private static boolean matches(ScanningRule rule, RepositoryName name) {
        return name.isKnown()
                ? !rule.matching(name.text()).isEmpty()
                : rule.filters().stream()
                        .anyMatch(filter -> filter.type().equals("WILDCARD")
                                && !filter.value().isEmpty()
                                && filter.value().chars().allMatch(c -> c == '*'));
    }

    private static boolean mayMatch(ScanningRule rule, RepositoryName name) {
        return name.isKnown()
                ? rule.filters().stream().anyMatch(filter -> !filter.type().equals("WILDCARD"))
                : !rule.filters().isEmpty();
    }
}
