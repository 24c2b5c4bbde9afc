package dev.ecrauditor.delivery;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that a trail records the writing calls of an account and Region. Without one, EventBridge gets no events of
 * calls.
 *
 * <p>Source: "AWS service events delivered via CloudTrail", EventBridge User Guide.
 */
public final class TrailCheck {

    private TrailCheck() {}

    /** The result; every trail is named with what is wrong with it. */
    public static CheckResult check(AccountRegion place, Reading<List<Trail>> trails) {
        if (trails instanceof Reading.Unreadable<List<Trail>> denied) {
            return CheckResult.unknown(DeliveryCheck.TRAIL, place, denied);
        }
        List<Trail> known = trails instanceof Reading.Known<List<Trail>> read ? read.value() : List.of();
        return known.stream().anyMatch(Trail::delivers)
                ? CheckResult.good(DeliveryCheck.TRAIL)
                : CheckResult.bad(DeliveryCheck.TRAIL, evidence(place, known));
    }

    private static Evidence evidence(AccountRegion place, List<Trail> trails) {
        Map<String, String> facts = new LinkedHashMap<>();
        List<String> fix = new ArrayList<>();
        if (trails.isEmpty()) {
            facts.put("trails", "none records this Region");
        }
        for (Trail trail : trails) {
            facts.put("trail " + trail.arn(), trail.state());
            fix.addAll(commands(trail));
        }
        if (trails.stream().noneMatch(TrailCheck::canBeChanged)) {
            fix.add("# Create a trail of all Regions in account " + place.account() + " or for the organization:");
            fix.add("aws cloudtrail create-trail --region " + place.region()
                    + " --name management-events --s3-bucket-name BUCKET --is-multi-region-trail");
            fix.add("aws cloudtrail start-logging --region " + place.region() + " --name management-events");
        }
        return new Evidence(
                "No trail of CloudTrail records the writing calls of " + place
                        + ", so no event of them exists. Until one does, only the sweep finds changes there.",
                facts,
                fix);
    }

    private static boolean canBeChanged(Trail trail) {
        return !trail.logging() || trail.selectors().basic();
    }

    /** None for a trail of other events: replacing its selectors would lose them. */
    private static List<String> commands(Trail trail) {
        if (!trail.logging()) {
            return List.of(
                    "# In the account of the trail; one trail that records is enough:",
                    "aws cloudtrail start-logging --region " + trail.homeRegion() + " --name " + trail.arn());
        }
        if (trail.selectors().basic()) {
            return List.of(
                    "# In the account of the trail; this replaces its selectors, so repeat its DataResources if it has any:",
                    "aws cloudtrail put-event-selectors --region " + trail.homeRegion() + " --trail-name " + trail.arn()
                            + " --event-selectors " + EventSelectors.ALL);
        }
        return trail.selectors().advanced()
                ? List.of("# Its owner decides whether to add a selector to the trail " + trail.arn() + ": "
                        + EventSelectors.MISSING)
                : List.of();
    }
}
