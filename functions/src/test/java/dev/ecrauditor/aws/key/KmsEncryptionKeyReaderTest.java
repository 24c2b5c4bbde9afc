package dev.ecrauditor.aws.key;

import static dev.ecrauditor.aws.key.KeyReaderFixture.ACCOUNT;
import static dev.ecrauditor.aws.key.KeyReaderFixture.API;
import static dev.ecrauditor.aws.key.KeyReaderFixture.KEY;
import static dev.ecrauditor.aws.key.KeyReaderFixture.NOW;
import static dev.ecrauditor.aws.key.KeyReaderFixture.repositories;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.localaws.call.DenialReason;
import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.KeyDetails;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fact of a key as it is read with the real client: known, absent or unreadable, and never one for the other. */
class KmsEncryptionKeyReaderTest {

    private static final Denial MISSING = new Denial(PolicyType.IDENTITY, false);
    private static final RepositoryArn OF_OTHER = new RepositoryArn("aws", "us-east-1", "444455556666", "any/name");

    private final KeyReaderFixture fixture = new KeyReaderFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aKeyIsKnownInEveryFactButItsGrants() {
        fixture.key("\"rotationEnabled\": true");
        EncryptionKey read = fixture.read();
        assertThat(read.arn()).isEqualTo(KEY);
        assertThat(read.isForeign()).isFalse();
        assertThat(read.key()).isEqualTo(new Reading.Known<>(new KeySnapshot(KEY.toString(), "CUSTOMER", "Enabled")));
        assertThat(read.rotation()).isEqualTo(new Reading.Known<>(true));
        assertThat(read.policy())
                .isInstanceOfSatisfying(
                        Reading.Known.class,
                        policy -> assertThat(policy.value().toString()).contains("arn:aws:iam::" + ACCOUNT + ":root"));
        assertThat(read.grants()).isInstanceOf(Reading.Unreadable.class);
        assertThat(read.repositories()).isEqualTo(repositories("payments/api"));
        assertThat(read.readAt()).isEqualTo(NOW);
        assertThat(fixture.accounts.operations())
                .containsExactly("AssumeRole", "DescribeKey", "GetKeyRotationStatus", "GetKeyPolicy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Creating",
                "Enabled",
                "Disabled",
                "PendingDeletion",
                "PendingImport",
                "PendingReplicaDeletion",
                "Unavailable",
                "Updating"
            })
    void everyStateIsRead(String state) {
        fixture.key("\"keyState\": \"" + state + "\"");
        assertThat(fixture.known().state()).isEqualTo(state);
    }

    @Test
    void theDeletionDateIsRead() {
        fixture.key("\"keyState\": \"PendingDeletion\", \"deletionDate\": \"2026-12-01T10:00:00Z\"");
        assertThat(fixture.known().details().deletionDate()).contains(Instant.parse("2026-12-01T10:00:00Z"));
        assertThat(fixture.read().rotation()).isEqualTo(new Reading.Known<>(false));
    }

    @Test
    void aKeyThatIsBeingCreatedHasNoRotationYet() {
        fixture.key("\"keyState\": \"Creating\"");
        assertThat(fixture.read().rotation()).isEqualTo(new Reading.Absent<>());
    }

    @Test
    void importedMaterialHasItsExpiryAndCannotRotate() {
        fixture.key("\"origin\": \"EXTERNAL\", \"validTo\": \"2026-12-24T00:00:00Z\"");
        assertThat(fixture.known().details())
                .isEqualTo(new KeyDetails(
                        "SYMMETRIC_DEFAULT",
                        "EXTERNAL",
                        Optional.empty(),
                        Optional.of(Instant.parse("2026-12-24T00:00:00Z")),
                        Optional.empty()));
        assertThat(fixture.read().rotation()).isEqualTo(new Reading.Absent<>());
        assertThat(fixture.accounts.operations()).doesNotContain("GetKeyRotationStatus");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"keySpec\": \"RSA_2048\"",
                "\"origin\": \"AWS_CLOUDHSM\"",
                "\"origin\": \"EXTERNAL_KEY_STORE\"",
                "\"keySpec\": \"HMAC_256\""
            })
    void aKeyThatCannotRotateIsNotAskedAboutIt(String members) {
        fixture.key(members);
        assertThat(fixture.read().rotation()).isEqualTo(new Reading.Absent<>());
        assertThat(fixture.accounts.operations()).doesNotContain("GetKeyRotationStatus");
    }

    @Test
    void theRotationOfAReplicaIsAskedOfItsPrimaryKeyInItsRegion() {
        String primary = "arn:aws:kms:eu-west-1:" + ACCOUNT + ":key/" + KEY.id();
        fixture.accounts.load(
                new RepositoryArn("aws", "eu-west-1", ACCOUNT, "any/name"),
                "\"keys\": [{\"keyId\": \"" + KEY.id() + "\", \"multiRegion\": true, \"rotationEnabled\": true}]");
        fixture.key("\"primaryArn\": \"" + primary + "\"");
        EncryptionKey read = fixture.read();
        assertThat(fixture.known().details().primaryArn()).contains(primary);
        assertThat(read.rotation()).isEqualTo(new Reading.Known<>(true));
        assertThat(fixture.accounts.requests("GetKeyRotationStatus"))
                .allSatisfy(request -> assertThat(request.region()).isEqualTo("eu-west-1"));
    }

    @Test
    void aPrimaryKeyIsNoReplica() {
        fixture.key("\"multiRegion\": true");
        assertThat(fixture.known().details().primaryArn()).isEmpty();
    }

    @Test
    void ofAKeyThatDoesNotExistNothingElseIsRead() {
        EncryptionKey read = fixture.reader.readWithGrants(KEY, repositories("payments/api"));
        assertThat(read.key()).isEqualTo(new Reading.Absent<>());
        assertThat(read.rotation()).isEqualTo(new Reading.Absent<>());
        assertThat(read.policy()).isEqualTo(new Reading.Absent<>());
        assertThat(read.grants()).isEqualTo(new Reading.Absent<>());
        assertThat(fixture.accounts.operations()).containsExactly("AssumeRole", "DescribeKey");
    }

    @Test
    void ofAKeyThatAwsManagesNothingElseIsRead() {
        fixture.key("\"keyManager\": \"AWS\"");
        assertThat(fixture.reader
                        .readWithGrants(KEY, repositories("payments/api"))
                        .policy())
                .isEqualTo(new Reading.Absent<>());
        assertThat(fixture.accounts.operations()).containsExactly("AssumeRole", "DescribeKey");
    }

    @Test
    void aDeniedDescriptionLeavesTheOtherFacts() {
        fixture.key("");
        fixture.aws.deny(ACCOUNT, "kms:DescribeKey");
        EncryptionKey read = fixture.read();
        assertThat(read.key())
                .isEqualTo(
                        new Reading.Unreadable<>("kms:DescribeKey", "KMS denies describing the key " + KEY, MISSING));
        assertThat(read.rotation()).isEqualTo(new Reading.Known<>(false));
        assertThat(read.policy()).isInstanceOf(Reading.Known.class);
    }

    @ParameterizedTest
    @CsvSource({"kms:GetKeyRotationStatus", "kms:GetKeyPolicy", "kms:ListGrants"})
    void aDeniedCallMakesOnlyItsFactUnreadable(String action) {
        fixture.key("");
        fixture.aws.deny(ACCOUNT, action);
        EncryptionKey read = fixture.reader.readWithGrants(KEY, repositories());
        Reading<?> unreadable =
                new Reading.Unreadable<>(action, "KMS denies " + action + " on the key " + KEY, MISSING);
        assertThat(read.key()).isInstanceOf(Reading.Known.class);
        assertThat(read.rotation().equals(unreadable)).isEqualTo(action.equals("kms:GetKeyRotationStatus"));
        assertThat(read.policy().equals(unreadable)).isEqualTo(action.equals("kms:GetKeyPolicy"));
        assertThat(read.grants().equals(unreadable)).isEqualTo(action.equals("kms:ListGrants"));
    }

    @Test
    void theKindOfPolicyThatDeniesArrives() {
        fixture.key("");
        fixture.aws.deny(ACCOUNT, "kms:GetKeyPolicy", DenialReason.SERVICE_CONTROL_POLICY);
        assertThat(((Reading.Unreadable<String>) fixture.read().policy()).denial())
                .isEqualTo(new Denial(PolicyType.SERVICE_CONTROL, true));
    }

    @Test
    void aRoleThatMayNotBeAssumedMakesEveryFactUnreadable() {
        fixture.key("");
        fixture.aws.deny(ACCOUNT, "sts:AssumeRole");
        EncryptionKey read = fixture.reader.readWithGrants(KEY, repositories());
        Reading<?> unreadable =
                new Reading.Unreadable<>("sts:AssumeRole", "the account's read role cannot be assumed", MISSING);
        assertThat(read.key()).isEqualTo(unreadable);
        assertThat(read.rotation()).isEqualTo(unreadable);
        assertThat(read.policy()).isEqualTo(unreadable);
        assertThat(read.grants()).isEqualTo(unreadable);
    }

    @Test
    void aForeignKeyThatIsNotSharedIsUnreadable() {
        KeyArn foreign = new KeyArn("aws", "us-east-1", "444455556666", KEY.id());
        fixture.accounts.load(OF_OTHER, "\"keys\": [{\"keyId\": \"" + KEY.id() + "\"}]");
        EncryptionKey read = fixture.reader.readWithGrants(foreign, repositories("payments/api"));
        assertThat(read.isForeign()).isTrue();
        assertThat(read.key()).isInstanceOf(Reading.Unreadable.class);
        assertThat(read.rotation()).isInstanceOf(Reading.Unreadable.class);
        assertThat(read.grants()).isInstanceOf(Reading.Unreadable.class);
        assertThat(read.policy())
                .isEqualTo(new Reading.Unreadable<>(
                        "kms:GetKeyPolicy", "KMS shows a key policy only to the account of the key"));
        assertThat(fixture.accounts.operations()).doesNotContain("GetKeyPolicy");
    }

    @Test
    void aForeignKeyThatIsSharedIsReadThroughTheAccountOfTheRepositories() {
        KeyArn foreign = new KeyArn("aws", "us-east-1", "444455556666", KEY.id());
        fixture.accounts.load(
                OF_OTHER,
                "\"keys\": [{\"keyId\": \"" + KEY.id() + "\", \"sharedWith\": [\"" + ACCOUNT
                        + "\"], \"keyState\": \"Disabled\", \"rotationEnabled\": true}]");
        EncryptionKey read = fixture.reader.read(foreign, repositories("payments/api"));
        assertThat(read.key())
                .isEqualTo(new Reading.Known<>(new KeySnapshot(foreign.toString(), "CUSTOMER", "Disabled")));
        assertThat(read.rotation()).isEqualTo(new Reading.Known<>(true));
        assertThat(fixture.accounts.requests("AssumeRole"))
                .allSatisfy(request -> assertThat(request.resource()).contains(":" + ACCOUNT + ":"));
    }

    @Test
    void aKeyInChinaIsReadInItsOwnPartition() {
        RepositoryArn china = new RepositoryArn("aws-cn", "cn-north-1", ACCOUNT, "team/app");
        fixture.accounts.load(china, "\"keys\": [{\"keyId\": \"" + KEY.id() + "\"}]");
        KeyArn key = new KeyArn("aws-cn", "cn-north-1", ACCOUNT, KEY.id());
        assertThat(fixture.reader.read(key, repositories()).key()).isInstanceOf(Reading.Known.class);
    }

    @Test
    void noAliasIsEverDescribed() {
        fixture.key("\"aliases\": [\"alias/aws/ecr\"]");
        fixture.read();
        assertThat(fixture.aws.requests())
                .noneMatch(request -> request.resource().contains("alias/"));
        assertThat(API.account()).isEqualTo(KEY.account());
    }
}
