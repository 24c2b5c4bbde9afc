package dev.ecrauditor.localaws.ecr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.util.List;

/** The scanning configuration of a registry: BASIC or ENHANCED, and the rules. */
public record RegistryScanning(String scanType, List<ScanRule> rules) {

    static final String BASIC = "BASIC";
    static final String ENHANCED = "ENHANCED";
    static final String MANUAL = "MANUAL";
    static final String SCAN_ON_PUSH = "SCAN_ON_PUSH";
    static final String CONTINUOUS_SCAN = "CONTINUOUS_SCAN";
    static final RegistryScanning DEFAULT = new RegistryScanning(BASIC, List.of());

    private static final int MOST_RULES = 2;
    private static final int MOST_FILTERS = 100;

    /** The effective configuration of one repository, and the filters that matched. */
    record Effect(String frequency, List<ScanFilter> filters) {}

    public RegistryScanning {
        rules = List.copyOf(rules);
    }

    /** Reads it as PutRegistryScanningConfiguration and the account state write it. */
    public static RegistryScanning read(Fields fields) {
        fields.onlyKnown("scanType", "rules");
        List<Fields> rules = fields.objects("rules");
        if (rules.size() > MOST_RULES) {
            throw fields.refuse("rules", "must have at most " + MOST_RULES + " items");
        }
        return new RegistryScanning(
                fields.oneOf("scanType", BASIC, List.of(BASIC, ENHANCED)),
                rules.stream().map(RegistryScanning::rule).toList());
    }

    /** The strongest rule that matches; without rules the repository's own flag decides in a BASIC registry. */
    Effect effectOn(String repositoryName, boolean scanOnPush) {
        if (scanType.equals(BASIC) && rules.isEmpty()) {
            return new Effect(scanOnPush ? SCAN_ON_PUSH : MANUAL, List.of());
        }
        for (String frequency : List.of(CONTINUOUS_SCAN, SCAN_ON_PUSH)) {
            List<ScanFilter> filters = rules.stream()
                    .filter(rule -> rule.frequency().equals(frequency))
                    .flatMap(rule -> rule.matching(repositoryName).stream())
                    .toList();
            if (!filters.isEmpty()) {
                return new Effect(frequency, filters);
            }
        }
        return new Effect(MANUAL, List.of());
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("scanType", scanType);
        json.set("rules", Json.nodes(rules.stream().map(ScanRule::toJson).toList()));
        return json;
    }

    private static ScanRule rule(Fields fields) {
        fields.onlyKnown("scanFrequency", "repositoryFilters");
        fields.text("scanFrequency");
        List<Fields> filters = fields.objects("repositoryFilters");
        if (filters.size() > MOST_FILTERS) {
            throw fields.refuse("repositoryFilters", "must have at most " + MOST_FILTERS + " items");
        }
        return new ScanRule(
                fields.oneOf("scanFrequency", "", List.of(SCAN_ON_PUSH, CONTINUOUS_SCAN, MANUAL)),
                filters.stream().map(RegistryScanning::filter).toList());
    }

    private static ScanFilter filter(Fields fields) {
        fields.onlyKnown("filter", "filterType");
        String filter = fields.text("filter");
        if (filter.isEmpty()) {
            throw fields.refuse("filter", "must not be empty");
        }
        return new ScanFilter(filter, fields.oneOf("filterType", "", List.of("WILDCARD")));
    }
}
