package dev.ecrauditor.infra.queue;

import java.util.List;
import java.util.Map;

/**
 * The event pattern for calls that change the safety of a repository, its registry or its key, as CloudTrail records
 * them, and for ECR's own events about images that arrive: the repository may be new.
 */
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
            "DeleteRepository",
            "PutRegistryPolicy",
            "DeleteRegistryPolicy",
            "PutAccountSetting",
            "PutRegistryScanningConfiguration",
            "PutReplicationConfiguration",
            "StartReplicationBackfill",
            "StopReplicationBackfill",
            "CreateRepositoryCreationTemplate",
            "UpdateRepositoryCreationTemplate",
            "DeleteRepositoryCreationTemplate",
            "CreatePullThroughCacheRule",
            "UpdatePullThroughCacheRule",
            "DeletePullThroughCacheRule",
            "PutSigningConfiguration",
            "DeleteSigningConfiguration",
            "DisableKey",
            "EnableKey",
            "ScheduleKeyDeletion",
            "CancelKeyDeletion",
            "DeleteKey",
            "EnableKeyRotation",
            "DisableKeyRotation",
            "PutKeyPolicy",
            "ImportKeyMaterial",
            "DeleteImportedKeyMaterial",
            "DeleteExpiredKeyMaterial");

    private ChangePattern() {}

    /**
     * The event's source cannot be forged: EventBridge accepts {@code aws.*} from AWS only. A failed call changes
     * nothing.
     */
    static Map<String, Object> pattern() {
        return Map.of(
                "source", List.of("aws.ecr", "aws.kms"),
                "detail-type",
                        List.of(
                                "AWS API Call via CloudTrail",
                                "AWS Service Event via CloudTrail",
                                "ECR Image Action",
                                "ECR Pull Through Cache Action",
                                "ECR Replication Action"),
                "detail",
                        Map.of(
                                "$or",
                                List.of(
                                        Map.of(
                                                "eventSource", List.of("ecr.amazonaws.com", "kms.amazonaws.com"),
                                                "eventName", WATCHED_CALLS,
                                                "errorCode", List.of(Map.of("exists", false))),
                                        Map.of("action-type", List.of("PUSH", "REPLICATE")),
                                        Map.of("sync-status", List.of("SUCCESS")))));
    }
}
