package dev.ecrauditor.infra.storage;

import dev.ecrauditor.infra.DataKey;
import dev.ecrauditor.infra.function.JavaFunction;
import dev.ecrauditor.settings.file.PublishedSettings;
import dev.ecrauditor.settings.file.SettingsFile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

/**
 * The bucket of changed settings and of baselines. It keeps every version for a year, and a trail records who wrote one.
 */
public final class SettingsStore extends Construct {

    static final String SETTINGS = "settings/";
    static final String BASELINES = "baseline/";

    private static final Duration KEPT = Duration.days(365);

    private final DataKey key;
    private final String object;
    private final Map<String, String> marks;
    private final Bucket bucket;

    /** @param settings the deployed ones, to which an object belongs by its key */
    public SettingsStore(Construct scope, String id, DataKey key, SettingsFile settings) {
        super(scope, id);
        this.key = key;
        this.object = PublishedSettings.key(settings);
        this.marks = PublishedSettings.marks(settings);
        bucket = Bucket.Builder.create(this, "Bucket")
                .versioned(true)
                .encryption(BucketEncryption.KMS)
                .encryptionKey(key.key())
                .bucketKeyEnabled(true)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .enforceSsl(true)
                .lifecycleRules(List.of(
                        LifecycleRule.builder()
                                .id("EarlierVersions")
                                .noncurrentVersionExpiration(KEPT)
                                .abortIncompleteMultipartUploadAfter(Duration.days(7))
                                .build(),
                        LifecycleRule.builder()
                                .id("RecordsOfTheTrail")
                                .prefix(SettingsTrail.PREFIX + "/")
                                .expiration(KEPT)
                                .build()))
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .build();
        new SettingsTrail(this, "Trail", key, bucket);
    }

    public String bucketName() {
        return bucket.getBucketName();
    }

    /** The deployed settings for the command line: the object's key, and a mark of each part. */
    public String description() {
        return marks.entrySet().stream()
                .map(mark -> mark.getKey() + "=" + mark.getValue())
                .collect(Collectors.joining(" ", object + " ", ""));
    }

    /** Lets a function read the one object that replaces trust and waivers. */
    public void allowReading(JavaFunction function) {
        function.addEnvironment("SETTINGS_BUCKET", bucket.getBucketName());
        function.addEnvironment("SETTINGS_KEY", object);
        function.allow("ReadChangedSettings", List.of("s3:GetObject"), List.of(bucket.arnForObjects(object)));
        // Without it S3 denies an object that does not exist, and nobody could tell it from a missing permission.
        function.allow("KnowWhatDoesNotExist", List.of("s3:ListBucket"), List.of(bucket.getBucketArn()));
        function.allowDecrypting("DecryptObjects", key.arn(), "s3");
    }

    /** Lets a function read the baseline of every account and Region; in the policy of the bucket, as they are many. */
    public void allowReadingBaselines(JavaFunction function) {
        bucket.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("Baselines" + function.getNode().getScope().getNode().getId())
                .principals(List.of(new ArnPrincipal(function.role().getRoleArn())))
                .actions(List.of("s3:GetObject"))
                .resources(List.of(bucket.arnForObjects(BASELINES + "*"))) // `*`: one object per account and Region
                .build());
    }
}
