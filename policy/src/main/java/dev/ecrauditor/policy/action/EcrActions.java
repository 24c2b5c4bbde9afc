package dev.ecrauditor.policy.action;

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
    public static final Map<String, AccessLevel> REPOSITORY_LEVEL = ActionCatalogue.table("ecr", """
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
            "UpdatePullThroughCacheRule",
            "UpdateRepositoryCreationTemplate",
            "ValidatePullThroughCacheRule");

    private EcrActions() {}
}
