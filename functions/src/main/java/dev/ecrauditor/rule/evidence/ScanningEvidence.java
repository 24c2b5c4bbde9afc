package dev.ecrauditor.rule.evidence;

import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.ScanningRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Why pushed images are not scanned: the facts about the setting that decides. */
public final class ScanningEvidence {

    private static final Set<String> KNOWN = Set.of("MANUAL", "SCAN_ON_PUSH", "CONTINUOUS_SCAN");
    private static final int MOST_FILTERS = 5;

    private ScanningEvidence() {}

    public static Evidence of(RepositorySnapshot repository, EffectiveScanning scanning) {
        Evidence evidence = switch (scanning.decidedBy()) {
            case REPOSITORY_FLAG ->
                Evidence.of(
                                "Pushed images are not scanned: the repository's scanOnPush flag is off and no registry rule exists.")
                        .and("scanOnPush", "false");
            case REGISTRY_RULES -> byRules(repository.arn().name(), scanning);
        };
        return evidence.and("scanType", scanning.scanType()).and("scanFrequency", scanning.frequency());
    }

    private static Evidence byRules(String name, EffectiveScanning scanning) {
        List<ScanningRule> covering = scanning.rules().stream()
                .map(rule -> new ScanningRule(rule.frequency(), rule.matching(name)))
                .filter(rule -> !rule.filters().isEmpty())
                .toList();
        Evidence evidence = Evidence.of("Pushed images are not scanned: " + why(scanning, covering) + ".");
        return covering.isEmpty()
                ? evidence
                : evidence.and(
                        "registry rule",
                        covering.stream()
                                .map(rule -> rule.frequency() + " for " + filters(rule))
                                .collect(Collectors.joining("; ")));
    }

    private static String why(EffectiveScanning scanning, List<ScanningRule> covering) {
        if (!KNOWN.contains(scanning.frequency())) {
            return "ECR returns the scan frequency " + scanning.frequency()
                    + ", which this version does not know and does not take for a scan on push";
        }
        if (covering.isEmpty()) {
            boolean nothingIsScanned =
                    scanning.rules().isEmpty() && scanning.scanType().equals("ENHANCED");
            return nothingIsScanned
                    ? "the registry has no scanning rule, so ENHANCED scanning scans nothing"
                    : "no scanning rule of the registry covers this repository";
        }
        return covering.stream()
                .filter(ScanningRule::isScanOnPush)
                .findFirst()
                .map(rule -> "ECR returns " + scanning.frequency() + ", although the registry's " + rule.frequency()
                        + " rule with " + filters(rule) + " matches its name")
                .orElseGet(() -> manually(covering));
    }

    private static String manually(List<ScanningRule> covering) {
        return covering.stream()
                .map(rule -> "the registry rule with " + filters(rule) + " that covers it "
                        + (rule.frequency().equals("MANUAL")
                                ? "scans manually only"
                                : "has the frequency " + rule.frequency() + ", which does not scan on push"))
                .collect(Collectors.joining("; "));
    }

    private static String filters(ScanningRule rule) {
        int more = rule.filters().size() - MOST_FILTERS;
        return (rule.filters().size() == 1 ? "filter " : "filters ")
                + rule.filters().stream()
                        .limit(MOST_FILTERS)
                        .map(filter -> "`" + filter.value() + "`")
                        .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
