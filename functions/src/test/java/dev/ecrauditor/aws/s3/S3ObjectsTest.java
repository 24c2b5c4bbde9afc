package dev.ecrauditor.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

class S3ObjectsTest {

    private static final String ACCOUNT = "111122223333";
    private static final String BUCKET = "ecr-auditor-settings-111122223333-eu-west-1";
    private static final String KEY = "settings/0a1b/settings.json";
    private static final String JSON = "application/json";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T10:00:00Z"));

    @AutoClose
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults());

    @AutoClose
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "eu-west-1", ACCOUNT);

    private final List<Duration> pauses = new ArrayList<>();
    private final S3Objects objects = new S3Objects(clients.connection(), BUCKET, clock, pauses::add);

    @Test
    void theLatestWriteIsRead() {
        aws.createBucket(BUCKET);

        S3Object first = objects.put(KEY, "{\"a\":\"\u00e9\ud83d\udc33\"}", JSON);
        S3Object second = objects.put(KEY, "{}", JSON);

        assertThat(first.version()).isNotEmpty().isNotEqualTo(second.version());
        S3Object read = objects.get(KEY).orElseThrow();
        assertThat(read).isEqualTo(new S3Object(second.text(), second.etag(), second.version(), read.written()));
        assertThat(read.written()).endsWith(" GMT");
        objects.put(KEY, first.text(), JSON);
        assertThat(objects.get(KEY)).map(S3Object::text).contains(first.text());
    }

    @Test
    void anUnchangedObjectIsNotReadTwice() {
        aws.createBucket(BUCKET);
        String etag = objects.put(KEY, "{}", JSON).etag();

        assertThat(objects.read(KEY, etag)).isEqualTo(new S3Objects.Read.Unchanged());
        objects.put(KEY, "{\"a\":1}", JSON);
        assertThat(objects.read(KEY, etag)).isInstanceOf(S3Objects.Read.Changed.class);
    }

    @Test
    void anObjectThatDoesNotExistIsAbsent() {
        aws.createBucket(BUCKET);

        assertThat(objects.get(KEY)).isEmpty();
        assertThat(objects.read(KEY, "\"0a\"")).isEqualTo(new S3Objects.Read.Absent());
    }

    /** Without the permission to list, S3 does not say whether it exists. */
    @Test
    void withoutThePermissionToListAnAbsentObjectIsDenied() {
        aws.createBucket(BUCKET);
        aws.deny(ACCOUNT, "s3:ListBucket");

        assertThatThrownBy(() -> objects.get(KEY)).isInstanceOfSatisfying(AwsServiceException.class, fault -> {
            assertThat(AwsErrors.isDenied(fault)).isTrue();
            assertThat(fault.statusCode()).isEqualTo(403);
        });
        objects.put(KEY, "{}", JSON);
        assertThat(objects.get(KEY)).isPresent();
    }

    @Test
    void aDenialHasItsReasonAndIsNotRetried() {
        aws.createBucket(BUCKET);
        aws.deny(ACCOUNT, "s3:GetObject");

        assertThatThrownBy(() -> objects.get(KEY)).isInstanceOfSatisfying(AwsServiceException.class, fault -> {
            assertThat(AwsErrors.isDenied(fault)).isTrue();
            assertThat(AwsErrors.denial(fault)).isEqualTo(new Denial(PolicyType.IDENTITY, false));
        });
        assertThat(pauses).isEmpty();
    }

    @Test
    void aBucketThatDoesNotExistIsAFault() {
        assertThatThrownBy(() -> objects.get(KEY))
                .isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("S3 answers NoSuchBucket (status 404)");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultIsRetriedTwice(Fault fault) {
        aws.createBucket(BUCKET);
        objects.put(KEY, "{}", JSON);
        aws.failNext("s3:GetObject", fault, 2);

        assertThat(objects.get(KEY)).isPresent();
        assertThat(pauses).hasSizeBetween(1, 2); // Java's HTTP client repeats a GET once by itself
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void theThirdFaultIsThrown(Fault fault) {
        aws.createBucket(BUCKET);
        aws.failNext("s3:PutObject", fault, 3);

        assertThatThrownBy(() -> objects.put(KEY, "{}", JSON))
                .isInstanceOf(SdkException.class)
                .hasMessageContaining("S3");
        assertThat(aws.requests())
                .extracting(LoggedRequest::operation)
                .containsExactly("PutObject", "PutObject", "PutObject");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a?b", "a%2Fb", "\u00e9", "a\n"})
    void aKeyThatWouldNeedEncodingIsRefused(String key) {
        assertThatThrownBy(() -> objects.get(key)).isInstanceOf(IllegalArgumentException.class);
    }
}
