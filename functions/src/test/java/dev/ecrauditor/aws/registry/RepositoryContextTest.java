package dev.ecrauditor.aws.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.registry.RegistryContextReader;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a registry decides about its repositories, read once for many of them. */
class RepositoryContextTest {

    private static final RepositoryArn ARN = SampleRepository.ARN;
    private static final String MUTABLE = """
            "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "%s"},
            "imageTagMutability": "MUTABLE", "policyText": %s""".formatted(LocalAccounts.keyArn(ARN), SampleRepository.OWN_ACCOUNT_POLICY);

    private static final String CLOSED = """
            "registryPolicy": {"Version": "2012-10-17", "Statement": [{"Sid": "Closed", "Effect": "Deny",
            "Principal": "*", "Action": "ecr:BatchGetImage", "Resource": "*"}]}""";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final LocalAccounts accounts = new LocalAccounts(aws);
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", "999988887777");
    private final AccountCredentials credentials =
            new AccountCredentials(clients, Optional.of("ecr-auditor-read"), clock);
    private final RegistryContextReader registries =
            EcrRegistryContextSource.cached(clients, credentials, SigningReads.NO, clock);
    private final EcrRepositoryReader reader = new EcrRepositoryReader(clients, credentials, clock, registries);

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @Test
    void manyRepositoriesOfARegistryCostOneCallForEachFact() {
        List<RepositoryArn> repositories = IntStream.range(0, 20)
                .mapToObj(i -> new RepositoryArn("aws", ARN.region(), ARN.account(), "team/app-" + i))
                .toList();
        repositories.forEach(arn -> accounts.repository(arn, MUTABLE));
        accounts.load(ARN, CLOSED);
        repositories.forEach(arn -> assertThat(context(arn).policy().policy()).isInstanceOf(Reading.Known.class));
        assertThat(accounts.requests("GetRegistryPolicy")).hasSize(1);
        assertThat(accounts.requests("GetAccountSetting")).hasSize(1);
        assertThat(accounts.requests("DescribePullThroughCacheRules")).hasSize(1);
        assertThat(accounts.requests("GetRegistryScanningConfiguration")).hasSize(1);
        assertThat(accounts.requests("DescribeKey")).hasSize(1);
        assertThat(accounts.requests("GetSigningConfiguration")).isEmpty();
        assertThat(accounts.requests("GetRepositoryPolicy")).hasSize(20);
        assertThat(accounts.operations()).hasSize(20 + 20 + 5 + 1);
    }

    @Test
    void aChangeOfTheRegistryIsReadOnceWhatWasReadBeforeItIsNotEnough() {
        accounts.repository(ARN, true);
        assertThat(context(ARN).policy().policy()).isEqualTo(new Reading.Absent<>());
        accounts.load(ARN, CLOSED);
        assertThat(context(ARN).policy().policy()).isEqualTo(new Reading.Absent<>());
        clock.advance(Duration.ofSeconds(10));
        assertThat(reader.read(ARN, clock.instant())).isInstanceOf(Reading.Known.class);
        assertThat(context(ARN).policy().policy()).isInstanceOf(Reading.Known.class);
    }

    @Test
    void thePrefixesOfCacheRulesAreReadWhereTagsCanBeMoved() {
        accounts.repository(ARN, true);
        assertThat(context(ARN).cachePrefixes()).isEqualTo(RegistryContext.NOT_READ.cachePrefixes());
        accounts.repository(ARN, MUTABLE);
        accounts.load(
                ARN,
                "\"pullThroughCacheRules\": [{\"ecrRepositoryPrefix\": \"hub\", \"upstreamRegistryUrl\": \"public.ecr.aws\"}]");
        assertThat(context(ARN).cachePrefixes()).isEqualTo(new Reading.Known<>(List.of("hub")));
    }

    @Test
    void withoutAReaderOfRegistriesNothingIsAskedAboutThem() {
        accounts.repository(ARN, true);
        RepositorySnapshot read = ((Reading.Known<RepositorySnapshot>)
                        new EcrRepositoryReader(clients, credentials, clock).read(ARN))
                .value();
        assertThat(read.registry()).isEqualTo(RegistryContext.NOT_READ);
        assertThat(accounts.operations()).doesNotContain("GetRegistryPolicy", "GetAccountSetting");
    }

    @Test
    void aRegistryPolicyThatMayNotBeReadMakesNoRuleAboutTheRepositoryUnknown() {
        accounts.repository(ARN, true);
        aws.deny(ARN.account(), "ecr:GetRegistryPolicy");
        aws.deny(ARN.account(), "ecr:GetAccountSetting");
        aws.deny(ARN.account(), "ecr:DescribePullThroughCacheRules");
        RepositorySnapshot read = ((Reading.Known<RepositorySnapshot>) reader.read(ARN)).value();
        assertThat(read.registry().policy().policy()).isInstanceOf(Reading.Unreadable.class);
        assertThat(RuleCatalog.standard(Duration.ofMinutes(15)).evaluate(read).values())
                .noneMatch(Verdict.Unknown.class::isInstance);
    }

    private RegistryContext context(RepositoryArn arn) {
        return ((Reading.Known<RepositorySnapshot>) reader.read(arn, Instant.MIN))
                .value()
                .registry();
    }
}
