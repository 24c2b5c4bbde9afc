package dev.ecrauditor.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryRequest;

/** Faults of AWS are retried and in the end thrown; none is ever taken for the absence of something. */
class ReaderFaultsTest {

    private static final RepositoryArn ARN = SampleRepository.ARN;

    private final ReaderScene scene = new ReaderScene();

    @AfterEach
    void close() {
        scene.close();
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
        scene.accounts.repository(ARN, true);
        scene.aws.failNext(action, Fault.INTERNAL_ERROR, 1);
        RepositorySnapshot read = scene.known();
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
        scene.accounts.repository(ARN, true);
        scene.aws.failNext(action, Fault.INTERNAL_ERROR, 20);
        assertThatThrownBy(() -> scene.reader.read(ARN)).isInstanceOf(SdkException.class);
    }

    @Test
    void throttlingIsRetriedAndInTheEndThrown() {
        scene.accounts.repository(ARN, true);
        scene.aws.failNext("ecr:GetRepositoryPolicy", Fault.THROTTLED, 1);
        assertThat(scene.known().policy()).isInstanceOf(Reading.Known.class);
        scene.aws.failNext("ecr:GetRepositoryPolicy", Fault.THROTTLED, 20);
        assertThatThrownBy(() -> scene.reader.read(ARN))
                .isInstanceOf(SdkException.class)
                .hasMessageContaining("Rate exceeded");
        assertThat(scene.accounts.requests("GetRepositoryPolicy")).hasSizeGreaterThan(3);
    }

    @Test
    void aRepositoryDeletedWhileItIsReadIsAbsentAndNotOneWithoutPolicy() {
        scene.accounts.repository(ARN, true);
        EcrClient owner = AwsClients.ofEndpoint(scene.aws.endpoint(), ARN.region(), ARN.account())
                .ecr(ARN.region());
        Clock deletes = new Clock() {
            @Override
            public Instant instant() {
                owner.deleteRepository(DeleteRepositoryRequest.builder()
                        .repositoryName(ARN.name())
                        .build());
                return scene.clock.instant();
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
        AccountCredentials credentials = new AccountCredentials(scene.clients, Optional.empty(), scene.clock);
        EcrRepositoryReader between = new EcrRepositoryReader(
                AwsClients.ofEndpoint(scene.aws.endpoint(), ARN.region(), ARN.account()), credentials, deletes);
        assertThat(between.read(ARN)).isEqualTo(new Reading.Absent<>());
        assertThat(scene.accounts.requests("GetRepositoryPolicy")).hasSize(1);
    }
}
