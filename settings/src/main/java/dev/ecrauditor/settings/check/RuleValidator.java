package dev.ecrauditor.settings.check;

import dev.ecrauditor.settings.yaml.NodeLocation;
import java.util.List;
import java.util.Optional;

/** Checks the settings of the rules: entries that contradict each other, and limits. */
record RuleValidator(SemanticValidator validator, NodeLocation root) {

    private static final String SCANNING_RULE = "ecr-scan-on-push";
    private static final String KEY_RULE = "ecr-encryption-customer-managed-key";

    static void check(SemanticValidator validator, NodeLocation root) {
        root.find("rules").ifPresent(rules -> new RuleValidator(validator, root).check(rules));
    }

    private void check(NodeLocation rules) {
        rules.find("policyGrace").ifPresent(grace -> validator.refuseOutside(grace, "PT0S", "PT2H", "PT15M"));
        for (String list : List.of("on", "off", "allowedKeys")) {
            rules.find(list).ifPresent(validator::refuseDuplicates);
        }
        for (NodeLocation off : rules.items("off")) {
            refuseBothOnAndOff(rules, off);
            refuseSettingsOfARuleThatIsOff(rules, off);
            if (off.text().equals(SCANNING_RULE)) {
                refuseWhereRemediationNeedsIt(off);
            }
        }
    }

    private void refuseBothOnAndOff(NodeLocation rules, NodeLocation off) {
        entry(rules.items("on"), off.text()).ifPresent(on -> {
            throw validator.wrong(
                    off, "'%s' is also in on (line %d); remove one of them".formatted(off.text(), on.line()));
        });
    }

    private void refuseSettingsOfARuleThatIsOff(NodeLocation rules, NodeLocation off) {
        rules.find("severities")
                .flatMap(severities -> severities.find(off.text()))
                .ifPresent(severity -> {
                    throw withoutEffect(severity, off);
                });
        if (off.text().equals(KEY_RULE) && !rules.items("allowedKeys").isEmpty()) {
            throw withoutEffect(rules.at("allowedKeys"), off);
        }
    }

    private RuntimeException withoutEffect(NodeLocation place, NodeLocation off) {
        return validator.wrong(
                place,
                "has no effect, because line %d switches %s off; remove one of them".formatted(off.line(), off.text()));
    }

    /** Remediation follows a finding of the rule, so that it would never do anything. */
    private void refuseWhereRemediationNeedsIt(NodeLocation rule) {
        root.items("remediation").stream()
                .map(entry -> entry.at("mode"))
                .filter(mode -> !mode.text().equals("OFF"))
                .findFirst()
                .ifPresent(mode -> {
                    throw validator.wrong(
                            rule,
                            "remediation in line %d needs the rule %s; remove it here, or write the mode OFF there"
                                    .formatted(mode.line(), SCANNING_RULE));
                });
    }

    private static Optional<NodeLocation> entry(List<NodeLocation> list, String text) {
        return list.stream().filter(entry -> entry.text().equals(text)).findFirst();
    }
}
