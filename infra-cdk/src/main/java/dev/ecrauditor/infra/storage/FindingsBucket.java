package dev.ecrauditor.infra.storage;

import dev.ecrauditor.infra.DataKey;
import dev.ecrauditor.infra.function.JavaFunction;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.ArnPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/** The bucket of the daily export: all findings of a day below {@code findings/date=...}, for a year. */
public final class FindingsBucket extends Construct {

    static final String FINDINGS = "findings/";

    private static final Duration KEPT = Duration.days(365);

    /** An object is replaced only by an export that was interrupted. */
    private static final Duration REPLACED = Duration.days(30);

    private final DataKey key;
    private final Bucket bucket;

    public FindingsBucket(Construct scope, String id, DataKey key) {
        super(scope, id);
        this.key = key;
        bucket = Bucket.Builder.create(this, "Bucket")
                .versioned(true)
                .encryption(BucketEncryption.KMS)
                .encryptionKey(key.key())
                .bucketKeyEnabled(true)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .enforceSsl(true)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .id("Exports")
                        .expiration(KEPT)
                        .noncurrentVersionExpiration(REPLACED)
                        .abortIncompleteMultipartUploadAfter(Duration.days(7))
                        .build()))
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .build();
    }

    public String bucketName() {
        return bucket.getBucketName();
    }

    /** Lets the function that exports write, and nothing else; in the policy of the bucket, as the objects are many. */
    public void allowWriting(JavaFunction function) {
        function.addEnvironment("EXPORT_BUCKET", bucket.getBucketName());
        bucket.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("Export")
                .principals(List.of(new ArnPrincipal(function.role().getRoleArn())))
                .actions(List.of("s3:PutObject"))
                .resources(List.of(bucket.arnForObjects(FINDINGS + "*"))) // `*`: some objects for each day and account
                .build());
        function.allowEncrypting("EncryptTheExport", key.arn(), "s3");
    }
}
