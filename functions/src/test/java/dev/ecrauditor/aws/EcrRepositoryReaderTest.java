package dev.ecrauditor.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.Fault;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.EffectiveScanning.Decider;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryRequest;

/** Every fact as it is read with the real client: known, absent or unreadable, and never one for the other. */
class EcrRepositoryReaderTest {

    private static final RepositoryArn ARN = SampleRepository.ARN;

    private final Clock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final LocalAccounts accounts = new LocalAccounts(aws);
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", "999988887777");
    private final EcrRepositoryReader reader = new EcrRepositoryReader(
            clients, new AccountCredentials(clients, Optional.of("ecr-auditor-read"), clock), clock);

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @Test
    void aRepositoryWithEverythingIsKnownInEveryFact() {
        accounts.repository(ARN, true);
        RepositorySnapshot read = known();
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
        assertThat(reader.read(ARN)).isEqualTo(new Reading.Absent<>());
        assertThat(accounts.operations()).containsExactly("AssumeRole", "DescribeRepositories");
    }

    @Test
    void aRepositoryThatMayNotBeDescribedIsUnreadable() {
        accounts.repository(ARN, true);
        aws.deny(ARN.account(), "ecr:DescribeRepositories");
        assertThat(reader.read(ARN))
                .isEqualTo(
                        new Reading.Unreadable<>("ecr:DescribeRepositories", "ECR denies describing the repository"));
    }

    @Test
    void aRoleThatMayNotBeAssumedIsUnreadable() {
        accounts.repository(ARN, true);
        aws.deny(ARN.account(), "sts:AssumeRole");
        assertThat(reader.read(ARN))
                .isEqualTo(new Reading.Unreadable<>("sts:AssumeRole", "the account's read role cannot be assumed"));
    }

    @Test
    void aMissingPolicyIsAbsentAndADeniedOneUnreadable() {
        accounts.repository(ARN, "");
        assertThat(known().policy()).isEqualTo(new Reading.Absent<>());
        aws.deny(ARN.account(), "ecr:GetRepositoryPolicy");
        assertThat(known().policy())
                .isEqualTo(new Reading.Unreadable<>(
                        "ecr:GetRepositoryPolicy", "ECR denies reading the repository policy"));
    }

    @Test
    void aes256AsksKmsNothing() {
        accounts.repository(ARN, "");
        assertThat(known().encryption().type()).isEqualTo("AES256");
        assertThat(known().encryption().keyArn()).isEmpty();
        assertThat(known().encryption().key()).isEqualTo(new Reading.Absent<>());
        assertThat(accounts.operations()).doesNotContain("DescribeKey");
    }

    @Test
    void aKeyThatNoLongerExistsIsAbsent() {
        String gone = LocalAccounts.keyArn(ARN).replace("1234abcd", "9999abcd");
        accounts.repository(
                ARN, "\"encryptionConfiguration\": {\"encryptionType\": \"KMS\", \"kmsKey\": \"" + gone + "\"}");
        assertThat(known().encryption().keyArn()).hasValue(gone);
        assertThat(known().encryption().key()).isEqualTo(new Reading.Absent<>());
    }

    @Test
    void aKeyThatMayNotBeDescribedIsUnreadableInAnEncryptionThatIsKnown() {
        accounts.repository(ARN, true);
        aws.deny(ARN.account(), "kms:DescribeKey");
        assertThat(known().encryption().type()).isEqualTo("KMS");
        assertThat(known().encryption().key())
                .isEqualTo(new Reading.Unreadable<>(
                        "kms:DescribeKey", "KMS denies describing the key " + LocalAccounts.keyArn(ARN)));
    }

    @Test
    void aKeyOfAnotherAccountThatIsNotSharedIsUnreadableInAnEncryptionThatIsKnown() {
        String foreign = LocalAccounts.keyArn(ARN).replace(ARN.account(), "444455556666");
        RepositoryArn owner = new RepositoryArn("aws", "us-east-1", "444455556666", "any/name");
        accounts.load(owner, "\"keys\": [{\"keyId\": \"" + LocalAccounts.KEY_ID + "\"}]");
        accounts.repository(
                ARN, "\"encryptionConfiguration\": {\"encryptionType\": \"KMS\", \"kmsKey\": \"" + foreign + "\"}");
        assertThat(known().encryption().keyArn()).hasValue(foreign);
        assertThat(known().encryption().key()).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void theAwsManagedKeyIsToldApartByKms() {
        accounts.repository(ARN, "\"encryptionConfiguration\": {\"encryptionType\": \"KMS_DSSE\"}");
        assertThat(known().encryption().usesKms()).isTrue();
        assertThat(known().encryption().key())
                .isInstanceOfSatisfying(
                        Reading.Known.class,
                        key -> assertThat(((KeySnapshot) key.value()).manager()).isEqualTo("AWS"));
    }

    @ParameterizedTest
    @CsvSource({"true, SCAN_ON_PUSH", "false, MANUAL"})
    void whereTheRegistryHasNoRulesTheFlagDecidesWithoutAnotherCall(boolean flag, String frequency) {
        accounts.repository(ARN, flag);
        assertThat(scanning()).isEqualTo(new EffectiveScanning(flag, frequency, "BASIC", Decider.REPOSITORY_FLAG));
        assertThat(accounts.operations()).doesNotContain("BatchGetRepositoryScanningConfiguration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BASIC", "ENHANCED"})
    void whereTheRegistryHasRulesEcrIsAskedWhatTheyMeanForThisRepository(String scanType) {
        accounts.repository(ARN, true);
        accounts.registry(ARN, scanType, LocalAccounts.RULES_FOR_DOCS_ONLY);
        assertThat(scanning()).isEqualTo(new EffectiveScanning(false, "MANUAL", scanType, Decider.REGISTRY_RULES));
        assertThat(accounts.requests("BatchGetRepositoryScanningConfiguration")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"BASIC, SCAN_ON_PUSH", "ENHANCED, SCAN_ON_PUSH", "ENHANCED, CONTINUOUS_SCAN"})
    void aRuleThatMatchesScansWhateverTheFlagSays(String scanType, String frequency) {
        accounts.repository(ARN, false);
        accounts.registry(
                ARN,
                scanType,
                LocalAccounts.RULES_FOR_DOCS_ONLY
                        .replace("docs/*", "payments/*")
                        .replace("SCAN_ON_PUSH", frequency));
        assertThat(scanning()).isEqualTo(new EffectiveScanning(true, frequency, scanType, Decider.REGISTRY_RULES));
    }

    @Test
    void anEnhancedRegistryWithoutRulesScansNothing() {
        accounts.repository(ARN, true);
        accounts.registry(ARN, "ENHANCED", "[]");
        assertThat(scanning()).isEqualTo(new EffectiveScanning(false, "MANUAL", "ENHANCED", Decider.REGISTRY_RULES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecr:GetRegistryScanningConfiguration", "ecr:BatchGetRepositoryScanningConfiguration"})
    void scanningThatMayNotBeReadIsUnreadableAndNamesTheCall(String action) {
        accounts.repository(ARN, true);
        accounts.registry(ARN, "ENHANCED", "[]");
        aws.deny(ARN.account(), action);
        assertThat(known().scanning())
                .isEqualTo(new Reading.Unreadable<>(action, "ECR denies reading how images are scanned"));
    }

    @Test
    void oneRepositoryTakesAtMostFiveCallsAndOneForTheRole() {
        accounts.repository(ARN, true);
        accounts.registry(ARN, "ENHANCED", LocalAccounts.RULES_FOR_DOCS_ONLY);
        known();
        assertThat(accounts.operations())
                .containsExactlyInAnyOrder(
                        "AssumeRole",
                        "DescribeRepositories",
                        "DescribeKey",
                        "GetRepositoryPolicy",
                        "GetRegistryScanningConfiguration",
                        "BatchGetRepositoryScanningConfiguration");
        known();
        assertThat(accounts.requests("AssumeRole")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecr:DescribeRepositories",
                "ecr:GetRepositoryPolicy",
                "ecr:GetRegistryScanningConfiguration",
                "kms:DescribeKey"
            })
    void aFaultThatPassesIsRetriedByTheClient(String action) {
        accounts.repository(ARN, true);
        aws.failNext(action, Fault.INTERNAL_ERROR, 1);
        RepositorySnapshot read = known();
        assertThat(read.policy()).isInstanceOf(Reading.Known.class);
        assertThat(read.scanning()).isInstanceOf(Reading.Known.class);
        assertThat(read.encryption().key()).isInstanceOf(Reading.Known.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecr:DescribeRepositories",
                "ecr:GetRepositoryPolicy",
                "ecr:GetRegistryScanningConfiguration",
                "kms:DescribeKey"
            })
    void aFaultThatLastsIsThrownAndNeverTakenForAbsence(String action) {
        accounts.repository(ARN, true);
        aws.failNext(action, Fault.INTERNAL_ERROR, 20);
        assertThatThrownBy(() -> reader.read(ARN)).isInstanceOf(SdkException.class);
    }

    @Test
    void throttlingIsRetriedAndInTheEndThrown() {
        accounts.repository(ARN, true);
        aws.failNext("ecr:GetRepositoryPolicy", Fault.THROTTLED, 1);
        assertThat(known().policy()).isInstanceOf(Reading.Known.class);
        aws.failNext("ecr:GetRepositoryPolicy", Fault.THROTTLED, 20);
        assertThatThrownBy(() -> reader.read(ARN))
                .isInstanceOf(SdkException.class)
                .hasMessageContaining("Rate exceeded");
        assertThat(accounts.requests("GetRepositoryPolicy")).hasSizeGreaterThan(3);
    }

    @Test
    void aRepositoryDeletedWhileItIsReadIsAbsentAndNotOneWithoutPolicy() {
        accounts.repository(ARN, true);
        EcrClient owner = AwsClients.ofEndpoint(aws.endpoint(), ARN.region(), ARN.account())
                .ecr(ARN.region());
        Clock deletes = new Clock() {
            @Override
            public Instant instant() {
                owner.deleteRepository(DeleteRepositoryRequest.builder()
                        .repositoryName(ARN.name())
                        .build());
                return clock.instant();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        AccountCredentials credentials = new AccountCredentials(clients, Optional.empty(), clock);
        EcrRepositoryReader between = new EcrRepositoryReader(
                AwsClients.ofEndpoint(aws.endpoint(), ARN.region(), ARN.account()), credentials, deletes);
        assertThat(between.read(ARN)).isEqualTo(new Reading.Absent<>());
        assertThat(accounts.requests("GetRepositoryPolicy")).hasSize(1);
    }

    @Test
    void aChinaRepositoryIsReadInItsOwnPartition() {
        RepositoryArn china = new RepositoryArn("aws-cn", "cn-north-1", "111122223333", "team/app");
        accounts.repository(china, true);
        assertThat(reader.read(china)).isInstanceOf(Reading.Known.class);
        assertThat(accounts.requests("AssumeRole").get(0).resource()).startsWith("arn:aws-cn:iam::111122223333:role/");
    }

    private EffectiveScanning scanning() {
        return ((Reading.Known<EffectiveScanning>) known().scanning()).value();
    }

    private RepositorySnapshot known() {
        return ((Reading.Known<RepositorySnapshot>) reader.read(ARN)).value();
    }
}
