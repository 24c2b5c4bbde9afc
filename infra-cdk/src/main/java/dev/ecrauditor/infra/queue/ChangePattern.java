package dev.ecrauditor.infra.queue;

import java.util.List;
import java.util.Map;

/** The event pattern for calls that change the safety of a repository, as CloudTrail records them. */
public final class ChangePattern {

    static final String DESCRIPTION = "Calls that change the safety of a repository, as CloudTrail records them";

    private static final List<String> WATCHED_CALLS = List.of(
            "CreateRepository",
            "SetRepositoryPolicy",
            "DeleteRepositoryPolicy",
            "PutImageScanningConfiguration",
            "PutImageTagMutability",
            "PutLifecyclePolicy",
            "DeleteLifecyclePolicy",
            "DeleteRepository");

    private ChangePattern() {}

    /**
     * The event's source cannot be forged: EventBridge accepts {@code aws.*} from AWS only. A failed call changes
     * nothing.
     */
    static Map<String, Object> pattern() {
        return Map.of(
                "source", List.of("aws.ecr"),
                "detail-type", List.of("AWS API Call via CloudTrail", "AWS Service Event via CloudTrail"),
                "detail",
                        Map.of(
                                "eventSource", List.of("ecr.amazonaws.com"),
                                "eventName", WATCHED_CALLS,
                                "errorCode", List.of(Map.of("exists", false))));
    }
}
