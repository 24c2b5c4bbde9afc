package dev.ecrauditor.handler;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static dev.ecrauditor.testing.SampleRecords.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.ScanRemediation;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.organization.WatchedOrganization;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.Invocation;
import dev.ecrauditor.testing.LambdaContext;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.RepositoryTimeline;
import dev.ecrauditor.testing.SampleRecords;
import dev.ecrauditor.testing.SampleRepository;
import dev.ecrauditor.testing.SettingsText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each function makes of the messages of its queue. */
class HandlersTest {

    private static final RuleRegistry RULES = RuleCatalog.standard(Duration.ofMinutes(15));
    private static final Subject FIRST = subject("repository-1");
    private static final Subject SECOND = subject("repository-2");

    @TempDir
    private Path directory;

    private final MutableClock clock = new MutableClock(NOON);
    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final List<AlertMessage> published = new ArrayList<>();
    private final AlertHandler alerts =
            new AlertHandler(new AlertDrain(store, RULES, published::add, request -> {}, clock));

    @Test
    void aDrainRequestDrainsTheRepositoryItNames() {
        store.save(SampleRecords.withAlerts(FIRST, NOON, "a#1"));
        Invocation invocation = Invocation.of(alerts, CloudTrailEvents.batch(List.of(drainRequest(FIRST))));
        assertThat(published).hasSize(1);
        assertThat(invocation.failedMessages()).isEmpty();
        assertThat(invocation.log())
                .extracting(line -> line.text("did").orElseThrow())
                .containsExactly("found due subjects", "published", "drained");
    }

    @Test
    void theScheduleDrainsWhateverIsDue() {
        store.save(SampleRecords.withAlerts(FIRST, NOON, "a#1"));
        store.save(SampleRecords.withAlerts(SECOND, NOON, "b#1"));
        Invocation invocation =
                Invocation.of(alerts, CloudTrailEvents.batch(List.of(CloudTrailEvents.scheduled(NOON))));
        assertThat(published).hasSize(2);
        assertThat(invocation.failedMessages()).isEmpty();
        assertThat(store.due(10)).isEmpty();
    }

    @Test
    void aDrainRequestWithoutAValidRepositoryDrainsWhatIsDueAllTheSame() {
        store.save(SampleRecords.withAlerts(FIRST, NOON, "a#1"));
        Invocation.of(alerts, CloudTrailEvents.batch(List.of("{\"subject\": \"../../etc\"}")));
        assertThat(published).hasSize(1);
    }

    @Test
    void inTheLastSecondsOfAnInvocationNothingIsPublishedAndNothingLost() {
        store.save(SampleRecords.withAlerts(FIRST, NOON, "a#1"));
        LambdaContext ending = new LambdaContext(5_999);
        Invocation invocation = Invocation.of(alerts, CloudTrailEvents.batch(List.of(drainRequest(FIRST))), ending);
        assertThat(published).isEmpty();
        assertThat(invocation.failedMessages()).isEmpty();
        assertThat(store.due(10)).containsExactly(FIRST);
        Invocation.of(alerts, CloudTrailEvents.batch(List.of(drainRequest(FIRST))), new LambdaContext(6_000));
        assertThat(published).hasSize(1);
    }

    @Test
    void aRemediationMessageThatIsNoRequestFailsAlone() {
        RepositoryTimeline story = new RepositoryTimeline(RemediationMode.ON);
        story.setRepository(SampleRepository.good().scanOnPush(false));
        story.evaluate(RepositoryTimeline.SCANNING, RepositoryTimeline.fail("off"));
        RemediationRequest request = story.requests().get(0);
        List<String> bodies = List.of(
                "{}",
                JsonWriter.write(request.toMessage()).replace("#violation", ""),
                JsonWriter.write(request.toMessage()).replace("#violation", "#nonsense"),
                JsonWriter.write(request.toMessage()).replace("2026-03-02", "yesterday"),
                JsonWriter.write(request.toMessage()).replace("\"attempt\":1", "\"attempt\":99999999999"),
                JsonWriter.write(request.toMessage()));
        Invocation invocation = Invocation.of(remediation(RemediationMode.OFF), CloudTrailEvents.batch(bodies));
        assertThat(invocation.failedMessages())
                .containsExactly("message-0", "message-1", "message-2", "message-3", "message-4");
        assertThat(invocation.log().subList(0, 5)).allSatisfy(line -> {
            assertThat(line.text("fault")).hasValue("IllegalArgumentException");
            assertThat(line.text("reason")).hasValue("the message is not a remediation request");
        });
        assertThat(invocation.log())
                .extracting(line -> line.text("outcomeWithReason").orElse("") + " "
                        + line.whole("remediationRequests").orElse(0L))
                .containsOnly("FAILED:IllegalArgumentException 1", "EXCLUDED 1")
                .hasSize(6);
        assertThat(invocation.log().get(5).text("outcome")).hasValue("EXCLUDED");
        assertThat(invocation.log().get(5).text("why")).hasValue("remediation is off in account 111122223333");
    }

    @Test
    void aMissingVariableIsNamedAtOnce() {
        assertThatThrownBy(() -> new Wiring(Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AWS_REGION");
        Wiring wiring = new Wiring(Map.of("AWS_REGION", "us-east-1"));
        assertThatThrownBy(wiring::eventReader).hasMessageContaining("WATCHED_ACCOUNTS");
        assertThatThrownBy(wiring::alertDrain).hasMessageContaining("TABLE_NAME");
        assertThatThrownBy(wiring::eventAudit).hasMessageContaining("TABLE_NAME");
    }

    @Test
    void anOrganizationIsWatchedAsTheSettingsChooseWithoutAListOfAccounts() {
        Path settings = SettingsText.DEFAULTS
                .with(
                        "watch",
                        "{\"organization\":\"o-a1b2c3d4e5\",\"organizationalUnits\":[\"ou-abcd-11111111\"],\"managementAccount\":\"999988887777\",\"watchManagementAccount\":true,\"accounts\":[],\"regions\":[],\"excludedAccounts\":[\"4444*\"]}")
                .in(directory);
        Map<String, String> environment = Map.of(
                "AWS_REGION",
                "us-east-1",
                "WATCHED_ORGANIZATION",
                "o-a1b2c3d4e5",
                "SETTINGS_FILE",
                settings.toString());
        Wiring wiring = new Wiring(environment);
        assertThat(wiring.eventReader()).isNotNull();
        assertThat(wiring.watch().organization().map(WatchedOrganization::choice))
                .hasValue(new WatchedOrganization.Choice(
                        List.of("ou-abcd-11111111"), Optional.of("999988887777"), List.of("4444*")));
        Map<String, String> unreadable = new HashMap<>(environment);
        unreadable.put("SETTINGS_FILE", "no/such/file");
        assertThat(new Wiring(unreadable).watch().organization().map(WatchedOrganization::choice))
                .hasValue(new WatchedOrganization.Choice(List.of(), Optional.empty(), List.of()));
        assertThat(new Wiring(Map.of("AWS_REGION", "us-east-1")).watch().organization())
                .isEmpty();
    }

    @Test
    void theNamesOfAccountsAreReadOnlyWhereAnOrganizationIsWatched() {
        Map<String, String> environment = new HashMap<>(Map.of("AWS_REGION", "us-east-1"));
        WatchWiring ownAccount = new Wiring(environment).watch();
        assertThat(ownAccount.accountNames()).isEmpty();
        assertThat(ownAccount.alertedAccounts().names().apply("111122223333")).isEmpty();
        environment.put("WATCHED_ACCOUNTS", "111122223333,444455556666");
        assertThat(new Wiring(environment).watch().accountNames()).isEmpty();
        environment.put("WATCHED_ORGANIZATION", "o-a1b2c3d4e5");
        assertThat(new Wiring(environment).watch().accountNames()).isPresent();
    }

    @Test
    void sweepsArePlannedWhereThereIsAQueueOfTheirRequests() {
        Map<String, String> environment = Map.of(
                "AWS_REGION", "us-east-1",
                "TABLE_NAME", "findings",
                "DRAIN_QUEUE_URL", "https://sqs.us-east-1.amazonaws.com/999988887777/drain.fifo",
                "REGISTRY_SWEEP_QUEUE_URL", "https://sqs.us-east-1.amazonaws.com/999988887777/sweep.fifo",
                "WATCHED_ACCOUNTS", "111122223333,444455556666",
                "HUB_ACCOUNT", "999988887777");
        assertThat(new Wiring(environment).sweepPlanner()).isEmpty();
        Map<String, String> several = new HashMap<>(environment);
        several.put("SWEEP_QUEUE_URL", "https://sqs.us-east-1.amazonaws.com/999988887777/sweeps.fifo");
        assertThat(new Wiring(several).sweepPlanner()).isPresent();
        assertThat(new Wiring(several).watch().listAccounts())
                .isEqualTo(new Reading.Known<>(Set.of("111122223333", "444455556666")));
        assertThat(new Wiring(several).watch().regions()).containsExactly("us-east-1");
        Map<String, String> unreadable = new HashMap<>(several);
        unreadable.put("SETTINGS_FILE", "no/such/file");
        assertThatThrownBy(() -> new Wiring(unreadable).sweepPlanner()).hasMessageContaining("watched Regions");
        several.remove("HUB_ACCOUNT");
        assertThatThrownBy(() -> new Wiring(several).sweepPlanner()).hasMessageContaining("HUB_ACCOUNT");
    }

    @Test
    void theTrustedComeFromTheSettingsAndNobodyIsTrustedWithoutThem() {
        RepositorySnapshot shared = SampleRepository.good()
                .policy(
                        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"444455556666\"},\"Action\":\"ecr:ListImages\"}}")
                .snapshot();
        Wiring trusting = withSettings(SettingsText.DEFAULTS.with(
                "trust", SettingsText.trust(false, "[\"123456789012\",\"444455556666\"]", "[\"o-a1b2c3d4e5\"]")));
        assertThat(evaluating(trusting).evaluate(shared).values()).noneMatch(Verdict.Fail.class::isInstance);
        for (Wiring trustingNobody : List.of(
                withSettings(SettingsText.DEFAULTS),
                new Wiring(Map.of("AWS_REGION", "us-east-1")),
                new Wiring(Map.of("AWS_REGION", "us-east-1", "SETTINGS_FILE", "no/such/file")),
                withSettings(SettingsText.DEFAULTS.with(
                        "trust", SettingsText.trust(false, "[\"444455556666\"]", "[\"o-*\"]"))))) {
            assertThat(evaluating(trustingNobody).evaluate(shared).values())
                    .filteredOn(Verdict.Fail.class::isInstance)
                    .hasSize(1);
        }
    }

    @Test
    void theWatchedOrganizationIsTrustedWhereTheOwnOneIs() {
        RepositorySnapshot shared = SampleRepository.good()
                .policy(
                        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"ecr:ListImages\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-a1b2c3d4e5\"}}}}")
                .snapshot();
        SettingsText organization = SettingsText.DEFAULTS.with(
                "watch",
                "{\"organization\":\"o-a1b2c3d4e5\",\"organizationalUnits\":[],\"watchManagementAccount\":false,\"regions\":[],\"excludedAccounts\":[]}");
        assertThat(evaluating(withSettings(organization.with("trust", SettingsText.trust(true, "[]", "[]"))))
                        .evaluate(shared)
                        .values())
                .noneMatch(Verdict.Fail.class::isInstance);
        assertThat(evaluating(withSettings(organization.with("trust", SettingsText.trust(false, "[]", "[]"))))
                        .evaluate(shared)
                        .values())
                .filteredOn(Verdict.Fail.class::isInstance)
                .hasSize(1);
    }

    @Test
    void aRuleThatIsSwitchedOffEvaluatesNothing() {
        RepositorySnapshot unscanned = SampleRepository.good().scanOnPush(false).snapshot();
        SettingsText off = SettingsText.DEFAULTS.with("rules", SettingsText.rules("PT15M", "[\"ecr-scan-on-push\"]"));
        assertThat(evaluating(withSettings(SettingsText.DEFAULTS))
                        .evaluate(unscanned)
                        .values())
                .filteredOn(Verdict.Fail.class::isInstance)
                .hasSize(1);
        assertThat(evaluating(withSettings(off)).evaluate(unscanned))
                .hasSize(RULES.evaluate(unscanned).size() - 1)
                .allSatisfy((rule, verdict) -> assertThat(verdict).isNotInstanceOf(Verdict.Fail.class));
        assertThat(withSettings(off).rules().fingerprint().ruleIds())
                .hasSize(RULES.rules().size() - 1)
                .doesNotContain("ecr-scan-on-push");
    }

    private static RuleRegistry evaluating(Wiring wiring) {
        return wiring.rules().evaluating("").of(SampleRepository.ARN).rules().get();
    }

    private Wiring withSettings(SettingsText settings) {
        return new Wiring(Map.of(
                "AWS_REGION",
                "us-east-1",
                "SETTINGS_FILE",
                settings.in(directory).toString()));
    }

    private RemediationHandler remediation(RemediationMode mode) {
        return new RemediationHandler(new ScanRemediation(new ScanRemediation.Parts(
                account -> true,
                repository -> SampleRepository.good().known(),
                repository -> {
                    throw new AssertionError("nothing may be written");
                },
                () -> new Reading.Known<>(Settings.of(mode)),
                repository -> new Reading.Known<>(false),
                store,
                record -> {},
                clock)));
    }

    private static String drainRequest(Subject subject) {
        return JsonWriter.write(
                new JsonObject().put("subject", subject.toString()).build());
    }
}
