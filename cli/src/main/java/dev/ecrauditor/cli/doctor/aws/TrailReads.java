package dev.ecrauditor.cli.doctor.aws;

import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.delivery.EventSelectors;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/** Reads the trails that record an account and Region. */
public final class TrailReads {

    private final DoctorClients clients;
    private final AccountAccess access;

    /**
     * A trail.
     *
     * @param selectors which events it records
     */
    public record TrailState(String arn, String homeRegion, boolean logging, EventSelectors selectors) {

        public boolean delivers() {
            return logging && selectors.ecrWrites();
        }

        /** The account that the trail belongs to, which is another one for a trail of the organization. */
        public String account() {
            String[] parts = arn.split(":", -1);
            return parts.length > 4 ? parts[4] : "";
        }
    }

    TrailReads(DoctorClients clients, AccountAccess access) {
        this.clients = clients;
        this.access = access;
    }

    /** Also those of other Regions and of the organization, if they record this place; not the auditor's own trail. */
    public List<TrailState> trails(AccountRegion place) {
        CloudTrailClient cloudTrail = clients.cloudTrail(place.region());
        return Reads.required(
                        "cloudtrail:DescribeTrails",
                        () -> cloudTrail.describeTrails(request ->
                                request.includeShadowTrails(true).overrideConfiguration(access.of(place.account()))))
                .trailList()
                .stream()
                .filter(trail -> !dev.ecrauditor.delivery.Trail.isOwn(trail.trailARN()))
                .map(trail -> state(cloudTrail, place, trail))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<TrailState> state(CloudTrailClient cloudTrail, AccountRegion place, Trail trail) {
        Optional<Boolean> logging = Reads.optional(
                "cloudtrail:GetTrailStatus",
                () -> cloudTrail
                        .getTrailStatus(request ->
                                request.name(trail.trailARN()).overrideConfiguration(access.of(place.account())))
                        .isLogging());
        return logging.map(isLogging -> new TrailState(
                trail.trailARN(),
                trail.homeRegion(),
                isLogging,
                selectors(Reads.required(
                        "cloudtrail:GetEventSelectors",
                        () -> cloudTrail.getEventSelectors(request -> request.trailName(trail.trailARN())
                                .overrideConfiguration(access.of(place.account())))))));
    }

    /** By the same evaluation as the sweep. */
    private static EventSelectors selectors(GetEventSelectorsResponse selectors) {
        return EventSelectors.read(new JsonObject()
                .put("EventSelectors", array(selectors.eventSelectors().stream().map(TrailReads::json)))
                .put(
                        "AdvancedEventSelectors",
                        array(selectors.advancedEventSelectors().stream().map(TrailReads::json)))
                .build());
    }

    private static Json array(Stream<Json> items) {
        return new Json.Arr(items.toList());
    }

    private static Json json(EventSelector selector) {
        return new JsonObject()
                .put(
                        "IncludeManagementEvents",
                        Optional.ofNullable(selector.includeManagementEvents()).map(Json::of))
                .put("ReadWriteType", Optional.ofNullable(selector.readWriteTypeAsString()))
                .put("ExcludeManagementEventSources", Json.of(selector.excludeManagementEventSources()))
                .build();
    }

    private static Json json(AdvancedEventSelector selector) {
        return new JsonObject()
                .put("FieldSelectors", array(selector.fieldSelectors().stream().map(TrailReads::json)))
                .build();
    }

    private static Json json(AdvancedFieldSelector field) {
        JsonObject json = new JsonObject().put("Field", field.field());
        Map.of(
                        "Equals", field.equalsValue(),
                        "NotEquals", field.notEquals(),
                        "StartsWith", field.startsWith(),
                        "EndsWith", field.endsWith(),
                        "NotStartsWith", field.notStartsWith(),
                        "NotEndsWith", field.notEndsWith())
                .forEach((name, values) -> {
                    if (!values.isEmpty()) {
                        json.put(name, Json.of(values));
                    }
                });
        return json.build();
    }
}
