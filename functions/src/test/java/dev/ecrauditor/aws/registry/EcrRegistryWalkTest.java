package dev.ecrauditor.aws.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.key.KeyDescriptions;
import dev.ecrauditor.aws.key.KmsKeyReader;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.localaws.call.DenialReason;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.RewritingProxy;
import dev.ecrauditor.testing.SampleRepository;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryRequest;

/** Every repository of a registry, with as few calls as ECR and KMS allow. */
class EcrRegistryWalkTest {

    private static final String ACCOUNT = SampleRepository.ARN.account();
    private static final String REGION = SampleRepository.ARN.region();
    private static final String ROLE = "ecr-auditor-read";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));

    @AutoClose
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));

    @AutoClose
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", "999988887777");

    private final LocalAccounts accounts = new LocalAccounts(aws);
    private final AccountCredentials credentials = new AccountCredentials(clients, Optional.of(ROLE), clock);
    private final Map<String, Reading<RepositorySnapshot>> read = new LinkedHashMap<>();
    private final List<String> failed = new ArrayList<>();

    /** Repositories on one key, with alternating flags. */
    private List<RepositoryArn> repositories(int count) {
        List<RepositoryArn> arns = IntStream.range(0, count)
                .mapToObj(i -> new RepositoryArn("aws", REGION, ACCOUNT, "team/app-%03d".formatted(i)))
                .toList();
        arns.forEach(arn -> accounts.repository(arn, arn.name().hashCode() % 2 == 0));
        return arns;
    }

    private void walk() {
        walk(clients, setting -> false);
    }

    private void walk(AwsClients by, Predicate<Setting> isNeeded) {
        AccountCredentials own = by == clients ? credentials : new AccountCredentials(by, Optional.of(ROLE), clock);
        RegistrySnapshot registry =
                ((Reading.Known<RegistrySnapshot>) new EcrRegistryReader(by, own, clock).read(ACCOUNT, REGION)).value();
        new EcrRegistryWalk(by, own, clock, isNeeded)
                .walk(
                        registry,
                        new KeyDescriptions(new KmsKeyReader(by, own), ACCOUNT),
                        new EcrRegistryWalk.RepositoryConsumer() {
                            @Override
                            public void read(RepositoryArn repository, Reading<RepositorySnapshot> reading) {
                                read.put(repository.name(), reading);
                            }

                            @Override
                            public void failed(RepositoryArn repository, RuntimeException fault) {
                                failed.add(repository.name());
                            }
                        });
    }

    private RepositorySnapshot known(RepositoryArn arn) {
        return ((Reading.Known<RepositorySnapshot>) read.get(arn.name())).value();
    }

    private EffectiveScanning scanning(RepositoryArn arn) {
        return ((Reading.Known<EffectiveScanning>) known(arn).scanning()).value();
    }

    @Test
    void eachSnapshotIsTheOneOfTheReaderOfSingleRepositories() {
        List<RepositoryArn> arns = repositories(30);
        accounts.registry(SampleRepository.ARN, "ENHANCED", LocalAccounts.RULES_FOR_DOCS_ONLY);

        walk(clients, setting -> true);

        EcrRepositoryReader one = new EcrRepositoryReader(
                        clients,
                        credentials,
                        clock,
                        EcrRegistryContextSource.cached(clients, credentials, SigningReads.NO, clock))
                .reading(setting -> true);
        assertThat(read.keySet())
                .containsExactlyElementsOf(
                        arns.stream().map(RepositoryArn::name).toList());
        arns.forEach(arn -> {
            RepositorySnapshot alone = ((Reading.Known<RepositorySnapshot>) one.read(arn)).value();
            assertThat(withoutRegistry(known(arn))).isEqualTo(withoutRegistry(alone));
            RuleRegistry rules = RuleCatalog.standard(Duration.ofMinutes(15));
            assertThat(rules.evaluate(known(arn))).isEqualTo(rules.evaluate(alone));
        });
        assertThat(failed).isEmpty();
    }

    /** Of its registry, the reader of single repositories reads no more than the rules need. */
    private static RepositorySnapshot withoutRegistry(RepositorySnapshot read) {
        return new RepositorySnapshot(
                read.arn(),
                read.creation(),
                read.readAt(),
                read.encryption(),
                read.policy(),
                read.scanSettings(),
                read.images());
    }

    @Test
    void aRepositoryCostsOneCallAndItsKeyOneForAll() {
        repositories(30);

        walk();

        assertThat(accounts.requests("GetRepositoryPolicy")).hasSize(30);
        assertThat(accounts.requests("DescribeKey")).hasSize(1);
        assertThat(accounts.operations())
                .doesNotContain("BatchGetRepositoryScanningConfiguration", "GetLifecyclePolicy");
        assertThat(accounts.operations()).hasSize(30 + 1 + 9);
    }

    @Test
    void whereTheRegistryHasRulesOneCallAnswersFor25Repositories() {
        List<RepositoryArn> arns = repositories(60);
        accounts.registry(
                SampleRepository.ARN, "BASIC", LocalAccounts.RULES_FOR_DOCS_ONLY.replace("docs/*", "team/app-03*"));

        walk();

        assertThat(accounts.requests("BatchGetRepositoryScanningConfiguration")).hasSize(3);
        assertThat(arns)
                .allSatisfy(arn ->
                        assertThat(scanning(arn).scanned()).isEqualTo(arn.name().startsWith("team/app-03")));
    }

    @Test
    void aRepositoryWithoutAnswerAmongOthersIsAskedForAlone() throws IOException {
        List<RepositoryArn> arns = repositories(3);
        accounts.registry(SampleRepository.ARN, "ENHANCED", "[]");
        try (RewritingProxy answers = new RewritingProxy(
                        aws.endpoint(), UnaryOperator.identity(), EcrRegistryWalkTest::withoutTheSecond);
                AwsClients by = answers.clients("999988887777")) {
            walk(by, setting -> false);
        }

        assertThat(accounts.requests("BatchGetRepositoryScanningConfiguration")).hasSize(2);
        assertThat(scanning(arns.get(1)).scanType()).isEqualTo("ENHANCED");
    }

    /** As ECR answers for a name in the list of failures. */
    private static String withoutTheSecond(String body) {
        return body.contains("scanFrequency") && body.contains("app-000")
                ? body.replaceAll("\"repositoryName\":\"team/app-001\"", "\"repositoryName\":\"another\"")
                : body;
    }

    @Test
    void aDeniedScanningAnswerMakesOnlyThatFactUnreadable() {
        List<RepositoryArn> arns = repositories(3);
        accounts.registry(SampleRepository.ARN, "ENHANCED", "[]");
        aws.deny(ACCOUNT, "ecr:BatchGetRepositoryScanningConfiguration", DenialReason.RESOURCE_POLICY);

        walk();

        assertThat(arns).allSatisfy(arn -> {
            assertThat(known(arn).scanning()).isInstanceOf(Reading.Unreadable.class);
            assertThat(known(arn).policy()).isInstanceOf(Reading.Known.class);
        });
    }

    @Test
    void aDeniedPolicyMakesOnlyThatFactUnreadable() {
        List<RepositoryArn> arns = repositories(2);
        aws.deny(ACCOUNT, "ecr:GetRepositoryPolicy");

        walk();

        assertThat(arns).allSatisfy(arn -> assertThat(known(arn).policy()).isInstanceOf(Reading.Unreadable.class));
    }

    @Test
    void aRepositoryDeletedSinceItWasListedIsAbsentAndNotOneWithoutPolicy() throws IOException {
        List<RepositoryArn> arns = repositories(2);
        try (RewritingProxy deleting =
                        new RewritingProxy(aws.endpoint(), this::deletesFirst, UnaryOperator.identity());
                AwsClients by = deleting.clients("999988887777")) {
            walk(by, setting -> false);
        }
        assertThat(read.get(arns.get(0).name())).isEqualTo(new Reading.Absent<>());
        assertThat(read.get(arns.get(1).name())).isInstanceOf(Reading.Known.class);
    }

    private String deletesFirst(String request) {
        if (request.contains("\"repositoryName\":\"team/app-000\"")) {
            try (AwsClients owner = AwsClients.ofEndpoint(aws.endpoint(), REGION, ACCOUNT)) {
                owner.ecr(REGION)
                        .deleteRepository(DeleteRepositoryRequest.builder()
                                .repositoryName("team/app-000")
                                .build());
            }
        }
        return request;
    }

    @Test
    void everyPageIsFollowed() throws IOException {
        List<RepositoryArn> arns = repositories(7);
        try (RewritingProxy pages = new RewritingProxy(
                        aws.endpoint(),
                        body -> body.replace("\"maxResults\":1000", "\"maxResults\":2"),
                        UnaryOperator.identity());
                AwsClients by = pages.clients("999988887777")) {
            walk(by, setting -> false);
        }
        assertThat(read.keySet())
                .containsExactlyElementsOf(
                        arns.stream().map(RepositoryArn::name).toList());
    }

    @Test
    void aRepositoryThatAwsDoesNotAnswerForStopsNoOther() throws IOException {
        List<RepositoryArn> arns = repositories(4);
        String asked = "\"repositoryName\":\"" + arns.get(0).name() + "\"";

        try (RewritingProxy garbled =
                        new RewritingProxy(aws.endpoint(), body -> body.replace(asked, "{"), UnaryOperator.identity());
                AwsClients by = garbled.clients("999988887777")) {
            walk(by, setting -> false);
        }

        assertThat(failed).containsExactly(arns.get(0).name());
        assertThat(read).hasSize(3);
    }

    @Test
    void anOutageEndsTheWalkInsteadOfWaitingForEveryRepository() {
        repositories(20);
        aws.failNext("ecr:GetRepositoryPolicy", Fault.INTERNAL_ERROR, 1_000);

        assertThatThrownBy(this::walk).isInstanceOf(SdkException.class);

        assertThat(failed).hasSize(EcrRegistryWalk.MOST_FAULTS_IN_A_ROW);
    }

    @Test
    void aKeyThatKmsDoesNotAnswerForIsAskedForOnce() {
        repositories(4);
        aws.failNext("kms:DescribeKey", Fault.INTERNAL_ERROR, 3);

        walk();

        assertThat(failed).hasSize(4);
        assertThat(accounts.requests("DescribeKey")).hasSize(3);
    }

    @Test
    void aDenyInTheRegistryPolicyIsPartOfEverySnapshot() {
        List<RepositoryArn> arns = repositories(2);
        accounts.load(SampleRepository.ARN, """
                "registryPolicy": {"Version": "2012-10-17", "Statement": [{"Sid": "Closed", "Effect": "Deny",
                "Principal": "*", "Action": "ecr:BatchGetImage", "Resource": "*"}]}""");

        walk();

        assertThat(arns)
                .allSatisfy(arn ->
                        assertThat(known(arn).registry().policy().policy()).isInstanceOf(Reading.Known.class));
        assertThat(accounts.requests("GetRegistryPolicy")).hasSize(1);
    }
}
