package dev.ecrauditor.settings.check;

import dev.ecrauditor.settings.yaml.NodeLocation;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks waivers: their days, whether each names what it covers where its rules report access, and duplicates. */
public final class WaiverValidator {

    /**
     * The rules whose findings consist of grants of access. Each grant can be waived alone, so that a later one is
     * reported.
     */
    public static final List<String> RULES_ABOUT_GRANTS = List.of(
            "ecr-policy-not-public",
            "ecr-policy-no-foreign-account",
            "ecr-policy-service-bounded",
            "ecr-registry-policy-not-public",
            "ecr-registry-policy-no-foreign-account",
            "ecr-replication-no-foreign-account",
            "ecr-pull-through-cache-no-foreign-account");

    private static final String EXAMPLE =
            "grants: [{principals: ['444455556666'], actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']}]";

    private WaiverValidator() {}

    static void check(SemanticValidator validator, List<NodeLocation> waivers) {
        Map<List<Object>, NodeLocation> above = new HashMap<>();
        for (NodeLocation waiver : waivers) {
            check(validator, waiver);
            NodeLocation first = above.putIfAbsent(covered(waiver), waiver);
            if (first != null) {
                throw validator.wrong(waiver, "is a duplicate of the one in line %d; keep one".formatted(first.line()));
            }
        }
    }

    private static void check(SemanticValidator validator, NodeLocation waiver) {
        for (String list : List.of("rules", "accounts", "repositories")) {
            waiver.find(list).ifPresent(validator::refuseDuplicates);
        }
        refuseDaysOutsideTheCalendar(validator, waiver.at("expires"));
        List<NodeLocation> grants = waiver.items("grants");
        for (NodeLocation rule : waiver.items("rules")) {
            boolean isAboutGrants = RULES_ABOUT_GRANTS.contains(rule.text());
            if (isAboutGrants && grants.isEmpty()) {
                throw validator.wrong(
                        rule,
                        "a waiver for %s names the access that it covers; add a line like %s"
                                .formatted(rule.text(), EXAMPLE));
            }
            if (!isAboutGrants && !grants.isEmpty()) {
                throw validator.wrong(
                        rule,
                        "%s does not report access, so that grants (line %d) cannot limit its waiver; write a waiver of its own"
                                .formatted(rule.text(), lineOf(waiver).orElse(rule.line())));
            }
        }
        for (NodeLocation grant : grants) {
            validator.refuseDuplicates(grant.at("principals"));
            validator.refuseDuplicates(grant.at("actions"));
        }
    }

    /** What a waiver covers, and until when; owner and reason make no difference. */
    private static List<Object> covered(NodeLocation waiver) {
        Set<String> accounts = texts(waiver, "accounts");
        return List.of(
                texts(waiver, "rules"),
                accounts.isEmpty() ? Set.of("*") : accounts,
                texts(waiver, "repositories"),
                waiver.items("grants").stream()
                        .map(grant -> List.of(texts(grant, "principals"), texts(grant, "actions")))
                        .collect(Collectors.toSet()),
                waiver.at("expires").text());
    }

    private static Set<String> texts(NodeLocation entry, String list) {
        return entry.items(list).stream().map(NodeLocation::text).collect(Collectors.toSet());
    }

    private static Optional<Integer> lineOf(NodeLocation waiver) {
        return waiver.find("grants").map(NodeLocation::line);
    }

    private static void refuseDaysOutsideTheCalendar(SemanticValidator validator, NodeLocation expires) {
        try {
            LocalDate.parse(expires.text());
        } catch (DateTimeException e) {
            throw validator.wrong(
                    expires, "'%s' is not a day of the calendar; write it like 2027-01-31".formatted(expires.text()));
        }
    }
}
