package dev.ecrauditor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.registry.RecentAnswers;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many calls to ECR and KMS an event costs, by the rules that are on by default. CloudTrail delivers minutes after
 * the call, so what was read for another repository a moment ago is newer than the event.
 */
class CallsOfAnEventTest {

    /** What is read for each repository. */
    private static final String[] WARM = {"ecr:DescribeRepositories", "ecr:GetRepositoryPolicy"};

    private static final Duration DELIVERY = Duration.ofMinutes(3);
    private static final RepositoryArn FIRST = SampleRepository.ARN;
    private static final RepositoryArn SECOND =
            new RepositoryArn("aws", FIRST.region(), FIRST.account(), "payments/second");
    private static final RepositoryArn THIRD =
            new RepositoryArn("aws", FIRST.region(), FIRST.account(), "payments/third");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final LocalAccounts accounts = new LocalAccounts(aws);
    private final Auditor auditor = new Auditor(aws, new InMemoryFindingStore(), clock, RemediationMode.OFF);

    @BeforeEach
    void knownRepositories() {
        accounts.repository(FIRST, mutable(""));
        accounts.repository(SECOND, mutable(""));
        accounts.repository(THIRD, mutable(""));
    }

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aNewRepositoryCostsSixAndTheNextOneTwo() {
        auditor.handle(created(FIRST));
        assertThat(coldCallsOf(created(SECOND)))
                .containsExactlyInAnyOrder(
                        "ecr:DescribeRepositories",
                        "ecr:GetRepositoryPolicy",
                        "ecr:GetRegistryScanningConfiguration",
                        "ecr:GetRegistryPolicy",
                        "ecr:DescribePullThroughCacheRules",
                        "kms:DescribeKey");
        assertThat(callsOf(created(THIRD))).containsExactlyInAnyOrder(WARM);
    }

    @ParameterizedTest
    @CsvSource({"IMMUTABLE, KMS, 5", "MUTABLE, AES256, 5", "MUTABLE, KMS, 6"})
    void aChangedPolicyCostsFiveOrSixAndTheNextOneTwo(String tags, String encryption, int cold) {
        String members = """
                "imageTagMutability": "%s", "encryptionConfiguration": {"encryptionType": "%s"%s}, "policyText": %s""".formatted(
                        tags,
                        encryption,
                        encryption.equals("KMS") ? ", \"kmsKey\": \"" + LocalAccounts.keyArn(FIRST) + "\"" : "",
                        SampleRepository.OWN_ACCOUNT_POLICY);
        accounts.repository(FIRST, members);
        accounts.repository(SECOND, members);
        accounts.repository(THIRD, members);
        assertThat(coldCallsOf(policySet(FIRST))).hasSize(cold);
        assertThat(callsOf(policySet(SECOND))).containsExactlyInAnyOrder(WARM);
        assertThat(callsOf(scanningSet(THIRD))).containsExactlyInAnyOrder(WARM);
    }

    @Test
    void aRegistryPolicyCostsItsScopeOnce() {
        accounts.load(FIRST, """
                "registryPolicy": {"Version": "2012-10-17", "Statement": [{"Sid": "Closed", "Effect": "Deny",
                "Principal": "*", "Action": "ecr:BatchGetImage", "Resource": "*"}]}""");
        accounts.repository(FIRST, mutable(", \"policyText\": " + SampleRepository.OWN_ACCOUNT_POLICY));
        assertThat(coldCallsOf(policySet(FIRST))).hasSize(7).contains("ecr:GetAccountSetting");
        assertThat(callsOf(scanningSet(THIRD))).containsExactlyInAnyOrder(WARM);
    }

    @Test
    void aRegistryWithScanningRulesCostsOneMoreForEachRepository() {
        accounts.registry(FIRST, "BASIC", LocalAccounts.RULES_FOR_DOCS_ONLY);
        callsOf(scanningSet(FIRST));
        assertThat(callsOf(scanningSet(SECOND)))
                .containsExactlyInAnyOrder(
                        "ecr:DescribeRepositories",
                        "ecr:GetRepositoryPolicy",
                        "ecr:BatchGetRepositoryScanningConfiguration");
    }

    /** The policy of the event is evaluated with the registry's Deny, also where the repository has no policy any more. */
    @Test
    void aPolicyThatTheRegistryDeniesAndThatWasWithdrawnIsNoTransientAccess() {
        callsOf(created(FIRST));
        callsOf(created(SECOND));
        auditor.alerts();
        clock.advance(Duration.ofMinutes(10));
        callsOf(publicAndWithdrawn(FIRST));
        assertThat(statuses()).containsExactly("TRANSIENT");

        accounts.load(FIRST, """
                "registryPolicyScope": "V2", "registryPolicy": {"Version": "2012-10-17", "Statement": [{"Sid": "Closed",
                "Effect": "Deny", "Principal": "*", "Action": "ecr:*", "Resource": "*"}]}""");
        clock.advance(Duration.ofMinutes(10));
        callsOf(publicAndWithdrawn(SECOND));
        assertThat(statuses()).isEmpty();
    }

    private String publicAndWithdrawn(RepositoryArn repository) {
        String open = """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",
                "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]}]}""";
        return CloudTrailEvents.policySet(repository, open, clock.instant().minus(DELIVERY), "developer");
    }

    private List<String> statuses() {
        return auditor.alerts().stream()
                .map(alert -> alert.text("status").orElse(""))
                .toList();
    }

    @Test
    void anEventOfADeletedRepositoryCostsOne() {
        callsOf(created(FIRST));
        RepositoryArn gone = new RepositoryArn("aws", FIRST.region(), FIRST.account(), "payments/gone");
        assertThat(callsOf(policySet(gone))).containsExactly("ecr:DescribeRepositories");
    }

    /** Another instance may have seen a change meanwhile. */
    @Test
    void anotherEventOfTheSameRepositoryReadsEverythingAgain() {
        callsOf(created(FIRST));
        assertThat(callsOf(scanningSet(FIRST))).contains("ecr:GetRegistryScanningConfiguration", "kms:DescribeKey");
    }

    /** Nothing is used that was read before the event. */
    @Test
    void anEventFromAfterTheLastReadCostsEverything() {
        callsOf(scanningSet(FIRST));
        accounts.registry(FIRST, "BASIC", LocalAccounts.RULES_FOR_DOCS_ONLY);
        Instant justNow = clock.instant().minusSeconds(1);
        assertThat(callsOf(CloudTrailEvents.scanningSet(SECOND, false, justNow, "developer")))
                .contains("ecr:GetRegistryScanningConfiguration", "kms:DescribeKey");
    }

    /** The facts that repositories share are older than a minute. */
    private List<String> coldCallsOf(String event) {
        clock.advance(RecentAnswers.LIFETIME.plusSeconds(1));
        return callsOf(event);
    }

    private String policySet(RepositoryArn repository) {
        return CloudTrailEvents.policySet(repository, "{}", clock.instant().minus(DELIVERY), "developer");
    }

    private String scanningSet(RepositoryArn repository) {
        return CloudTrailEvents.scanningSet(repository, false, clock.instant().minus(DELIVERY), "developer");
    }

    private String created(RepositoryArn repository) {
        return CloudTrailEvents.created(repository, clock.instant().minus(DELIVERY), "developer");
    }

    private static String mutable(String members) {
        return """
                "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "%s"}, "imageTagMutability": "MUTABLE"
                %s""".formatted(LocalAccounts.keyArn(FIRST), members);
    }

    private List<String> callsOf(String event) {
        int before = aws.requests().size();
        auditor.handle(event);
        clock.advance(Duration.ofSeconds(5));
        return aws.requests().stream()
                .skip(before)
                .filter(request -> Set.of("ecr", "kms").contains(request.service()))
                .map(LoggedRequest::action)
                .toList();
    }
}
