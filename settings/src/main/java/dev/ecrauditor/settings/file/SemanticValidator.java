package dev.ecrauditor.settings.file;

import dev.ecrauditor.settings.yaml.InvalidSettingsException;
import dev.ecrauditor.settings.yaml.LocatedNode;
import dev.ecrauditor.settings.yaml.NodeLocation;
import dev.ecrauditor.settings.yaml.Source;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks that a schema cannot express: durations within their limits, dates that exist, entries that contradict or
 * shadow each other.
 */
final class SemanticValidator {

    private static final String SCANNING_RULE = "ecr-scan-on-push";

    private final Source source;
    private final NodeLocation root;

    private SemanticValidator(Source source, LocatedNode root) {
        this.source = source;
        this.root = new NodeLocation("", root.line(), root);
    }

    static void check(Source source, LocatedNode root) {
        SemanticValidator validator = new SemanticValidator(source, root);
        validator.root.find("watch").ifPresent(watch -> WatchValidator.check(validator, watch));
        validator.checkRecipients();
        validator.checkRules();
        validator.section("schedule", "sweepEvery").ifPresent(validator::checkSweep);
        ShadowedEntries shadowed = new ShadowedEntries(validator);
        shadowed.refuse(validator.root.items("owners"));
        shadowed.refuse(validator.root.items("remediation"));
        validator.root.items("waivers").forEach(validator::refuseDaysOutsideTheCalendar);
    }

    private void checkRecipients() {
        for (String list : List.of("accounts", "organizations")) {
            section("trust", list).ifPresent(this::refuseDuplicates);
        }
        section("alerts", "emails").ifPresent(this::refuseDuplicates);
        for (String list : List.of("slack", "teams")) {
            section("alerts", list).ifPresent(entries -> refuseDuplicates(entries, entry -> entry.at("channel")));
        }
        section("operations", "emails").ifPresent(this::refuseDuplicates);
    }

    private void checkRules() {
        section("rules", "policyGrace").ifPresent(grace -> refuseOutside(grace, "PT0S", "PT2H", "PT15M"));
        Optional<NodeLocation> off = section("rules", "off");
        off.ifPresent(this::refuseDuplicates);
        off.map(NodeLocation::items).orElse(List.of()).stream()
                .filter(rule -> rule.text().equals(SCANNING_RULE))
                .forEach(this::refuseWhereRemediationNeedsIt);
    }

    /** Remediation follows a finding of the rule, so that it would never do anything. */
    private void refuseWhereRemediationNeedsIt(NodeLocation rule) {
        root.items("remediation").stream()
                .map(entry -> entry.at("mode"))
                .filter(mode -> !mode.text().equals(RemediationMode.OFF.name()))
                .findFirst()
                .ifPresent(mode -> {
                    throw wrong(
                            rule,
                            "remediation in line %d needs the rule %s; remove it here, or write the mode OFF there"
                                    .formatted(mode.line(), SCANNING_RULE));
                });
    }

    private void checkSweep(NodeLocation sweepEvery) {
        refuseOutside(sweepEvery, "PT1H", "P7D", "PT24H");
    }

    private void refuseOutside(NodeLocation place, String shortest, String longest, String example) {
        Duration duration = Duration.parse(place.text());
        if (duration.compareTo(Duration.parse(shortest)) < 0 || duration.compareTo(Duration.parse(longest)) > 0) {
            throw wrong(
                    place,
                    "'%s' is not between %s and %s; write it like %s"
                            .formatted(place.text(), shortest, longest, example));
        }
    }

    private void refuseDaysOutsideTheCalendar(NodeLocation waiver) {
        NodeLocation expires = waiver.at("expires");
        try {
            LocalDate.parse(expires.text());
        } catch (DateTimeException e) {
            throw wrong(
                    expires, "'%s' is not a day of the calendar; write it like 2027-01-31".formatted(expires.text()));
        }
    }

    void refuseDuplicates(NodeLocation list) {
        refuseDuplicates(list, Function.identity());
    }

    private void refuseDuplicates(NodeLocation list, Function<NodeLocation, NodeLocation> identity) {
        Map<String, NodeLocation> above = new HashMap<>();
        for (NodeLocation entry : list.items()) {
            NodeLocation id = identity.apply(entry);
            NodeLocation first = above.putIfAbsent(id.text(), id);
            if (first != null) {
                throw wrong(
                        id, "'%s' is a duplicate of the one in line %d; keep one".formatted(id.text(), first.line()));
            }
        }
    }

    private Optional<NodeLocation> section(String name, String key) {
        return root.find(name).flatMap(section -> section.find(key));
    }

    /** A key that is needed because of another one, in the line of the other one. */
    InvalidSettingsException missing(NodeLocation cause, String key, String fix) {
        return source.wrong(cause.line(), key, "is missing, and the rollout needs it; " + fix);
    }

    InvalidSettingsException wrong(NodeLocation place, String what) {
        return source.wrong(place.line(), place.key(), what);
    }
}
