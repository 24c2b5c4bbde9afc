package dev.ecrauditor.infra.storage;

import dev.ecrauditor.infra.DataKey;
import dev.ecrauditor.infra.FixedName;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudtrail.CfnTrail;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/**
 * Records in CloudTrail who wrote settings or a baseline: a write of an object is a data event, which no trail logs by
 * default. Its records are in the same bucket, below a prefix that it does not log.
 *
 * <p>https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
final class SettingsTrail extends Construct {

    static final String PREFIX = "trail";

    private static final String NAME = "ecr-auditor-settings";

    SettingsTrail(Construct scope, String id, DataKey key, Bucket bucket) {
        super(scope, id);
        String arn = Stack.of(this)
                .formatArn(ArnComponents.builder()
                        .service("cloudtrail")
                        .resource("trail")
                        .resourceName(FixedName.of(this, NAME))
                        .build());
        allowDelivery(bucket, arn);
        key.allowTrail(arn);
        CfnTrail trail = CfnTrail.Builder.create(this, "DataEvents")
                .trailName(FixedName.of(this, NAME))
                .s3BucketName(bucket.getBucketName())
                .s3KeyPrefix(PREFIX)
                .kmsKeyId(key.arn())
                .isLogging(true)
                .isMultiRegionTrail(false)
                .includeGlobalServiceEvents(false)
                .enableLogFileValidation(true)
                .advancedEventSelectors(List.of(CfnTrail.AdvancedEventSelectorProperty.builder()
                        .name("Writes of settings and baselines")
                        .fieldSelectors(List.of(
                                field("eventCategory").equalTo(List.of("Data")).build(),
                                field("resources.type")
                                        .equalTo(List.of("AWS::S3::Object"))
                                        .build(),
                                field("readOnly").equalTo(List.of("false")).build(),
                                field("resources.ARN")
                                        .startsWith(List.of(
                                                bucket.arnForObjects(SettingsStore.SETTINGS),
                                                bucket.arnForObjects(SettingsStore.BASELINES)))
                                        .build()))
                        .build()))
                .build();
        trail.getNode().addDependency(bucket.getPolicy());
    }

    private static CfnTrail.AdvancedFieldSelectorProperty.Builder field(String name) {
        return CfnTrail.AdvancedFieldSelectorProperty.builder().field(name);
    }

    /** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
    private static void allowDelivery(Bucket bucket, String arn) {
        ServicePrincipal cloudTrail = new ServicePrincipal("cloudtrail.amazonaws.com");
        bucket.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("TrailChecksTheBucket")
                .principals(List.of(cloudTrail))
                .actions(List.of("s3:GetBucketAcl"))
                .resources(List.of(bucket.getBucketArn()))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceArn", arn)))
                .build());
        bucket.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("TrailDelivers")
                .principals(List.of(cloudTrail))
                .actions(List.of("s3:PutObject"))
                // `*`: one object every few minutes in which something was written
                .resources(List.of(bucket.arnForObjects(PREFIX + "/AWSLogs/" + Aws.ACCOUNT_ID + "/*")))
                .conditions(Map.of(
                        "StringEquals", Map.of("aws:SourceArn", arn, "s3:x-amz-acl", "bucket-owner-full-control")))
                .build());
    }
}
