package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.organizations.OrganizationsReader;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.handler.AuditHandler;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.organization.WatchedAccounts;
import dev.ecrauditor.organization.WatchedOrganization;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.EventAudits;
import dev.ecrauditor.testing.Invocation;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.RewritingProxy;
import dev.ecrauditor.testing.SampleRepository;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which role an event makes the auditor assume, and whose credentials a request carries: over the real entry point and
 * the real clients, in an organization.
 */
class AccountIsolationTest {

    private static final String HUB = "999988887777";
    private static final String MANAGEMENT = "888877776666";
    private static final String SUSPENDED = "777766665555";
    private static final String EXCLUDED = "666655554444";
    private static final String OUTSIDER = "123456789012";
    private static final Pattern MEMBER = Pattern.compile("11112222[0-9]{4}");
    private static final String KEY = "\"encryptionConfiguration\": {\"encryptionType\": \"KMS\", \"kmsKey\": \"%s\"},";
    private static final long SEED = 20_261_129;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T10:00:00Z"));

    @AutoClose
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));

    @AutoClose
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", HUB, Duration.ofSeconds(10));

    private final LocalAccounts accounts = new LocalAccounts(aws);

    @ParameterizedTest
    @CsvSource({
        OUTSIDER + ", ACCOUNT_NOT_WATCHED",
        EXCLUDED + ", ACCOUNT_NOT_WATCHED",
        SUSPENDED + ", ACCOUNT_NOT_WATCHED",
        MANAGEMENT + ", ACCOUNT_NOT_WATCHED",
        "12345678901x, ACCOUNT_NOT_WATCHED"
    })
    void anAccountThatIsNotWatchedIsNotRead(String account, String reason) {
        organization(1);
        Invocation invocation =
                invoke(clients, event(member(0)).replace(member(0).account(), account));
        assertThat(invocation.log().get(0).text("reason")).hasValue(reason);
        assertThat(invocation.failedMessages()).isEmpty();
        assertThat(accounts.requests("AssumeRole")).isEmpty();
    }

    @Test
    void anEnvelopeThatDiffersFromTheRecipientReadsNeitherAccount() {
        organization(2);
        String event = event(member(0))
                .replace(
                        "\"recipientAccountId\":\"" + member(0).account(),
                        "\"recipientAccountId\":\"" + member(1).account());
        Invocation invocation = invoke(clients, event);
        assertThat(invocation.log().get(0).text("reason").orElseThrow()).contains("recipientAccountId differ");
        assertThat(invocation.failedMessages()).containsExactly("message-0");
        assertThat(accounts.requests("AssumeRole")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"detail\":{ | \"detail\":{\"resources\":[{\"ARN\":\"arn:aws:ecr:us-east-1:%s:repository/x1\"}],",
                "\"responseElements\":{ | \"responseElements\":{\"registryId\":\"%s\",",
                "\"requestParameters\":{ | \"requestParameters\":{\"registryId\":\"%s\","
            })
    void aRepositoryOfAnotherAccountReadsNeitherAccount(String before, String after) {
        organization(2);
        String event =
                event(member(0)).replace(before, after.formatted(member(1).account()));
        assertThat(invoke(clients, event).log().get(0).text("reason")).hasValue("CALLER_ACCOUNT_COPY");
        assertThat(accounts.requests("AssumeRole")).isEmpty();
    }

    @Test
    void anAccountThatCannotBeLookedUpIsRetriedAndNotRead() {
        organization(1);
        aws.failNext("organizations:DescribeAccount", Fault.INTERNAL_ERROR, 3);
        Invocation invocation = invoke(clients, event(member(0)));
        assertThat(invocation.log().get(0).text("outcome")).hasValue("FAILED");
        assertThat(invocation.failedMessages()).containsExactly("message-0");
        assertThat(accounts.requests("AssumeRole")).isEmpty();
        assertThat(invoke(clients, event(member(0))).failedMessages()).isEmpty();
    }

    @Test
    void aThousandAccountsInTurnsEachUseTheirOwnCredentials() {
        organization(1_000);
        List<RepositoryArn> order = new ArrayList<>();
        IntStream.range(0, 1_300).forEach(i -> order.add(member(i % 1_000)));
        Collections.shuffle(order, new Random(SEED));
        AuditHandler function = function(clients);
        for (int from = 0; from < order.size(); from += 10) {
            List<String> events = new ArrayList<>();
            for (RepositoryArn arn : order.subList(from, from + 10)) {
                events.add(event(arn));
            }
            Invocation invocation = Invocation.of(function, CloudTrailEvents.batch(events));
            assertThat(invocation.failedMessages()).isEmpty();
            assertThat(invocation.log()).noneMatch(line -> line.text("outcome").equals(Optional.of("IGNORED")));
        }

        List<LoggedRequest> requests = aws.requests();
        assertThat(wrongCredentials(requests)).isEmpty();
        assertThat(owners(requests)).hasSize(1_000);
        assertThat(count(requests, "AssumeRole")).isEqualTo(1_000);
        assertThat(count(requests, "DescribeAccount")).isEqualTo(1_000);
        assertThat(count(requests, "DescribeKey")).isGreaterThan(100);
    }

    /** Like a cache of sessions whose key is not the account: every account gets the session of the first one. */
    @Test
    void theCheckFindsASessionThatIsUsedForAnotherAccount() throws Exception {
        organization(3);
        try (RewritingProxy proxy = new RewritingProxy(
                        aws.endpoint(),
                        body -> body.replaceAll(
                                "iam%3A%3A[0-9]{12}%3Arole",
                                "iam%3A%3A" + member(0).account() + "%3Arole"),
                        body -> body);
                AwsClients mixed = proxy.clients(HUB)) {
            invoke(mixed, event(member(0)), event(member(1)), event(member(2)));
        }
        assertThat(wrongCredentials(aws.requests()))
                .extracting(LoggedRequest::resource)
                .contains(member(1).name(), member(2).name())
                .doesNotContain(member(0).name());
    }

    /**
     * The requests that do not carry the credentials of the account that they are about: the one that a repository name
     * or key ARN names. A request that names none is about the account of the one before it, because one event is
     * handled at a time.
     */
    private static List<LoggedRequest> wrongCredentials(List<LoggedRequest> requests) {
        List<LoggedRequest> wrong = new ArrayList<>();
        String account = "";
        for (LoggedRequest request : requests) {
            if (request.service().equals("sts") || request.service().equals("organizations")) {
                if (!request.account().equals(HUB)) {
                    wrong.add(request);
                }
                continue;
            }
            account = owner(request).orElse(account);
            if (!request.account().equals(account)) {
                wrong.add(request);
            }
        }
        return wrong;
    }

    private static Optional<String> owner(LoggedRequest request) {
        return MEMBER.matcher(request.parameters())
                .results()
                .map(MatchResult::group)
                .findFirst();
    }

    private static List<String> owners(List<LoggedRequest> requests) {
        return requests.stream()
                .filter(request -> request.service().equals("ecr"))
                .map(LoggedRequest::account)
                .distinct()
                .toList();
    }

    private static long count(List<LoggedRequest> requests, String operation) {
        return requests.stream()
                .filter(request -> request.operation().equals(operation))
                .count();
    }

    private Invocation invoke(AwsClients by, String... events) {
        return Invocation.of(function(by), CloudTrailEvents.batch(List.of(events)));
    }

    private AuditHandler function(AwsClients by) {
        RepositoryAudit audit = new RepositoryAudit(new RepositoryAudit.Parts(
                new EcrRepositoryReader(by, new AccountCredentials(by, Optional.of("ecr-auditor-read"), clock), clock),
                RuleCatalog.standard(Duration.ofMinutes(15)),
                new Transition(Settings.of(RemediationMode.OFF), "", Optional.empty()),
                new InMemoryFindingStore(),
                subject -> {},
                (reevaluation, delay) -> {},
                clock));
        WatchedOrganization organization = new WatchedOrganization(
                new OrganizationsReader(by, clock),
                new WatchedOrganization.Choice(List.of(), Optional.empty(), List.of(EXCLUDED)));
        return new AuditHandler(
                new EventReader(WatchedAccounts.of(organization, clock)),
                EventAudits.of(audit, new InMemoryFindingStore(), clock),
                clock);
    }

    private String event(RepositoryArn repository) {
        return CloudTrailEvents.scanningSet(repository, true, clock.instant(), "developer");
    }

    private static RepositoryArn member(int number) {
        return new RepositoryArn("aws", "us-east-1", id(number), "of-" + id(number) + "/app");
    }

    private static String id(int number) {
        return Long.toString(111_122_220_000L + number);
    }

    /** Members with the read role and a repository of their own, beside accounts that are not watched. */
    private void organization(int members) {
        List<String> others = List.of(
                entry(HUB, "ACTIVE"),
                entry(MANAGEMENT, "ACTIVE"),
                entry(SUSPENDED, "SUSPENDED"),
                entry(EXCLUDED, "ACTIVE"));
        List<String> entries = new ArrayList<>(others);
        IntStream.range(0, members).forEach(i -> entries.add(entry(id(i), "ACTIVE")));
        String states = IntStream.range(0, members)
                .mapToObj(i -> state(member(i), i % 10 == 0 ? KEY.formatted(LocalAccounts.keyArn(member(i))) : ""))
                .collect(Collectors.joining(",\n"));
        String text = """
                {"organization": {"managementAccount": "%s", "delegatedAdministrators": ["%s"], "accounts": [%s]},
                 "accounts": {%s}}""".formatted(MANAGEMENT, HUB, String.join(",\n", entries), states);
        aws.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String entry(String id, String state) {
        return "{\"id\": \"%s\", \"state\": \"%s\"}".formatted(id, state);
    }

    private static String state(RepositoryArn arn, String key) {
        return """
                "%s": {"roles": {"ecr-auditor-read": {"trusts": ["%s"]}},
                  "us-east-1": {"keys": [{"keyId": "%s"}],
                    "repositories": [{"repositoryName": "%s", "createdAt": "2026-03-02T09:30:00Z", %s
                      "imageScanningConfiguration": {"scanOnPush": true}, "policyText": %s}]}}""".formatted(
                        arn.account(),
                        HUB,
                        LocalAccounts.KEY_ID,
                        arn.name(),
                        key,
                        SampleRepository.OWN_ACCOUNT_POLICY.replace("111122223333", arn.account()));
    }
}
