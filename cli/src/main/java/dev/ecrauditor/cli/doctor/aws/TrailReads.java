package dev.ecrauditor.cli.doctor.aws;

import dev.ecrauditor.cli.doctor.check.Place;
import java.util.List;
import java.util.Optional;
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
     * @param recordsWrites whether its selectors include write events of management operations
     */
    public record TrailState(String arn, String homeRegion, boolean logging, boolean recordsWrites) {

        public boolean delivers() {
            return logging && recordsWrites;
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

    /** Also those of other Regions and of the organization, if they record this place. */
    public List<TrailState> trails(Place place) {
        CloudTrailClient cloudTrail = clients.cloudTrail(place.region());
        return Reads.required(
                        "cloudtrail:DescribeTrails",
                        () -> cloudTrail.describeTrails(request ->
                                request.includeShadowTrails(true).overrideConfiguration(access.of(place.account()))))
                .trailList()
                .stream()
                .map(trail -> state(cloudTrail, place, trail))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<TrailState> state(CloudTrailClient cloudTrail, Place place, Trail trail) {
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
                recordsWrites(Reads.required(
                        "cloudtrail:GetEventSelectors",
                        () -> cloudTrail.getEventSelectors(request -> request.trailName(trail.trailARN())
                                .overrideConfiguration(access.of(place.account())))))));
    }

    private static boolean recordsWrites(GetEventSelectorsResponse selectors) {
        return selectors.eventSelectors().stream().anyMatch(TrailReads::recordsWrites)
                || selectors.advancedEventSelectors().stream().anyMatch(TrailReads::recordsWrites);
    }

    private static boolean recordsWrites(EventSelector selector) {
        return Boolean.TRUE.equals(selector.includeManagementEvents())
                && !selector.readWriteTypeAsString().equals("ReadOnly");
    }

    /**
     * An advanced selector of management events may be narrowed to reads, or to other event sources than ECR.
     * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
     */
    private static boolean recordsWrites(AdvancedEventSelector selector) {
        boolean management = selector.fieldSelectors().stream()
                .anyMatch(field -> field.field().equals("eventCategory")
                        && field.equalsValue().contains("Management"));
        return management && selector.fieldSelectors().stream().noneMatch(TrailReads::excludesWritesOfEcr);
    }

    private static boolean excludesWritesOfEcr(AdvancedFieldSelector field) {
        return switch (field.field()) {
            case "readOnly" ->
                field.equalsValue().contains("true") && !field.equalsValue().contains("false");
            case "eventSource" ->
                (field.hasEqualsValue() && !field.equalsValue().contains("ecr.amazonaws.com"))
                        || field.notEquals().contains("ecr.amazonaws.com");
            default -> false;
        };
    }
}
