package dev.ecrauditor.localaws.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.util.List;
import java.util.Optional;

/**
 * One trail.
 *
 * @param home where it was made
 * @param organization whether it records every account of the organization
 * @param latestDeliveryError the error of its latest delivery to S3; empty for none
 */
public record Trail(
        AccountRegion home,
        String name,
        boolean multiRegion,
        boolean organization,
        boolean logging,
        Optional<String> latestDeliveryError,
        Selectors selectors) {

    private static final String ALL = "All";

    /**
     * Which events it records; advanced selectors replace the basic one.
     *
     * @param readWriteType {@code All}, {@code ReadOnly} or {@code WriteOnly}
     */
    record Selectors(
            String readWriteType, boolean managementEvents, List<String> excludedSources, Optional<JsonNode> advanced) {

        static Selectors read(Fields fields) {
            return new Selectors(
                    fields.oneOf("readWriteType", ALL, List.of(ALL, "ReadOnly", "WriteOnly")),
                    fields.flag("managementEvents", true),
                    fields.texts("excludedSources"),
                    fields.value("advancedEventSelectors"));
        }

        boolean areCustom() {
            return advanced.isPresent()
                    || !managementEvents
                    || !readWriteType.equals(ALL)
                    || !excludedSources.isEmpty();
        }
    }

    public static Trail read(AccountRegion home, Fields fields) {
        fields.onlyKnown(
                "name",
                "multiRegion",
                "organization",
                "logging",
                "latestDeliveryError",
                "readWriteType",
                "managementEvents",
                "excludedSources",
                "advancedEventSelectors");
        return new Trail(
                home,
                fields.text("name"),
                fields.flag("multiRegion", true),
                fields.flag("organization", false),
                fields.flag("logging", true),
                fields.optionalText("latestDeliveryError"),
                Selectors.read(fields));
    }

    String arn() {
        return home.arn("cloudtrail", "trail/" + name);
    }

    boolean isAtHome(AccountRegion place) {
        return place.equals(home);
    }

    /** Whether it records the Region of this place, in its own account. */
    boolean isOfRegion(AccountRegion place) {
        return multiRegion || place.region().equals(home.region());
    }

    ObjectNode toJson() {
        return Json.object()
                .put("Name", name)
                .put("S3BucketName", "trails-" + home.account())
                .put("IncludeGlobalServiceEvents", multiRegion)
                .put("IsMultiRegionTrail", multiRegion)
                .put("HomeRegion", home.region())
                .put("TrailARN", arn())
                .put("LogFileValidationEnabled", true)
                .put("HasCustomEventSelectors", selectors.areCustom())
                .put("HasInsightSelectors", false)
                .put("IsOrganizationTrail", organization);
    }

    ObjectNode statusJson() {
        ObjectNode json = Json.object().put("IsLogging", logging);
        latestDeliveryError.ifPresent(error -> json.put("LatestDeliveryError", error));
        return json;
    }

    ObjectNode selectorsJson() {
        ObjectNode json = Json.object().put("TrailARN", arn());
        selectors.advanced().ifPresentOrElse(advanced -> json.set("AdvancedEventSelectors", advanced), () -> {
            ObjectNode basic = Json.object()
                    .put("ReadWriteType", selectors.readWriteType())
                    .put("IncludeManagementEvents", selectors.managementEvents());
            basic.putArray("DataResources");
            selectors.excludedSources().forEach(basic.putArray("ExcludeManagementEventSources")::add);
            json.putArray("EventSelectors").add(basic);
        });
        return json;
    }
}
