package dev.ecrauditor.cli.replay;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import java.util.Optional;

/**
 * One record as CloudTrail writes it to a log file, put into the envelope in which EventBridge would have delivered it.
 *
 * <p>Source: "CloudTrail record contents", AWS CloudTrail User Guide; "AWS service events delivered via CloudTrail",
 * EventBridge User Guide.
 */
final class CloudTrailRecord {

    private static final String DOMAIN = ".amazonaws.com";

    private CloudTrailRecord() {}

    /** True for JSON with the members of every record and without an envelope. */
    static boolean is(Json item) {
        return item.text("eventSource").isPresent()
                && item.text("eventName").isPresent()
                && (!item.at("eventVersion").isAbsent() || item.at("userIdentity") instanceof Json.Obj);
    }

    /** The event. Members that the record lacks are missing there as well, so that the functions report them. */
    static Json asEvent(Json record) {
        JsonObject event = new JsonObject().put("version", "0");
        record.text("eventID").ifPresent(id -> event.put("id", id));
        event.put("detail-type", detailType(record)).put("source", source(record));
        account(record).ifPresent(account -> event.put("account", account));
        record.text("eventTime").ifPresent(time -> event.put("time", time));
        record.text("awsRegion").ifPresent(region -> event.put("region", region));
        return event.put("resources", Json.of(List.of())).put("detail", record).build();
    }

    private static String detailType(Json record) {
        return switch (record.text("eventType").orElse("AwsApiCall")) {
            case "AwsServiceEvent" -> "AWS Service Event via CloudTrail";
            case "AwsConsoleAction", "AwsConsoleSignIn" -> "AWS Console Action via CloudTrail";
            default -> "AWS API Call via CloudTrail";
        };
    }

    private static String source(Json record) {
        String service = record.text("eventSource").orElse("");
        return "aws." + (service.endsWith(DOMAIN) ? service.substring(0, service.length() - DOMAIN.length()) : service);
    }

    /** The account of the log. For old records without it: the owner of the resource, never the caller. */
    private static Optional<String> account(Json record) {
        return record.text("recipientAccountId")
                .or(() -> record.items("resources").stream()
                        .flatMap(resource -> resource.text("ARN").stream())
                        .flatMap(arn -> RepositoryArn.parse(arn).stream())
                        .map(RepositoryArn::account)
                        .findFirst());
    }
}
