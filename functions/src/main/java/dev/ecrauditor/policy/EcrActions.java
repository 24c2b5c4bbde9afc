package dev.ecrauditor.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The ECR actions a repository policy can grant, with their access levels.
 *
 * <p>Source: "Actions, resources, and condition keys for Amazon Elastic Container Registry", Service Authorization Reference.
 */
final class EcrActions {

    /** Every repository-level action with its access level, in AWS's order of names. */
    static final Map<String, AccessLevel> REPOSITORY_LEVEL = table("""
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
    private static final Set<String> REGISTRY_LEVEL = Set.of(
            "createpullthroughcacherule",
            "createrepositorycreationtemplate",
            "deletepullthroughcacherule",
            "deleteregistrypolicy",
            "deleterepositorycreationtemplate",
            "deletesigningconfiguration",
            "deregisterpulltimeupdateexclusion",
            "describepullthroughcacherules",
            "describeregistry",
            "describerepositorycreationtemplates",
            "getaccountsetting",
            "getauthorizationtoken",
            "getregistrypolicy",
            "getregistryscanningconfiguration",
            "getsigningconfiguration",
            "listpulltimeupdateexclusions",
            "putaccountsetting",
            "putregistrypolicy",
            "putregistryscanningconfiguration",
            "putreplicationconfiguration",
            "putsigningconfiguration",
            "registerpulltimeupdateexclusion",
            "updatepullthroughcacherule",
            "updaterepositorycreationtemplate",
            "validatepullthroughcacherule");

    private EcrActions() {}

    private static Map<String, AccessLevel> table(String lines) {
        Map<String, AccessLevel> levels = new LinkedHashMap<>();
        lines.lines()
                .map(line -> line.split(" "))
                .forEach(words -> Arrays.stream(words)
                        .skip(1)
                        .forEach(name -> levels.put("ecr:" + name, AccessLevel.valueOf(words[0]))));
        return Collections.unmodifiableMap(levels);
    }

    /** The actions a statement covers: those AWS documents, and those it spells out that are newer than this list. */
    static List<String> coveredBy(ActionSet actions) {
        List<String> covered = new ArrayList<>(
                REPOSITORY_LEVEL.keySet().stream().filter(actions::covers).toList());
        if (!actions.allExcept()) {
            actions.patterns().stream()
                    .filter(name -> isUnlisted(name) && !covered.contains(name))
                    .forEach(covered::add);
        }
        return covered;
    }

    private static boolean isUnlisted(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("ecr:")
                && lower.length() > "ecr:".length()
                && !Wildcard.isIn(name)
                && !REGISTRY_LEVEL.contains(lower.substring("ecr:".length()))
                && REPOSITORY_LEVEL.keySet().stream().noneMatch(name::equalsIgnoreCase);
    }

    /** The level of an action by name; one AWS has added since counts as writing unless its name says it reads. */
    static AccessLevel levelOf(String action) {
        AccessLevel known = REPOSITORY_LEVEL.get(action);
        if (known != null) {
            return known;
        }
        String name = action.substring(action.indexOf(':') + 1).toLowerCase(Locale.ROOT);
        boolean reads = name.startsWith("get")
                || name.startsWith("describe")
                || name.startsWith("list")
                || name.startsWith("batchget")
                || name.startsWith("batchcheck");
        return reads ? AccessLevel.READ : AccessLevel.WRITE;
    }
}
