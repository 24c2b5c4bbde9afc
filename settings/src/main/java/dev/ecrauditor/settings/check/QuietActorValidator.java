package dev.ecrauditor.settings.check;

import dev.ecrauditor.settings.yaml.NodeLocation;
import java.util.List;

/** Checks quiet actors: their rules are never about access, and nothing is named twice. */
record QuietActorValidator(SemanticValidator validator) {

    /**
     * The rules about settings of a repository that give nobody access. A rule that is added later is alerted at once
     * until it is added here.
     */
    static final List<String> RULES = List.of(
            "ecr-encryption-customer-managed-key",
            "ecr-scan-on-push",
            "ecr-tag-immutable",
            "ecr-lifecycle-policy-present",
            "ecr-signing-on");

    void check(List<NodeLocation> actors) {
        for (NodeLocation actor : actors) {
            validator.refuseDuplicates(actor.at("roles"));
            validator.refuseDuplicates(actor.at("rules"));
            actor.items("rules").forEach(this::refuseRulesAboutAccess);
        }
    }

    private void refuseRulesAboutAccess(NodeLocation rule) {
        if (!RULES.contains(rule.text())) {
            throw validator.wrong(
                    rule,
                    "findings of '%s' are always alerted at once; quiet are only %s"
                            .formatted(rule.text(), String.join(", ", RULES)));
        }
    }
}
