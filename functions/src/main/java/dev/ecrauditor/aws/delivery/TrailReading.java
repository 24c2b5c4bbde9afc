package dev.ecrauditor.aws.delivery;

import dev.ecrauditor.delivery.EventSelectors;
import dev.ecrauditor.delivery.Trail;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the status and the selectors of trails one after another, until one delivers. What is denied about a trail
 * matters only if no other delivers.
 */
final class TrailReading {

    static final String NO_TRAIL = "TrailNotFoundException";

    private static final String ARN = "arn:[a-z-]+:cloudtrail:[a-z0-9-]+:[0-9]{12}:trail/[A-Za-z0-9._-]+";

    private final List<Json> described;
    private final Calls calls;

    /** Makes a call of CloudTrail. */
    interface Calls {
        Reading<Json> make(String operation, JsonObject parameters);
    }

    TrailReading(List<Json> described, Calls calls) {
        this.described = described;
        this.calls = calls;
    }

    Reading<List<Trail>> read() {
        List<Trail> trails = new ArrayList<>();
        Reading<List<Trail>> denied = new Reading.Absent<>();
        for (Json trail : described) {
            if (Trail.isOwn(trail.text("TrailARN").orElse(""))) {
                continue;
            }
            Reading<Trail> one = read(trail);
            if (one instanceof Reading.Known<Trail> known) {
                trails.add(known.value());
                if (known.value().delivers()) {
                    return new Reading.Known<>(trails);
                }
            } else if (one instanceof Reading.Unreadable<Trail>) {
                denied = DeniedReading.notKnown(one);
            }
        }
        return denied instanceof Reading.Unreadable ? denied : new Reading.Known<>(List.copyOf(trails));
    }

    /** A trail of another Region or of the organization is named by its ARN. */
    private Reading<Trail> read(Json trail) {
        String arn = trail.text("TrailARN").orElse("");
        String home = trail.text("HomeRegion").orElse("");
        if (!arn.matches(ARN) || !RepositoryArn.isRegion(home)) {
            throw new IllegalStateException("CloudTrail answers with a trail without ARN or home Region");
        }
        Reading<Json> status = calls.make("GetTrailStatus", new JsonObject().put("Name", arn));
        if (!(status instanceof Reading.Known<Json> known)) {
            return DeniedReading.notKnown(status);
        }
        boolean isLogging = known.value().bool("IsLogging").orElse(false);
        Reading<EventSelectors> selectors =
                isLogging ? selectors(arn) : new Reading.Known<>(EventSelectors.ALL_MANAGEMENT_EVENTS);
        return selectors instanceof Reading.Known<EventSelectors> recorded
                ? new Reading.Known<>(new Trail(
                        arn,
                        home,
                        isLogging,
                        known.value().text("LatestDeliveryError").filter(error -> !error.isEmpty()),
                        recorded.value()))
                : DeniedReading.notKnown(selectors);
    }

    /** Where AWS does not show a member the selectors of the organization's trail, the trail counts as unrestricted. */
    private Reading<EventSelectors> selectors(String arn) {
        Reading<Json> answer = calls.make("GetEventSelectors", new JsonObject().put("TrailName", arn));
        if (answer instanceof Reading.Absent<Json>) {
            return new Reading.Known<>(EventSelectors.ALL_MANAGEMENT_EVENTS);
        }
        return answer instanceof Reading.Known<Json> known
                ? new Reading.Known<>(EventSelectors.read(known.value()))
                : DeniedReading.notKnown(answer);
    }
}
