package dev.ecrauditor.rule.registry;

import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.ScanningRule;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RegistryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Where the registry decides about scanning, its rules scan the pushed images of every repository. A BASIC registry
 * without rules leaves the decision to each repository, so that the rule does not apply there.
 *
 * <p>Source: "Filters to choose which repositories are scanned in Amazon ECR", Amazon ECR User Guide;
 * GetRegistryScanningConfiguration, Amazon ECR API Reference.
 */
public final class RegistryScanningOn implements RegistryRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-registry-scanning-on")
            .title("Scanning rules of the registry cover every repository")
            .problem("does not scan every repository")
            .why(
                    "Where the registry decides about scanning, a repository that no rule covers is not scanned, whatever its own flag says.")
            .fix(
                    "aws ecr get-registry-scanning-configuration --region {region} --query scanningConfiguration > scanning.json",
                    "# In scanning.json let a rule that scans on push cover every repository, keep the others, then:",
                    "aws ecr put-registry-scanning-configuration --region {region} --cli-input-json file://scanning.json")
            .severity(Severity.MEDIUM)
            .setting(Setting.REGISTRY_SCANNING)
            .permissions("ecr:GetRegistryScanningConfiguration", "ecr:DescribeRepositories")
            .build();

    @Override
    public RuleMetadata metadata() {
        return METADATA;
    }

    @Override
    public Verdict evaluate(RegistrySnapshot registry) {
        if (registry.scanning() instanceof Reading.Unreadable<RegistryScanning> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        return registry.scanning() instanceof Reading.Known<RegistryScanning> known
                ? evaluate(registry, known.value())
                : new Verdict.NotApplicable("ECR of this Region does not scan images by rules of the registry");
    }

    private static Verdict evaluate(RegistrySnapshot registry, RegistryScanning scanning) {
        if (scanning.rules().isEmpty() && scanning.scanType().equals("BASIC")) {
            return new Verdict.NotApplicable(
                    "the registry has no scanning rule, so each repository's own flag decides");
        }
        List<ScanningRule> onPush =
                scanning.rules().stream().filter(ScanningRule::isScanOnPush).toList();
        if (onPush.stream().anyMatch(RegistryScanningOn::coversEveryName)) {
            return new Verdict.Pass();
        }
        if (onPush.isEmpty()) {
            return scanning.rules().isEmpty() && !scanning.scanType().equals("ENHANCED")
                    ? new Verdict.Unknown("ECR returned a scan type that this version does not know", Optional.empty())
                    : new Verdict.Fail(
                            METADATA.severity(), new RegistryScanningEvidence(registry, scanning).nothingIsScanned());
        }
        return evaluateCoverage(registry, scanning, onPush);
    }

    private static Verdict evaluateCoverage(
            RegistrySnapshot registry, RegistryScanning scanning, List<ScanningRule> onPush) {
        if (registry.repositories() instanceof Reading.Unreadable<List<String>> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        List<String> names =
                registry.repositories() instanceof Reading.Known<List<String>> known ? known.value() : List.of();
        List<String> uncovered = names.stream()
                .filter(name ->
                        onPush.stream().allMatch(rule -> rule.matching(name).isEmpty()))
                .toList();
        if (uncovered.isEmpty()) {
            return new Verdict.Pass();
        }
        boolean isUnderstood = onPush.stream()
                .flatMap(rule -> rule.filters().stream())
                .allMatch(filter -> filter.type().equals("WILDCARD"));
        // The rule about repositories reports each of these with its own severity.
        return isUnderstood
                ? new Verdict.Fail(
                        Severity.LOW, new RegistryScanningEvidence(registry, scanning).someAreNotScanned(uncovered))
                : new Verdict.Unknown(
                        "ECR returned a kind of filter that this version does not know", Optional.empty());
    }

    private static boolean coversEveryName(ScanningRule rule) {
        return rule.filters().stream()
                .anyMatch(filter -> filter.type().equals("WILDCARD")
                        && !filter.value().isEmpty()
                        && filter.value().chars().allMatch(c -> c == '*'));
    }
}
