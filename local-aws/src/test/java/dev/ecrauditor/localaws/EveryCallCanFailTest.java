package dev.ecrauditor.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.localaws.call.DenialReason;
import dev.ecrauditor.localaws.control.Fault;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call of ECR and KMS can be denied for a reason, throttled, and answered with an internal error. */
class EveryCallCanFailTest {

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BatchDeleteImage",
                "BatchGetImage",
                "BatchGetRepositoryScanningConfiguration",
                "CreatePullThroughCacheRule",
                "CreateRepositoryCreationTemplate",
                "DeleteLifecyclePolicy",
                "DeletePullThroughCacheRule",
                "DeleteRegistryPolicy",
                "DeleteRepositoryCreationTemplate",
                "DeleteSigningConfiguration",
                "DescribeImageReplicationStatus",
                "DescribeImages",
                "DescribePullThroughCacheRules",
                "DescribeRegistry",
                "DescribeReplicationBackfillResults",
                "DescribeRepositoryCreationTemplates",
                "GetAccountSetting",
                "GetLifecyclePolicy",
                "GetLifecyclePolicyPreview",
                "GetRegistryPolicy",
                "GetSigningConfiguration",
                "ListImageReferrers",
                "ListImages",
                "ListReplicationBackfills",
                "PutAccountSetting",
                "PutImage",
                "PutImageTagMutability",
                "PutLifecyclePolicy",
                "PutRegistryPolicy",
                "PutReplicationConfiguration",
                "PutSigningConfiguration",
                "StartLifecyclePolicyPreview",
                "StartReplicationBackfill",
                "StopReplicationBackfill",
                "UpdateImageStorageClass",
                "UpdatePullThroughCacheRule",
                "UpdateRepositoryCreationTemplate"
            })
    void everyCallOfEcr(String operation) throws Exception {
        assertFails("ecr", "AmazonEC2ContainerRegistry_V20150921", operation, "ServerException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CancelKeyDeletion",
                "CreateAlias",
                "CreateGrant",
                "CreateKey",
                "DeleteAlias",
                "DescribeKey",
                "DisableKey",
                "DisableKeyRotation",
                "EnableKey",
                "EnableKeyRotation",
                "GetKeyPolicy",
                "GetKeyRotationStatus",
                "ListAliases",
                "ListGrants",
                "PutKeyPolicy",
                "ReplicateKey",
                "RetireGrant",
                "RevokeGrant",
                "ScheduleKeyDeletion"
            })
    void everyCallOfKms(String operation) throws Exception {
        assertFails("kms", "TrentService", operation, "KMSInternalException");
    }

    private void assertFails(String service, String target, String operation, String internal) throws Exception {
        String action = service + ":" + operation;
        cloud.load(TestCloud.HOME, "\"denied\": [\"" + action + " RESOURCE_CONTROL_POLICY\"]");
        assertThat(post(service, target + "." + operation))
                .contains("AccessDeniedException", action, DenialReason.RESOURCE_CONTROL_POLICY.of(action));
        cloud.aws.failNext(action, Fault.THROTTLED, 1);
        assertThat(post(service, target + "." + operation)).contains("ThrottlingException");
        cloud.aws.failNext(action, Fault.INTERNAL_ERROR, 1);
        assertThat(post(service, target + "." + operation)).contains(internal);
    }

    private String post(String service, String target) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(cloud.aws.endpoint())
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20261120/us-east-1/" + service + "/aws4_request, Signature=0")
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", target)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
