package dev.ecrauditor.aws.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
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
import java.util.concurrent.atomic.AtomicBoolean;
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

    private final ReaderFixture fixture = new ReaderFixture();

    @AfterEach
    void close() {
        fixture.close();
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
        fixture.accounts.repository(ARN, true);
        fixture.aws.failNext(action, Fault.INTERNAL_ERROR, 1);
        RepositorySnapshot read = fixture.known();
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
        fixture.accounts.repository(ARN, true);
        fixture.aws.failNext(action, Fault.INTERNAL_ERROR, 20);
        assertThatThrownBy(() -> fixture.reader.read(ARN)).isInstanceOf(SdkException.class);
    }

    @Test
    void throttlingIsRetriedAndInTheEndThrown() {
        fixture.accounts.repository(ARN, true);
        fixture.aws.failNext("ecr:GetRepositoryPolicy", Fault.THROTTLED, 1);
        assertThat(fixture.known().policy()).isInstanceOf(Reading.Known.class);
        fixture.aws.failNext("ecr:GetRepositoryPolicy", Fault.THROTTLED, 20);
        assertThatThrownBy(() -> fixture.reader.read(ARN))
                .isInstanceOf(SdkException.class)
                .hasMessageContaining("Rate exceeded");
        assertThat(fixture.accounts.requests("GetRepositoryPolicy")).hasSizeGreaterThan(3);
    }

    @Test
    void aRepositoryDeletedWhileItIsReadIsAbsentAndNotOneWithoutPolicy() {
        fixture.accounts.repository(ARN, true);
        EcrClient owner = AwsClients.ofEndpoint(fixture.aws.endpoint(), ARN.region(), ARN.account())
                .ecr(ARN.region());
        AtomicBoolean deleted = new AtomicBoolean();
        Clock deletes = new Clock() {
            @Override
            public Instant instant() {
                if (!fixture.accounts.requests("DescribeRepositories").isEmpty() && !deleted.getAndSet(true)) {
                    owner.deleteRepository(DeleteRepositoryRequest.builder()
                            .repositoryName(ARN.name())
                            .build());
                }
                return fixture.clock.instant();
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
        AccountCredentials credentials = new AccountCredentials(fixture.clients, Optional.empty(), fixture.clock);
        EcrRepositoryReader between = new EcrRepositoryReader(
                AwsClients.ofEndpoint(fixture.aws.endpoint(), ARN.region(), ARN.account()), credentials, deletes);
        assertThat(between.read(ARN)).isEqualTo(new Reading.Absent<>());
        assertThat(fixture.accounts.requests("GetRepositoryPolicy")).hasSize(1);
    }
}
