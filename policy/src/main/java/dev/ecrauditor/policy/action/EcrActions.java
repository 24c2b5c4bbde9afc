package dev.ecrauditor.policy.action;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ECR actions a repository policy can grant, with their access levels.
 *
 * <p>Source: "Actions, resources, and condition keys for Amazon Elastic Container Registry", Service Authorization
 * Reference.
 */
public final class EcrActions {

    /** The action that an auditor needs. */
    public static final String READ_POLICY = "ecr:GetRepositoryPolicy";

    /** Either of them can undo a policy. */
    public static final List<String> UNDO_POLICY = List.of("ecr:SetRepositoryPolicy", "ecr:DeleteRepositoryPolicy");

    /** Every repository-level action with its access level, in AWS's order of names. */
    public static final Map<String, AccessLevel> REPOSITORY_LEVEL = ActionTable.read("ecr", """
            LIST DescribeImages ListImages
            READ BatchCheckLayerAvailability BatchGetImage BatchGetRepositoryScanningConfiguration
            READ DescribeImageReplicationStatus DescribeImageScanFindings DescribeImageSigningStatus
            READ DescribeRepositories GetDownloadUrlForLayer GetImageCopyStatus GetLifecyclePolicy
            READ GetLifecyclePolicyPreview GetRepositoryPolicy ListTagsForResource
            TAGGING TagResource UntagResource
            WRITE BatchDeleteImage BatchImportUpstreamImage CompleteLayerUpload CreateRepository DeleteLifecyclePolicy
            WRITE DeleteRepository InitiateLayerUpload PutImage PutImageScanningConfiguration PutImageTagMutability
            WRITE PutLifecyclePolicy ReplicateImage StartImageScan StartLifecyclePolicyPreview UpdateImageStorageClass
            WRITE UploadLayerPart
            PERMISSIONS DeleteRepositoryPolicy SetRepositoryPolicy
            """);

    /** Actions on the registry: a repository policy cannot grant them. */
    static final Set<String> REGISTRY_LEVEL = Set.of(
            "CreatePullThroughCacheRule",
            "CreateRepositoryCreationTemplate",
            "DeletePullThroughCacheRule",
            "DeleteRegistryPolicy",
            "DeleteRepositoryCreationTemplate",
            "DeleteSigningConfiguration",
            "DeregisterPullTimeUpdateExclusion",
            "DescribePullThroughCacheRules",
            "DescribeRegistry",
            "DescribeRepositoryCreationTemplates",
            "GetAccountSetting",
            "GetAuthorizationToken",
            "GetRegistryPolicy",
            "GetRegistryScanningConfiguration",
            "GetSigningConfiguration",
            "ListPullTimeUpdateExclusions",
            "PutAccountSetting",
            "PutRegistryPolicy",
            "PutRegistryScanningConfiguration",
            "PutReplicationConfiguration",
            "PutSigningConfiguration",
            "RegisterPullTimeUpdateExclusion",
            "StartReplicationBackfill",
            "StopReplicationBackfill",
            "UpdatePullThroughCacheRule",
            "UpdateRepositoryCreationTemplate",
            "ValidatePullThroughCacheRule");

    /** An action of which no request names the registry of another account, so that it stays in the caller's own. */
    public static final String NOT_REACHABLE = "ecr:BatchGetRepositoryScanningConfiguration";

    /** Actions on the registry whose requests can name the registry of another account. */
    private static final Map<String, AccessLevel> OF_ANOTHER_REGISTRY = ActionTable.read("ecr", """
            READ DescribePullThroughCacheRules ValidatePullThroughCacheRule
            WRITE CreatePullThroughCacheRule DeletePullThroughCacheRule StartReplicationBackfill
            WRITE StopReplicationBackfill UpdatePullThroughCacheRule
            """);

    /**
     * The actions that a registry policy can grant to another account: those whose requests name a registry or an ARN,
     * and those of replication and pull through cache, which have no request of their own.
     *
     * <p>Source: the request syntax of the actions, Amazon ECR API Reference.
     */
    static final Map<String, AccessLevel> REACHABLE_IN_REGISTRY = reachable();

    /** Actions whose requests cannot name the registry of another account. */
    static final Set<String> NOT_REACHABLE_IN_REGISTRY = notReachable();

    private EcrActions() {}

    private static Map<String, AccessLevel> reachable() {
        Map<String, AccessLevel> all = new LinkedHashMap<>(REPOSITORY_LEVEL);
        all.remove(NOT_REACHABLE);
        all.putAll(OF_ANOTHER_REGISTRY);
        return Collections.unmodifiableMap(all);
    }

    private static Set<String> notReachable() {
        Set<String> all = new HashSet<>(REGISTRY_LEVEL);
        all.removeIf(name -> OF_ANOTHER_REGISTRY.containsKey("ecr:" + name));
        all.add(NOT_REACHABLE.substring("ecr:".length()));
        return Set.copyOf(all);
    }
}
