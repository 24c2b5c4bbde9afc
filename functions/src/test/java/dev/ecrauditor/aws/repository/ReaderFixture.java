package dev.ecrauditor.aws.repository;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** The reader with real clients at the simulated endpoint. */
final class ReaderFixture implements AutoCloseable {

    final Clock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    final LocalAccounts accounts = new LocalAccounts(aws);
    final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", "999988887777");
    final EcrRepositoryReader reader = new EcrRepositoryReader(
            clients, new AccountCredentials(clients, Optional.of("ecr-auditor-read"), clock), clock);

    @Override
    public void close() {
        clients.close();
        aws.close();
    }

    /** The sample repository, which has to be readable. */
    RepositorySnapshot known() {
        return ((Reading.Known<RepositorySnapshot>) reader.read(SampleRepository.ARN)).value();
    }

    /** How the sample repository is scanned, which has to be readable. */
    EffectiveScanning scanning() {
        return ((Reading.Known<EffectiveScanning>) known().scanning()).value();
    }
}
