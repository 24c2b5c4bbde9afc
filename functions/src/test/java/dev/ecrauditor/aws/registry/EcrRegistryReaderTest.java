package dev.ecrauditor.aws.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.localaws.call.DenialReason;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.ScanningRule;
import dev.ecrauditor.repository.SigningRule;
import dev.ecrauditor.repository.TagMutability;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.RewritingProxy;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

/** Every fact of a registry through the real client: known, absent, denied, throttled, in pages, of two accounts. */
class EcrRegistryReaderTest {

    private static final RepositoryArn HERE = new RepositoryArn("aws", "us-east-1", "111122223333", "prod/web");
    private static final RepositoryArn ELSEWHERE = new RepositoryArn("aws", "eu-west-1", "444455556666", "team/app");
    private static final String POLICY = """
            {"Version": "2012-10-17", "Statement": [{"Sid": "FromPartner", "Effect": "Allow",
             "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Action": "ecr:ReplicateImage",
             "Resource": "arn:aws:ecr:us-east-1:111122223333:repository/*"}]}""";
    private static final String EVERYTHING = """
            "registryPolicy": %s,
            "registryPolicyScope": "V1",
            "replication": {"rules": [{"destinations": [{"region": "eu-west-1", "registryId": "444455556666"},
              {"region": "us-west-2", "registryId": "111122223333"}],
              "repositoryFilters": [{"filter": "prod", "filterType": "PREFIX_MATCH"}]}]},
            "creationTemplates": [
              {"prefix": "ROOT", "appliedFor": ["REPLICATION"]},
              {"prefix": "prod", "appliedFor": ["PULL_THROUGH_CACHE", "CREATE_ON_PUSH"],
               "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "%s"},
               "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
               "imageTagMutabilityExclusionFilters": [{"filter": "dev*", "filterType": "WILDCARD"}],
               "customRoleArn": "arn:aws:iam::111122223333:role/templates", "repositoryPolicy": %s}],
            "pullThroughCacheRules": [{"ecrRepositoryPrefix": "hub", "upstreamRegistryUrl": "registry-1.docker.io"},
              {"ecrRepositoryPrefix": "partner",
               "upstreamRegistryUrl": "444455556666.dkr.ecr.us-east-1.amazonaws.com", "upstreamRepositoryPrefix": "base"}],
            "signingConfiguration": {"rules": [{"signingProfileArn":
              "arn:aws:signer:us-east-1:111122223333:/signing-profiles/release",
              "repositoryFilters": [{"filter": "prod/*", "filterType": "WILDCARD_MATCH"}]}]},
            "registryScanning": {"scanType": "ENHANCED", "rules": [{"scanFrequency": "CONTINUOUS_SCAN",
              "repositoryFilters": [{"filter": "prod", "filterType": "WILDCARD"}]}]}""".formatted(POLICY, LocalAccounts.keyArn(HERE), POLICY);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final LocalAccounts accounts = new LocalAccounts(aws);
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", "999988887777");
    private final EcrRegistryReader reader = reader(clients, SigningReads.YES);

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @Test
    void everyFactIsKnown() {
        accounts.repository(HERE, true);
        accounts.load(HERE, EVERYTHING);
        RegistrySnapshot read = known(HERE);
        assertThat(read.account()).isEqualTo(HERE.account());
        assertThat(read.region()).isEqualTo(HERE.region());
        assertThat(read.readAt()).isEqualTo(clock.instant());
        assertThat(value(read.access().policy().policy()).normalForm())
                .isEqualTo(RegistryPolicy.of(POLICY).normalForm());
        assertThat(read.access().policy().scope()).isEqualTo(new Reading.Known<>("V1"));
        assertThat(value(read.access().replication()))
                .containsExactly(new ReplicationRule(
                        List.of(
                                new ReplicationRule.Destination("444455556666", "eu-west-1"),
                                new ReplicationRule.Destination("111122223333", "us-west-2")),
                        List.of(new ReplicationRule.Filter("prod", "PREFIX_MATCH"))));
        assertThat(value(read.access().cacheRules()))
                .containsExactly(
                        new PullThroughCacheRule("hub", "registry-1.docker.io", Optional.of("ROOT")),
                        new PullThroughCacheRule(
                                "partner", "444455556666.dkr.ecr.us-east-1.amazonaws.com", Optional.of("base")));
        assertThat(value(read.scanning()))
                .isEqualTo(new RegistryScanning(
                        "ENHANCED",
                        List.of(new ScanningRule(
                                "CONTINUOUS_SCAN", List.of(new ScanningRule.Filter("prod", "WILDCARD"))))));
        assertThat(value(read.signing()))
                .containsExactly(new SigningRule(
                        "arn:aws:signer:us-east-1:111122223333:/signing-profiles/release",
                        List.of(new ScanningRule.Filter("prod/*", "WILDCARD_MATCH"))));
        assertThat(read.repositories()).isEqualTo(new Reading.Known<>(List.of("prod/web")));
    }

    @Test
    void aTemplateIsReadWithItsDefaults() {
        accounts.load(HERE, EVERYTHING);
        List<CreationTemplate> templates = value(known(HERE).access().templates());
        assertThat(templates).hasSize(2);
        assertThat(templates.get(0))
                .isEqualTo(new CreationTemplate(
                        "ROOT",
                        Set.of("REPLICATION"),
                        new Encryption("AES256", Optional.empty(), new Reading.Absent<>()),
                        TagMutability.MUTABLE,
                        Optional.empty()));
        CreationTemplate prod = templates.get(1);
        assertThat(prod.appliedFor()).containsExactlyInAnyOrder("PULL_THROUGH_CACHE", "CREATE_ON_PUSH");
        assertThat(prod.encryption().type()).isEqualTo("KMS");
        assertThat(prod.encryption().keyArn()).contains(LocalAccounts.keyArn(HERE));
        assertThat(prod.encryption().key()).isInstanceOf(Reading.Unreadable.class);
        assertThat(prod.tags()).isEqualTo(new TagMutability("IMMUTABLE_WITH_EXCLUSION", List.of("dev*")));
        assertThat(prod.policy().orElseThrow().normalForm())
                .isEqualTo(RepositoryPolicy.of(POLICY).normalForm());
    }

    @Test
    void aNewRegistryHasNoPolicyAndNoRules() {
        RegistrySnapshot read = known(HERE);
        assertThat(read.access().policy().policy()).isEqualTo(new Reading.Absent<>());
        assertThat(read.access().policy().scope()).isEqualTo(new Reading.Known<>("V2"));
        assertThat(read.access().replication()).isEqualTo(new Reading.Known<>(List.of()));
        assertThat(read.access().templates()).isEqualTo(new Reading.Known<>(List.of()));
        assertThat(read.access().cacheRules()).isEqualTo(new Reading.Known<>(List.of()));
        assertThat(read.scanning()).isEqualTo(new Reading.Known<>(new RegistryScanning("BASIC", List.of())));
        assertThat(read.signing()).isEqualTo(new Reading.Known<>(List.of()));
        assertThat(read.repositories()).isEqualTo(new Reading.Known<>(List.of()));
    }

    @ParameterizedTest
    @EnumSource(RegistryFact.class)
    void aDeniedCallMakesOnlyItsFactUnreadable(RegistryFact fact) {
        accounts.repository(HERE, true);
        accounts.load(HERE, EVERYTHING);
        aws.deny(HERE.account(), fact.permission(), DenialReason.SERVICE_CONTROL_POLICY);
        RegistrySnapshot read = known(HERE);
        for (RegistryFact each : RegistryFact.values()) {
            Reading<?> reading = reading(read, each);
            if (each == fact) {
                assertThat(reading).isInstanceOfSatisfying(Reading.Unreadable.class, denied -> {
                    assertThat(denied.permission()).isEqualTo(fact.permission());
                    assertThat(denied.problem()).startsWith("ECR denies reading ");
                    assertThat(denied.denial()).isEqualTo(new Denial(PolicyType.SERVICE_CONTROL, true));
                });
            } else {
                assertThat(reading).as(each.name()).isInstanceOf(Reading.Known.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RegistryFact.class)
    void throttlingIsRetriedAndInTheEndThrown(RegistryFact fact) {
        accounts.load(HERE, EVERYTHING);
        aws.failNext(fact.permission(), Fault.THROTTLED, 1);
        assertThat(reading(known(HERE), fact)).isInstanceOf(Reading.Known.class);
        aws.failNext(fact.permission(), Fault.THROTTLED, 20);
        assertThatThrownBy(() -> read(HERE)).isInstanceOf(SdkException.class).hasMessageContaining("Rate exceeded");
    }

    @Test
    void aRoleThatCannotBeAssumedMakesTheWholeRegistryUnreadable() {
        aws.deny(HERE.account(), "sts:AssumeRole", DenialReason.ROLE_TRUST_POLICY);
        assertThat(read(HERE)).isInstanceOfSatisfying(Reading.Unreadable.class, denied -> {
            assertThat(denied.permission()).isEqualTo("sts:AssumeRole");
            assertThat(denied.denial()).isEqualTo(new Denial(PolicyType.ROLE_TRUST, true));
        });
    }

    @Test
    void eachRegistryIsReadWithTheCredentialsOfItsAccountInItsRegion() {
        accounts.repository(HERE, true);
        accounts.load(HERE, EVERYTHING);
        accounts.repository(ELSEWHERE, true);
        for (RepositoryArn registry : List.of(HERE, ELSEWHERE, HERE)) {
            int before = aws.requests().size();
            assertThat(known(registry).repositories()).isEqualTo(new Reading.Known<>(List.of(registry.name())));
            assertThat(aws.requests().stream().skip(before))
                    .filteredOn(request -> request.service().equals("ecr"))
                    .hasSize(RegistryFact.values().length)
                    .allSatisfy(request -> {
                        assertThat(request.account()).isEqualTo(registry.account());
                        assertThat(request.region()).isEqualTo(registry.region());
                    });
        }
        assertThat(known(ELSEWHERE).access().policy().policy()).isEqualTo(new Reading.Absent<>());
        assertThat(accounts.requests("AssumeRole"))
                .extracting(LoggedRequest::account)
                .containsExactly("999988887777", "999988887777");
    }

    @Test
    void theSigningConfigurationIsReadOnlyIfAskedFor() {
        accounts.load(HERE, EVERYTHING);
        RegistrySnapshot read = value(reader(clients, SigningReads.NO).read(HERE.account(), HERE.region()));
        assertThat(read.signing())
                .isEqualTo(new Reading.Unreadable<>("ecr:GetSigningConfiguration", Reading.Unreadable.NOT_READ));
        assertThat(accounts.requests("GetSigningConfiguration")).isEmpty();
    }

    @Test
    void everyPageOfAListIsRead() throws IOException {
        List<String> names = IntStream.range(0, 7).mapToObj(i -> "prefix-" + i).toList();
        accounts.load(
                HERE,
                "\"creationTemplates\": ["
                        + each(names, name -> "{\"prefix\": \"" + name + "\", \"appliedFor\": [\"REPLICATION\"]}")
                        + "], \"pullThroughCacheRules\": ["
                        + each(
                                names,
                                name -> "{\"ecrRepositoryPrefix\": \"" + name
                                        + "\", \"upstreamRegistryUrl\": \"public.ecr.aws\"}")
                        + "], \"repositories\": ["
                        + each(
                                names,
                                name -> "{\"repositoryName\": \"" + name
                                        + "\", \"createdAt\": \"2026-03-02T09:30:00Z\"}")
                        + "]");
        RegistrySnapshot read =
                through(body -> body.replace("\"maxResults\":1000", "\"maxResults\":2"), UnaryOperator.identity());
        assertThat(value(read.access().templates()))
                .extracting(CreationTemplate::prefix)
                .isEqualTo(names);
        assertThat(value(read.access().cacheRules()))
                .extracting(PullThroughCacheRule::prefix)
                .isEqualTo(names);
        assertThat(value(read.repositories())).isEqualTo(names);
        assertThat(accounts.requests("DescribeRepositoryCreationTemplates")).hasSize(4);
        assertThat(accounts.requests("DescribePullThroughCacheRules")).hasSize(4);
        assertThat(accounts.requests("DescribeRepositories")).hasSize(4);
    }

    @Test
    void valuesThatThisVersionDoesNotKnowStayText() throws IOException {
        accounts.load(HERE, EVERYTHING);
        RegistrySnapshot read = through(
                UnaryOperator.identity(),
                body -> body.replace("\"PREFIX_MATCH\"", "\"SUFFIX_MATCH\"")
                        .replace("\"V1\"", "\"V3\"")
                        .replace("\"REPLICATION\"", "\"TELEPORT\"")
                        .replace("\"AES256\"", "\"QUANTUM\"")
                        .replace("\"IMMUTABLE_WITH_EXCLUSION\"", "\"SOMETIMES\"")
                        .replace("\"ENHANCED\"", "\"DEEP\"")
                        .replace("\"WILDCARD_MATCH\"", "\"REGEX\""));
        assertThat(read.access().policy().scope()).isEqualTo(new Reading.Known<>("V3"));
        assertThat(value(read.access().replication()).get(0).filters().get(0).type())
                .isEqualTo("SUFFIX_MATCH");
        CreationTemplate root = value(read.access().templates()).get(0);
        assertThat(root.appliedFor()).containsExactly("TELEPORT");
        assertThat(root.encryption().type()).isEqualTo("QUANTUM");
        assertThat(value(read.access().templates()).get(1).tags().value()).isEqualTo("SOMETIMES");
        assertThat(value(read.scanning()).scanType()).isEqualTo("DEEP");
        assertThat(value(read.signing()).get(0).filters().get(0).type()).isEqualTo("REGEX");
    }

    /** Source: "Common error types", Amazon ECR API Reference. An older partition does not have the newer calls. */
    @ParameterizedTest
    @ValueSource(strings = {"GetAccountSetting", "DescribePullThroughCacheRules", "GetSigningConfiguration"})
    void aCallThatTheRegionDoesNotHaveIsAbsent(String operation) throws IOException {
        accounts.load(HERE, EVERYTHING);
        aws.deny(HERE.account(), "ecr:" + operation);
        RegistrySnapshot read = through(
                UnaryOperator.identity(), body -> body.replace("AccessDeniedException", "UnknownOperationException"));
        RegistryFact fact = java.util.Arrays.stream(RegistryFact.values())
                .filter(each -> each.permission().equals("ecr:" + operation))
                .findFirst()
                .orElseThrow();
        assertThat(reading(read, fact)).isEqualTo(new Reading.Absent<>());
    }

    private RegistrySnapshot through(UnaryOperator<String> request, UnaryOperator<String> answer) throws IOException {
        try (RewritingProxy proxy = new RewritingProxy(aws.endpoint(), request, answer);
                AwsClients proxied = proxy.clients("999988887777")) {
            return value(reader(proxied, SigningReads.YES).read(HERE.account(), HERE.region()));
        }
    }

    private EcrRegistryReader reader(AwsClients by, SigningReads signing) {
        return new EcrRegistryReader(
                by, new AccountCredentials(by, Optional.of("ecr-auditor-read"), clock), clock, signing);
    }

    private Reading<RegistrySnapshot> read(RepositoryArn registry) {
        return reader.read(registry.account(), registry.region());
    }

    private RegistrySnapshot known(RepositoryArn registry) {
        return value(read(registry));
    }

    private static <T> T value(Reading<T> reading) {
        return ((Reading.Known<T>) reading).value();
    }

    private static String each(List<String> names, Function<String, String> item) {
        return names.stream().map(item).collect(Collectors.joining(", "));
    }

    private static Reading<?> reading(RegistrySnapshot read, RegistryFact fact) {
        return switch (fact) {
            case POLICY -> read.access().policy().policy();
            case POLICY_SCOPE -> read.access().policy().scope();
            case REPLICATION -> read.access().replication();
            case TEMPLATES -> read.access().templates();
            case CACHE_RULES -> read.access().cacheRules();
            case SCANNING -> read.scanning();
            case SIGNING -> read.signing();
            case REPOSITORIES -> read.repositories();
        };
    }
}
