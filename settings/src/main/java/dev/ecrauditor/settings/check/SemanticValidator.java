package dev.ecrauditor.settings.check;

import dev.ecrauditor.settings.yaml.InvalidSettingsException;
import dev.ecrauditor.settings.yaml.LocatedNode;
import dev.ecrauditor.settings.yaml.NodeLocation;
import dev.ecrauditor.settings.yaml.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks that a schema cannot express: durations within their limits, dates that exist, entries that contradict or
 * shadow each other.
 */
public final class SemanticValidator {

    private final Source source;
    private final NodeLocation root;

    private SemanticValidator(Source source, LocatedNode root) {
        this.source = source;
        this.root = new NodeLocation("", root.line(), root);
    }

    /**
     * Checks what the schema accepts.
     *
     * @throws InvalidSettingsException about the first entry that is wrong
     */
    public static void check(Source source, LocatedNode root) {
        SemanticValidator validator = new SemanticValidator(source, root);
        validator.root.find("watch").ifPresent(watch -> WatchValidator.check(validator, watch));
        validator.checkRecipients();
        RuleValidator.check(validator, validator.root);
        validator.section("schedule", "sweepEvery").ifPresent(validator::checkSweep);
        ReminderValidator.check(validator, validator.root);
        ShadowedEntries shadowed = new ShadowedEntries(validator);
        shadowed.refuse(validator.root.items("owners"));
        OwnerValidator.check(validator, validator.root);
        shadowed.refuse(validator.root.items("remediation"));
        WaiverValidator.check(validator, validator.root.items("waivers"));
        new QuietActorValidator(validator).check(validator.root.items("quietActors"));
    }

    private void checkRecipients() {
        for (String list : List.of("accounts", "organizations")) {
            section("trust", list).ifPresent(this::refuseDuplicates);
        }
        section("alerts", "emails").ifPresent(this::refuseDuplicates);
        for (String list : List.of("slack", "teams")) {
            section("alerts", list).ifPresent(entries -> refuseDuplicates(entries, entry -> entry.at("channel")));
        }
        section("alerts", "slackWebhooks").ifPresent(entries -> refuseDuplicates(entries, entry -> entry.at("secret")));
        section("operations", "emails").ifPresent(this::refuseDuplicates);
    }

    private void checkSweep(NodeLocation sweepEvery) {
        refuseOutside(sweepEvery, "PT1H", "P7D", "PT24H");
    }

    /** Refuses a duration outside its limits. */
    void refuseOutside(NodeLocation place, String shortest, String longest, String example) {
        Duration duration = Duration.parse(place.text());
        if (duration.compareTo(Duration.parse(shortest)) < 0 || duration.compareTo(Duration.parse(longest)) > 0) {
            throw wrong(
                    place,
                    "'%s' is not between %s and %s; write it like %s"
                            .formatted(place.text(), shortest, longest, example));
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
