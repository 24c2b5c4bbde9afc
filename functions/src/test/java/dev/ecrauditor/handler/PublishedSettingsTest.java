package dev.ecrauditor.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.ScanRemediation;
import dev.ecrauditor.audit.sweep.SettingsCheck;
import dev.ecrauditor.audit.sweep.SubjectSweep;
import dev.ecrauditor.audit.sweep.Sweep;
import dev.ecrauditor.audit.sweep.SweepBeginning;
import dev.ecrauditor.audit.sweep.SweepPlanner;
import dev.ecrauditor.audit.sweep.SweepRequest;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.repository.EcrExclusionTag;
import dev.ecrauditor.aws.repository.EcrRepositoryLister;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.aws.repository.EcrScanSettingsWriter;
import dev.ecrauditor.aws.s3.S3Objects;
import dev.ecrauditor.aws.s3.S3PublishedObjects;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemorySweepRoundStore;
import dev.ecrauditor.finding.store.InMemorySweepStore;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.Reminders;
import dev.ecrauditor.settings.published.Baselines;
import dev.ecrauditor.settings.published.CurrentSettings;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.InMemoryOrganization;
import dev.ecrauditor.testing.Invocation;
import dev.ecrauditor.testing.LambdaContext;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import dev.ecrauditor.testing.SettingsText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Settings that change while the functions run, with the real S3 client against the embedded endpoint. */
class PublishedSettingsTest {

    private static final String ACCOUNT = "111122223333";
    private static final Subject.Coverage HUB = new Subject.Coverage(ACCOUNT, "us-east-1");
    private static final String BUCKET = "ecr-auditor-settings-111122223333-us-east-1";
    private static final String KEY = "settings/0123456789abcdef0123456789abcdef/settings.json";
    private static final String NOBODY = SettingsText.trust(false, "[]", "[]");
    private static final String WAIVER =
            "[{\"rules\":[\"ecr-scan-on-push\"],\"accounts\":[\"*\"],\"repositories\":[\"payments/*\"],\"owner\":\"payments@example.org\",\"reason\":\"scanned in the pipeline\",\"expires\":\"2027-01-31\"}]";
    private static final String SHARED =
            "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"444455556666\"},\"Action\":\"ecr:ListImages\"}}";

    /** What the documentation states. */
    private static final Duration IN_FORCE = Duration.ofMinutes(5);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));

    @AutoClose
    private final LocalAws aws =
            LocalAws.start(LocalAwsOptions.defaults().withClock(clock).withDefaultAccount(ACCOUNT));

    @AutoClose
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", ACCOUNT);

    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final List<AlertMessage> published = new ArrayList<>();
    private final List<RemediationRequest> requests = new ArrayList<>();
    private final SettingsText deployed = SettingsText.DEFAULTS
            .with("trust", SettingsText.trust(false, "[\"444455556666\"]", "[]"))
            .with("remediation", "[{\"accounts\":[\"*\"],\"mode\":\"ON\"}]");
    private final S3PublishedObjects objects = new S3PublishedObjects(clients, BUCKET, clock);
    private final CurrentSettings settings =
            new CurrentSettings(() -> new Reading.Known<>(deployed.json()), Optional.of(KEY), objects, clock);
    private final CurrentRules rules =
            new CurrentRules(settings, new Baselines(objects, clock), InMemoryOrganization::new, clock);
    private final AccountCredentials own = new AccountCredentials(clients, Optional.empty(), clock);
    private final EcrRepositoryReader reader = new EcrRepositoryReader(clients, own, clock);
    private final RepositoryAudit audit = new RepositoryAudit(new RepositoryAudit.Parts(
            reader,
            rules.evaluating("ecr-auditor-remediation"),
            store,
            record -> {},
            (reevaluation, delay) -> {},
            clock));
    private final SettingsCheck check =
            new SettingsCheck(new SettingsCheck.Parts(settings::latest, HUB, store, record -> {}, clock));
    private final ScanRemediation remediation = new ScanRemediation(new ScanRemediation.Parts(
            account -> true,
            reader,
            new EcrScanSettingsWriter(clients, own),
            settings::beforeWrite,
            new EcrExclusionTag(clients, own),
            store,
            record -> {},
            clock));

    PublishedSettingsTest() {
        aws.createBucket(BUCKET);
        new LocalAccounts(aws).repository(SampleRepository.ARN, false);
    }

    @Test
    void aWaiverIsInForceAfterFiveMinutes() {
        evaluateAndDrain();
        assertThat(requests).hasSize(1);
        write(NOBODY, WAIVER);
        clock.advance(IN_FORCE);

        ScanRemediation.Result result = remediation.remediate(requests.get(0));

        assertThat(result.outcome()).isEqualTo(ScanRemediation.Outcome.EXCLUDED);
        assertThat(result.why()).isEqualTo("waived by payments@example.org until 2027-01-31: scanned in the pipeline");
        evaluateAndDrain();
        assertThat(requests).hasSize(1);
    }

    @Test
    void withoutTheWaiverTheSameRequestWrites() {
        evaluateAndDrain();
        clock.advance(IN_FORCE);

        assertThat(remediation.remediate(requests.get(0)).outcome())
                .isEqualTo(ScanRemediation.Outcome.SCANNING_ENABLED);
    }

    @Test
    void aChangeOfTrustMakesASweepDueAndIsEvaluatedAfterFiveMinutes() {
        new LocalAccounts(aws)
                .repository(SampleRepository.ARN, """
                        "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "%s"},
                        "imageScanningConfiguration": {"scanOnPush": true}, "imageTagMutability": "IMMUTABLE",
                        "policyText": %s""".formatted(LocalAccounts.keyArn(SampleRepository.ARN), SHARED));
        evaluateAndDrain();
        assertThat(published).isEmpty();
        String before = rules.fingerprint().mark();
        write(NOBODY, "[]");
        clock.advance(IN_FORCE);

        assertThat(rules.fingerprint().mark()).isNotEqualTo(before);
        evaluateAndDrain();

        assertThat(published)
                .singleElement()
                .satisfies(digest -> assertThat(digest.json()).contains("444455556666", "CHANGED_SETTINGS"));
    }

    @Test
    void anInvalidObjectStopsRemediationAndNoAlert() {
        new S3Objects(clients, BUCKET, clock).put(KEY, "{\"waivers\":\"all\"}", "application/json");

        evaluateAndDrain();
        assertThat(published)
                .singleElement()
                .satisfies(alert -> assertThat(alert.json()).contains("ecr-scan-on-push"));
        ScanRemediation.Result result = remediation.remediate(requests.get(0));
        drain();

        assertThat(result.outcome()).isEqualTo(ScanRemediation.Outcome.FAILED);
        assertThat(result.why()).contains("the settings could not be read", KEY, "is invalid");
        assertThat(aws.requests()).noneMatch(request -> request.operation().equals("PutImageScanningConfiguration"));
        assertThat(published).hasSize(2);
        assertThat(published.get(1).labels()).containsEntry("status", "REMEDIATION_FAILED");
    }

    @Test
    void oneFindingOfTheHubSaysSoAndIsResolved() {
        aws.deny(ACCOUNT, "s3:GetObject");
        assertThat(check.record()).isFalse();
        clock.advance(Duration.ofMinutes(15));
        assertThat(check.record()).isFalse();
        drain();

        assertThat(store.load(HUB).orElseThrow().isOpen(FindingKey.SETTINGS)).isTrue();
        assertThat(published)
                .singleElement()
                .satisfies(alert -> assertThat(alert.json())
                        .contains("auditor-settings", "HIGH", "cannot read its settings", "s3:GetObject"));

        aws.allow(ACCOUNT, "s3:GetObject");
        clock.advance(Duration.ofMinutes(15));
        assertThat(check.record()).isTrue();
        assertThat(check.record()).isTrue();
        drain();
        assertThat(published).hasSize(2);
        assertThat(published.get(1).labels()).containsEntry("status", "RESOLVED");
    }

    @Test
    void sweepsWaitUntilTheObjectCanBeReadAndThenRun() {
        InMemorySweepStore sweeps = new InMemorySweepStore(store);
        List<SweepRequest> requested = new ArrayList<>();
        Sweep sweep = new Sweep(new Sweep.Parts(
                new EcrRepositoryLister(clients),
                sweeps,
                audit,
                store,
                record -> {},
                rules.fingerprint(),
                Duration.ofDays(1),
                clock));
        SweepPlanner planner = new SweepPlanner(
                new SweepPlanner.Parts(
                        () -> new Reading.Known<>(Set.of(ACCOUNT)),
                        List.of("us-east-1"),
                        HUB,
                        new SweepPlanner.Stores(new InMemorySweepRoundStore(), sweeps, store),
                        new SweepPlanner.Queues((requests, attempt) -> requested.addAll(requests), record -> {}),
                        rules::fingerprint,
                        Duration.ofDays(1),
                        clock),
                () -> Reminders.NONE);
        SweepHandler handler = new SweepHandler(sweep, planner, check);
        String request = JsonWriter.write(new SweepRequest(HUB, clock.instant()).message());
        clock.advance(IN_FORCE);
        aws.deny(ACCOUNT, "s3:GetObject");

        assertThat(outcome(handler, CloudTrailEvents.scheduled(clock.instant())))
                .isEqualTo("SETTINGS_UNREADABLE");
        assertThat(outcome(handler, request)).isEqualTo("SETTINGS_UNREADABLE");
        String ofRegistry = JsonWriter.write(
                SweepRequest.becauseOfRegistry(HUB, clock.instant()).message());
        Invocation again =
                Invocation.of(handler, CloudTrailEvents.batch(List.of(ofRegistry)), new LambdaContext(900_000));
        assertThat(again.failedMessages()).hasSize(1);
        assertThat(requested).isEmpty();
        String left = JsonWriter.write(new SweepRequest(HUB, clock.instant(), true, false).message());
        assertThat(outcome(handler, left)).isEqualTo("LEFT");
        assertThat(aws.requests()).noneMatch(call -> call.operation().equals("DescribeRepositories"));

        aws.allow(ACCOUNT, "s3:GetObject");
        clock.advance(Duration.ofMinutes(15));
        assertThat(outcome(handler, CloudTrailEvents.scheduled(clock.instant())))
                .isEqualTo("CONTINUES");
        assertThat(requested).hasSize(1);
        assertThat(outcome(handler, JsonWriter.write(requested.get(0).message())))
                .isEqualTo("COMPLETE");
    }

    private static String outcome(SweepHandler handler, String message) {
        Invocation invocation =
                Invocation.of(handler, CloudTrailEvents.batch(List.of(message)), new LambdaContext(900_000));
        assertThat(invocation.failedMessages()).isEmpty();
        return invocation.log().get(invocation.log().size() - 1).text("outcome").orElseThrow();
    }

    @Test
    void anInvalidBaselineStopsRemediationAndIsCountedByTheSweep() {
        new S3Objects(clients, BUCKET, clock).put("baseline/" + ACCOUNT + "/us-east-1.json", "{", "application/json");
        List<String> lines = new ArrayList<>();
        Sweep sweep = new Sweep(new Sweep.Parts(
                new EcrRepositoryLister(clients),
                new InMemorySweepStore(store),
                audit,
                store,
                record -> {},
                rules::fingerprint,
                Duration.ofDays(1),
                clock,
                new SweepBeginning(SweepBeginning.NONE.checks(), rules::baseline),
                SubjectSweep.NONE));

        assertThat(sweep.sweep(HUB, () -> true, line -> lines.add(JsonWriter.write(line))))
                .isEqualTo(Sweep.Outcome.COMPLETE);
        drain();

        assertThat(lines)
                .anyMatch(line -> line.contains("baseline not read")
                        && line.contains("is invalid")
                        && line.contains("\"repositoriesFailed\":1"));
        assertThat(published).isNotEmpty();
        assertThat(requests).isEmpty();
    }

    @Test
    void inAnHourTheObjectIsReadTwelveTimesAndSentOnce() {
        write(NOBODY, "[]");
        for (int minute = 0; minute < 60; minute++) {
            assertThat(settings.latest()).isInstanceOf(Reading.Known.class);
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(aws.requests())
                .filteredOn(request -> request.operation().equals("GetObject"))
                .hasSize(12)
                .filteredOn(request -> request.httpStatus() == 200)
                .hasSize(1);
    }

    private void write(String trust, String waivers) {
        new S3Objects(clients, BUCKET, clock)
                .put(KEY, "{\"schema\":1,\"trust\":" + trust + ",\"waivers\":" + waivers + "}", "application/json");
    }

    private void evaluateAndDrain() {
        audit.audit(new Reevaluation(SampleRepository.ARN));
        drain();
    }

    private void drain() {
        new AlertDrain(new AlertDrain.Parts(store, rules.all(), published::add, requests::add, record -> false, clock))
                .drain(List.of(), () -> true, line -> {});
    }
}
