package dev.ecrauditor.rule.registry;

import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.ScanningRule;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which scanning rules a registry has, and how a rule comes to cover every repository. The repositories without a rule
 * stand in the summary only: one more of them is no other state of the registry.
 */
final class RegistryScanningEvidence {

    private static final int MOST_FILTERS = 5;
    private static final String EVERY_REPOSITORY =
            "'[{\"scanFrequency\":\"SCAN_ON_PUSH\",\"repositoryFilters\":[{\"filter\":\"*\",\"filterType\":\"WILDCARD\"}]}]'";

    private final RegistrySnapshot registry;
    private final RegistryScanning scanning;

    RegistryScanningEvidence(RegistrySnapshot registry, RegistryScanning scanning) {
        this.registry = registry;
        this.scanning = scanning;
    }

    Evidence nothingIsScanned() {
        return evidence(
                scanning.rules().isEmpty()
                        ? "The registry has no scanning rule, so ENHANCED scanning scans no image."
                        : "No scanning rule of the registry scans pushed images.");
    }

    Evidence someAreNotScanned(List<String> uncovered) {
        return evidence("No scanning rule of the registry scans pushed images of " + NameSample.of(uncovered) + ".");
    }

    private Evidence evidence(String summary) {
        Evidence evidence = Evidence.of(summary).and("scanType", scanning.scanType());
        for (int i = 0; i < scanning.rules().size(); i++) {
            evidence = evidence.and(
                    "registry rule " + (i + 1), text(scanning.rules().get(i)));
        }
        return evidence.fixedBy(scanning.rules().isEmpty() ? oneRule() : editedRules());
    }

    private List<String> oneRule() {
        return List.of(
                "# Scans every repository; replaces the rules of the Region, of which there are none:",
                RegistryCommand.aws(
                        registry,
                        "put-registry-scanning-configuration",
                        "--scan-type ENHANCED --rules " + EVERY_REPOSITORY));
    }

    private List<String> editedRules() {
        return List.of(
                RegistryCommand.aws(
                        registry,
                        "get-registry-scanning-configuration",
                        "--query scanningConfiguration > scanning.json"),
                "# In scanning.json let a rule that scans on push cover every repository (filter *), keep the others. The next call replaces every rule:",
                RegistryCommand.aws(
                        registry, "put-registry-scanning-configuration", "--cli-input-json file://scanning.json"));
    }

    private static String text(ScanningRule rule) {
        int more = rule.filters().size() - MOST_FILTERS;
        return rule.frequency() + " for "
                + rule.filters().stream()
                        .limit(MOST_FILTERS)
                        .map(filter -> "`" + filter.value() + "`")
                        .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
