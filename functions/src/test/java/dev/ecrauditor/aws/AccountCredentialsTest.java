package dev.ecrauditor.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.aws.repository.EcrRepositoryLister;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.aws.repository.EcrScanSettingsWriter;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No request carries another account's credentials. */
class AccountCredentialsTest {

    private static final String HUB = "999988887777";
    private static final List<RepositoryArn> REPOSITORIES = List.of(
            new RepositoryArn("aws", "us-east-1", "111122223333", "team-of-111122223333/app"),
            new RepositoryArn("aws", "us-east-1", "444455556666", "team-of-444455556666/app"),
            new RepositoryArn("aws", "eu-west-1", "444455556666", "other-of-444455556666/app"),
            new RepositoryArn("aws", "us-east-1", "123456789012", "team-of-123456789012/app"));

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final LocalAccounts accounts = new LocalAccounts(aws);
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", HUB);

    AccountCredentialsTest() {
        REPOSITORIES.forEach(arn -> {
            accounts.repository(arn, true);
            accounts.registry(arn, "ENHANCED", "[]");
        });
    }

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @Test
    void accountsReadInTurnsEachUseTheirOwn() {
        EcrRepositoryReader reader = reader(Optional.of("ecr-auditor-read"));
        for (int turn = 0; turn < 3; turn++) {
            for (RepositoryArn arn : REPOSITORIES) {
                int before = aws.requests().size();
                assertThat(reader.read(arn)).isInstanceOf(Reading.Known.class);
                assertThat(aws.requests().stream().skip(before))
                        .filteredOn(request -> !request.service().equals("sts"))
                        .hasSize(5)
                        .allSatisfy(request -> assertThat(request.account()).isEqualTo(arn.account()))
                        .allSatisfy(request -> assertThat(request.region()).isEqualTo(arn.region()));
            }
        }
        everyRequestWasOfTheAccountItWasAbout();
        assertThat(accounts.requests("AssumeRole"))
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.account()).isEqualTo(HUB));
    }

    @Test
    void accountsReadAtTheSameTimeEachUseTheirOwn() throws Exception {
        EcrRepositoryReader reader = reader(Optional.of("ecr-auditor-read"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Object>> reads = IntStream.range(0, 24)
                    .mapToObj(i -> (Callable<Object>) () -> reader.read(REPOSITORIES.get(i % REPOSITORIES.size())))
                    .toList();
            for (Future<Object> read : threads.invokeAll(reads)) {
                assertThat(read.get()).isInstanceOf(Reading.Known.class);
            }
        } finally {
            threads.shutdownNow();
        }
        everyRequestWasOfTheAccountItWasAbout();
    }

    @Test
    void readingAndWritingUseTheirOwnRoles() {
        RepositoryArn arn = REPOSITORIES.get(1);
        reader(Optional.of("ecr-auditor-read")).read(arn);
        new EcrScanSettingsWriter(clients, new AccountCredentials(clients, Optional.of("ecr-auditor-write"), clock))
                .switchScanOnPushOn(arn);
        everyRequestWasOfTheAccountItWasAbout();
        assertThat(accounts.requests("AssumeRole"))
                .extracting(LoggedRequest::resource)
                .containsExactly(
                        "arn:aws:iam::444455556666:role/ecr-auditor-read",
                        "arn:aws:iam::444455556666:role/ecr-auditor-write");
        assertThat(accounts.requests("PutImageScanningConfiguration")).hasSize(1);
    }

    @Test
    void aSessionIsUsedUntilFiveMinutesBeforeItEnds() {
        EcrRepositoryReader reader = reader(Optional.of("ecr-auditor-read"));
        reader.read(REPOSITORIES.get(0));
        clock.advance(Duration.ofMinutes(54));
        reader.read(REPOSITORIES.get(0));
        assertThat(accounts.requests("AssumeRole")).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        reader.read(REPOSITORIES.get(0));
        assertThat(accounts.requests("AssumeRole")).hasSize(2);
        everyRequestWasOfTheAccountItWasAbout();
    }

    @Test
    void aRoleThatCannotBeAssumedNeverFallsBackToOurOwnOrAnothersCredentials() {
        EcrRepositoryReader reader = reader(Optional.of("ecr-auditor-read"));
        reader.read(REPOSITORIES.get(0));
        aws.deny("444455556666", "sts:AssumeRole");
        assertThat(reader.read(REPOSITORIES.get(1))).isInstanceOf(Reading.Unreadable.class);
        assertThatThrownBy(() -> new EcrScanSettingsWriter(
                                clients, new AccountCredentials(clients, Optional.of("ecr-auditor-write"), clock))
                        .switchScanOnPushOn(REPOSITORIES.get(1)))
                .hasMessageContaining("sts:AssumeRole");
        everyRequestWasOfTheAccountItWasAbout();
        assertThat(accounts.requests("PutImageScanningConfiguration")).isEmpty();
    }

    @Test
    void theListOfRepositoriesIsOfTheAccountThatWasAsked() {
        EcrRepositoryLister lister = new EcrRepositoryLister(
                clients, new AccountCredentials(clients, Optional.of("ecr-auditor-read"), clock));

        assertThat(lister.list("444455556666", "us-east-1"))
                .isEqualTo(new Reading.Known<>(List.of(REPOSITORIES.get(1))));
        assertThat(lister.list("444455556666", "eu-west-1"))
                .isEqualTo(new Reading.Known<>(List.of(REPOSITORIES.get(2))));
        assertThat(lister.list("123456789012", "us-east-1"))
                .isEqualTo(new Reading.Known<>(List.of(REPOSITORIES.get(3))));
        aws.deny("111122223333", "sts:AssumeRole");
        assertThat(lister.list("111122223333", "us-east-1"))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        denied -> assertThat(denied.permission()).isEqualTo("sts:AssumeRole"));
        everyRequestWasOfTheAccountItWasAbout();
    }

    @Test
    void everyRequestWaitsForThePaceOfItsAccountAndRegion() {
        List<String> waited = new ArrayList<>();
        AccountCredentials paced = new AccountCredentials(
                clients,
                Optional.of("ecr-auditor-read"),
                clock,
                (account, region) -> waited.add(account + " " + region));

        new EcrRepositoryReader(clients, paced, clock).read(REPOSITORIES.get(2));
        new EcrRepositoryLister(clients, paced).list("111122223333", "us-east-1");

        assertThat(waited)
                .containsExactly(
                        "444455556666 eu-west-1",
                        "444455556666 eu-west-1",
                        "444455556666 eu-west-1",
                        "444455556666 eu-west-1",
                        "444455556666 eu-west-1",
                        "111122223333 us-east-1");
        assertThat(aws.requests())
                .filteredOn(request -> !request.service().equals("sts"))
                .hasSize(6);
    }

    @Test
    void withoutARoleOurOwnCredentialsAreUsed() {
        RepositoryArn own = new RepositoryArn("aws", "us-east-1", HUB, "team-of-" + HUB + "/app");
        accounts.repository(own, true);
        assertThat(reader(Optional.empty()).read(own)).isInstanceOf(Reading.Known.class);
        assertThat(accounts.requests("AssumeRole")).isEmpty();
    }

    private EcrRepositoryReader reader(Optional<String> role) {
        return new EcrRepositoryReader(clients, new AccountCredentials(clients, role, clock), clock);
    }

    private void everyRequestWasOfTheAccountItWasAbout() {
        List<LoggedRequest> inMembers = aws.requests().stream()
                .filter(request ->
                        request.service().equals("ecr") || request.service().equals("kms"))
                .toList();
        assertThat(inMembers).isNotEmpty().allSatisfy(request -> {
            assertThat(request.httpStatus()).isEqualTo(200);
            assertThat(request.account()).isNotEqualTo(HUB);
            if (!request.resource().isEmpty() && request.service().equals("ecr")) {
                assertThat(request.resource()).contains("of-" + request.account());
            }
            if (request.service().equals("kms")) {
                assertThat(request.parameters()).contains(":" + request.account() + ":");
            }
        });
    }
}
