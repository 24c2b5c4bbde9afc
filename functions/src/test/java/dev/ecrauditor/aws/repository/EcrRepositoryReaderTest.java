package dev.ecrauditor.aws.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.EffectiveScanning.Decider;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.repository.TagMutability;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.SampleRepository;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every fact as it is read with the real client: known, absent or unreadable, and never one for the other. */
class EcrRepositoryReaderTest {

    private static final RepositoryArn ARN = SampleRepository.ARN;

    private static final Denial MISSING = new Denial(PolicyType.IDENTITY, false);

    private final ReaderFixture fixture = new ReaderFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aRepositoryWithEverythingIsKnownInEveryFact() {
        fixture.accounts.repository(ARN, true);
        RepositorySnapshot read = fixture.known();
        assertThat(read.arn()).isEqualTo(ARN);
        assertThat(read.createdAt()).isEqualTo(SampleRepository.CREATED);
        assertThat(read.scanOnPush()).isTrue();
        assertThat(read.encryption().type()).isEqualTo("KMS");
        assertThat(read.encryption().keyArn()).hasValue(LocalAccounts.keyArn(ARN));
        assertThat(read.encryption().key())
                .isEqualTo(new Reading.Known<>(new KeySnapshot(LocalAccounts.keyArn(ARN), "CUSTOMER", "Enabled")));
        assertThat(read.policy()).isInstanceOf(Reading.Known.class);
        assertThat(read.scanning())
                .isEqualTo(new Reading.Known<>(
                        new EffectiveScanning(true, "SCAN_ON_PUSH", "BASIC", Decider.REPOSITORY_FLAG)));
    }

    @Test
    void aRepositoryThatDoesNotExistIsAbsent() {
        assertThat(fixture.reader.read(ARN)).isEqualTo(new Reading.Absent<>());
        assertThat(fixture.accounts.operations()).containsExactly("AssumeRole", "DescribeRepositories");
    }

    @Test
    void aRepositoryThatMayNotBeDescribedIsUnreadable() {
        fixture.accounts.repository(ARN, true);
        fixture.aws.deny(ARN.account(), "ecr:DescribeRepositories");
        assertThat(fixture.reader.read(ARN))
                .isEqualTo(new Reading.Unreadable<>(
                        "ecr:DescribeRepositories", "ECR denies describing the repository", MISSING));
    }

    @Test
    void aRoleThatMayNotBeAssumedIsUnreadable() {
        fixture.accounts.repository(ARN, true);
        fixture.aws.deny(ARN.account(), "sts:AssumeRole");
        assertThat(fixture.reader.read(ARN))
                .isEqualTo(new Reading.Unreadable<>(
                        "sts:AssumeRole", "the account's read role cannot be assumed", MISSING));
    }

    @Test
    void aMissingPolicyIsAbsentAndADeniedOneUnreadable() {
        fixture.accounts.repository(ARN, "");
        assertThat(fixture.known().policy()).isEqualTo(new Reading.Absent<>());
        fixture.aws.deny(ARN.account(), "ecr:GetRepositoryPolicy");
        assertThat(fixture.known().policy())
                .isEqualTo(new Reading.Unreadable<>(
                        "ecr:GetRepositoryPolicy", "ECR denies reading the repository policy", MISSING));
    }

    @Test
    void aes256AsksKmsNothing() {
        fixture.accounts.repository(ARN, "");
        assertThat(fixture.known().encryption().type()).isEqualTo("AES256");
        assertThat(fixture.known().encryption().keyArn()).isEmpty();
        assertThat(fixture.known().encryption().key()).isEqualTo(new Reading.Absent<>());
        assertThat(fixture.accounts.operations()).doesNotContain("DescribeKey");
    }

    @Test
    void aKeyThatNoLongerExistsIsAbsent() {
        String gone = LocalAccounts.keyArn(ARN).replace("1234abcd", "9999abcd");
        fixture.accounts.repository(
                ARN, "\"encryptionConfiguration\": {\"encryptionType\": \"KMS\", \"kmsKey\": \"" + gone + "\"}");
        assertThat(fixture.known().encryption().keyArn()).hasValue(gone);
        assertThat(fixture.known().encryption().key()).isEqualTo(new Reading.Absent<>());
    }

    @Test
    void aKeyThatMayNotBeDescribedIsUnreadableInAnEncryptionThatIsKnown() {
        fixture.accounts.repository(ARN, true);
        fixture.aws.deny(ARN.account(), "kms:DescribeKey");
        assertThat(fixture.known().encryption().type()).isEqualTo("KMS");
        assertThat(fixture.known().encryption().key())
                .isEqualTo(new Reading.Unreadable<>(
                        "kms:DescribeKey", "KMS denies describing the key " + LocalAccounts.keyArn(ARN), MISSING));
    }

    @Test
    void aKeyOfAnotherAccountThatIsNotSharedIsUnreadableInAnEncryptionThatIsKnown() {
        String foreign = LocalAccounts.keyArn(ARN).replace(ARN.account(), "444455556666");
        RepositoryArn owner = new RepositoryArn("aws", "us-east-1", "444455556666", "any/name");
        fixture.accounts.load(owner, "\"keys\": [{\"keyId\": \"" + LocalAccounts.KEY_ID + "\"}]");
        fixture.accounts.repository(
                ARN, "\"encryptionConfiguration\": {\"encryptionType\": \"KMS\", \"kmsKey\": \"" + foreign + "\"}");
        assertThat(fixture.known().encryption().keyArn()).hasValue(foreign);
        assertThat(fixture.known().encryption().key()).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void theAwsManagedKeyIsDistinguishedByKms() {
        fixture.accounts.repository(ARN, "\"encryptionConfiguration\": {\"encryptionType\": \"KMS_DSSE\"}");
        assertThat(fixture.known().encryption().usesKms()).isTrue();
        assertThat(fixture.known().encryption().key())
                .isInstanceOfSatisfying(
                        Reading.Known.class,
                        key -> assertThat(((KeySnapshot) key.value()).manager()).isEqualTo("AWS"));
    }

    @Test
    void oneRepositoryTakesAtMostFiveCallsAndOneForTheRole() {
        fixture.accounts.repository(ARN, true);
        fixture.accounts.registry(ARN, "ENHANCED", LocalAccounts.RULES_FOR_DOCS_ONLY);
        fixture.known();
        assertThat(fixture.accounts.operations())
                .containsExactlyInAnyOrder(
                        "AssumeRole",
                        "DescribeRepositories",
                        "DescribeKey",
                        "GetRepositoryPolicy",
                        "GetRegistryScanningConfiguration",
                        "BatchGetRepositoryScanningConfiguration");
        fixture.known();
        assertThat(fixture.accounts.requests("AssumeRole")).hasSize(1);
    }

    @Test
    void aChinaRepositoryIsReadInItsOwnPartition() {
        RepositoryArn china = new RepositoryArn("aws-cn", "cn-north-1", "111122223333", "team/app");
        fixture.accounts.repository(china, true);
        assertThat(fixture.reader.read(china)).isInstanceOf(Reading.Known.class);
        assertThat(fixture.accounts.requests("AssumeRole").get(0).resource())
                .startsWith("arn:aws-cn:iam::111122223333:role/");
    }

    @Test
    void tagMutabilityIsReadWithItsFiltersAndNoOtherCall() {
        fixture.accounts.repository(ARN, """
                "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
                "imageTagMutabilityExclusionFilters": [{"filter": "latest", "filterType": "WILDCARD"}]""");
        assertThat(fixture.known().images().tags())
                .isEqualTo(new TagMutability("IMMUTABLE_WITH_EXCLUSION", List.of("latest")));
    }

    @Test
    void aLifecyclePolicyIsReadOnlyIfARuleNeedsIt() {
        fixture.accounts.repository(ARN, "\"lifecyclePolicyText\": {\"rules\": []}");
        assertThat(fixture.known().images().lifecyclePolicy()).isInstanceOf(Reading.Unreadable.class);
        assertThat(fixture.accounts.requests("GetLifecyclePolicy")).isEmpty();
        assertThat(lifecyclePolicy()).isEqualTo(new Reading.Known<>("{\"rules\":[]}"));
    }

    @Test
    void aRepositoryWithoutLifecyclePolicyIsReadSo() {
        fixture.accounts.repository(ARN, true);
        assertThat(lifecyclePolicy()).isEqualTo(new Reading.Absent<>());
    }

    @Test
    void aLifecyclePolicyThatMayNotBeReadIsUnreadable() {
        fixture.accounts.repository(ARN, true);
        fixture.aws.deny(ARN.account(), "ecr:GetLifecyclePolicy");
        assertThat(lifecyclePolicy())
                .isEqualTo(new Reading.Unreadable<>(
                        "ecr:GetLifecyclePolicy", "ECR denies reading the lifecycle policy", MISSING));
    }

    private Reading<String> lifecyclePolicy() {
        return ((Reading.Known<RepositorySnapshot>)
                        fixture.reader.reading(Setting.LIFECYCLE_POLICY::equals).read(ARN))
                .value()
                .images()
                .lifecyclePolicy();
    }
}
