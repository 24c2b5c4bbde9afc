package dev.ecrauditor.bench.stub;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The reading calls of Amazon EventBridge and AWS CloudTrail: a rule that sends everything, and a trail. */
final class EventDelivery implements Service {

    private static final String TRAIL = AwsRegion.arn("cloudtrail", "trail/management-events");

    private static final Answer RULE = Answer.json(new JsonObject()
            .put("Name", "ecr-auditor-changes")
            .put("State", "ENABLED")
            .put("EventPattern", "{\"source\":[\"aws.ecr\",\"aws.kms\"]}")
            .build());

    private static final Answer TARGETS = Answer.json(new JsonObject()
            .put(
                    "Targets",
                    new Json.Arr(List.of(new JsonObject()
                            .put("Id", "ChangeQueue")
                            .put("Arn", AwsRegion.arn("sqs", "changes"))
                            .build())))
            .build());

    private static final Answer TRAILS = Answer.json(new JsonObject()
            .put(
                    "trailList",
                    new Json.Arr(List.of(new JsonObject()
                            .put("Name", "management-events")
                            .put("TrailARN", TRAIL)
                            .put("HomeRegion", AwsRegion.REGION)
                            .put("IsMultiRegionTrail", true)
                            .build())))
            .build());

    private static final Answer SELECTORS = Answer.json("{\"TrailARN\":\"" + TRAIL
            + "\",\"EventSelectors\":[{\"ReadWriteType\":\"All\",\"IncludeManagementEvents\":true,\"DataResources\":[],"
            + "\"ExcludeManagementEventSources\":[]}]}");

    @Override
    public Optional<Answer> answer(String operation, String body) {
        return switch (operation) {
            case "DescribeRule" -> Optional.of(RULE);
            case "ListTargetsByRule" -> Optional.of(TARGETS);
            case "DescribeTrails" -> Optional.of(TRAILS);
            case "GetTrailStatus" -> Optional.of(Answer.json("{\"IsLogging\":true}"));
            case "GetEventSelectors" -> Optional.of(SELECTORS);
            default -> Optional.empty();
        };
    }
}
