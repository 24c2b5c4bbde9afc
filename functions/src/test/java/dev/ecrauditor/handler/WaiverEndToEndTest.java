package dev.ecrauditor.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.sweep.SubjectSweep;
import dev.ecrauditor.audit.sweep.Sweep;
import dev.ecrauditor.audit.sweep.SweepBeginning;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.repository.EcrRepositoryLister;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.aws.s3.S3Objects;
import dev.ecrauditor.aws.s3.S3PublishedObjects;
import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.finding.export.FindingRow;
import dev.ecrauditor.finding.export.FindingStatus;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemorySweepStore;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.organization.WatchedAccounts;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.published.Baselines;
import dev.ecrauditor.settings.published.CurrentSettings;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.EventAudits;
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

/** A waiver over its whole life, with the real handlers and clients against the embedded endpoint in virtual time. */
class WaiverEndToEndTest {

    private static final String ACCOUNT = "111122223333";
    private static final Subject.Coverage HUB = new Subject.Coverage(ACCOUNT, "us-east-1");
    private static final String BUCKET = "ecr-auditor-settings-111122223333-us-east-1";
    private static final String KEY = "settings/0123456789abcdef0123456789abcdef/settings.json";
    private static final String A = "444455556666";
    private static final String B = "123456789012";
    private static final String RULE = "ecr-policy-no-foreign-account";

    /** A's pull until the end of the year. */
    private static final String WAIVER = """
            [{"rules":["ecr-policy-no-foreign-account"],"accounts":["*"],"repositories":["payments/*"],
              "grants":[{"principals":["444455556666"],"actions":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}],
              "owner":"payments@example.org","reason":"our partner pulls","expires":"2026-12-31"}]""";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));

    @AutoClose
    private final LocalAws aws =
            LocalAws.start(LocalAwsOptions.defaults().withClock(clock).withDefaultAccount(ACCOUNT));

    @AutoClose
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", ACCOUNT);

    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final List<AlertMessage> published = new ArrayList<>();
    private final S3PublishedObjects objects = new S3PublishedObjects(clients, BUCKET, clock);
    private final CurrentSettings settings = new CurrentSettings(
            () -> new Reading.Known<>(SettingsText.DEFAULTS.json()), Optional.of(KEY), objects, clock);
    private final CurrentRules rules =
            new CurrentRules(settings, new Baselines(objects, clock), InMemoryOrganization::new, clock);
    private final RepositoryAudit audit = new RepositoryAudit(new RepositoryAudit.Parts(
            new EcrRepositoryReader(clients, new AccountCredentials(clients, Optional.empty(), clock), clock),
            rules.evaluating("ecr-auditor-remediation"),
            store,
            record -> {},
            (reevaluation, delay) -> {},
            clock));
    private final AuditHandler handler =
            new AuditHandler(new EventReader(WatchedAccounts.of(Set.of(ACCOUNT))), EventAudits.of(audit, store, clock));
    private final InMemorySweepStore sweeps = new InMemorySweepStore(store);
    private final Sweep sweep = new Sweep(new Sweep.Parts(
            new EcrRepositoryLister(clients),
            sweeps,
            audit,
            store,
            record -> {},
            rules::fingerprint,
            Duration.ofDays(1),
            clock,
            SweepBeginning.NONE,
            SubjectSweep.NONE));

    WaiverEndToEndTest() {
        aws.createBucket(BUCKET);
        publish(WAIVER);
    }

    @Test
    void aLaterGrantAlertsAndWithoutTheWaiverTheWaivedOneDoes() throws Exception {
        setPolicyByEvent(pull(A));
        assertThat(alerts()).isEmpty();
        assertThat(status()).isEqualTo(FindingStatus.WAIVED);

        clock.advance(Duration.ofHours(1));
        setPolicyByEvent(pull(A, B));

        List<Json> added = alerts();
        assertThat(added).hasSize(1);
        Json finding = added.get(0).items("findings").get(0);
        assertThat(added.get(0).text("status")).hasValue("OPENED");
        assertThat(finding.text("summary"))
                .hasValueSatisfying(summary -> assertThat(summary).contains(B).doesNotContain(A));
        assertThat(finding.text("setBy", "principalArn"))
                .hasValueSatisfying(arn -> assertThat(arn).contains("/deployer/"));
        assertThat(evidence(finding, "waived"))
                .isEqualTo(
                        "account 444455556666: ecr:BatchGetImage, ecr:GetDownloadUrlForLayer; by payments@example.org until 2026-12-31");
        assertThat(status()).isEqualTo(FindingStatus.OPEN);

        publish("[]");
        clock.advance(Duration.ofMinutes(5));
        assertThat(sweep()).isEqualTo(Sweep.Outcome.COMPLETE);

        List<Json> removed = alerts();
        assertThat(removed).hasSize(1);
        assertThat(removed.get(0).text("reason")).hasValue("CHANGED_SETTINGS");
        Json item = removed.get(0).items("alerts").get(0);
        assertThat(item.text("status")).hasValue("CHANGED");
        assertThat(item.text("summary"))
                .hasValueSatisfying(
                        summary -> assertThat(summary).contains("no longer waived by payments@example.org", A, B));
        assertThat(sweep()).isEqualTo(Sweep.Outcome.NOT_DUE);
    }

    @Test
    void onlyTheWaivedAccessIsCoveredSoThatAPushOfTheSameAccountAlerts() {
        setPolicyByEvent(policy(A, "\"ecr:BatchGetImage\",\"ecr:PutImage\""));

        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.text("severity")).hasValue("HIGH");
            assertThat(JsonWriter.write(alert))
                    .contains("ecr:PutImage")
                    .contains("account " + A + ": ecr:BatchGetImage");
        });
    }

    @Test
    void whatWasReportedIsResolvedAsWaivedOnceAndReopenedWithoutTheWaiver() {
        publish("[]");
        clock.advance(Duration.ofMinutes(5));
        setPolicy(pull(A));
        sweep();
        assertThat(alerts()).hasSize(1);

        publish(WAIVER);
        clock.advance(Duration.ofMinutes(5));
        assertThat(sweep()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(alerts()).singleElement().satisfies(digest -> {
            Json item = digest.items("alerts").get(0);
            assertThat(item.text("status")).hasValue("RESOLVED");
            assertThat(item.text("cause")).hasValue("WAIVED");
        });
        sweepAfter(Duration.ofDays(1));
        assertThat(alerts()).isEmpty();

        publish("[]");
        clock.advance(Duration.ofMinutes(5));
        sweep();
        assertThat(alerts())
                .singleElement()
                .satisfies(digest ->
                        assertThat(digest.items("alerts").get(0).text("status")).hasValue("REOPENED"));
    }

    @Test
    void dailySweepsAnnounceTheEndAWeekAheadAndReportTheFindingTheDayAfter() {
        setPolicy(pull(A));
        List<String> history = new ArrayList<>();
        for (int day = 0; day < 60; day++) {
            sweepAfter(Duration.ofDays(1));
            String date = clock.instant().toString().substring(0, 10);
            alerts().forEach(digest -> digest.items("alerts")
                    .forEach(item ->
                            history.add(date + " " + digest.text("reason").orElse("") + " "
                                    + item.text("status").orElse("") + " "
                                    + item.text("ruleId").orElse(""))));
        }

        assertThat(history)
                .containsExactly("2026-12-24 WAIVER_ENDS REMINDER " + RULE, "2027-01-01 WAIVER_ENDS OPENED " + RULE);
        assertThat(status()).isEqualTo(FindingStatus.OPEN);
    }

    /** The end of a waiver is no change that an event should have announced. */
    @Test
    void theEndOfAWaiverIsNoSilentChange() {
        setPolicy(pull(A));
        sweepAfter(Duration.ofDays(1));
        sweepAfter(Duration.ofDays(60));

        assertThat(alerts()).hasSize(1);
        assertThat(sweeps.progress(HUB).unannounced().changes()).isZero();
        setPolicy(pull(A, B));
        sweepAfter(Duration.ofDays(1));
        assertThat(sweeps.progress(HUB).unannounced().changes()).isEqualTo(1);
    }

    @Test
    void whileTheSettingsAreUnreadableNothingThatWasWaivedFloodsAndWhatIsNewAlerts() {
        setPolicyByEvent(pull(A));
        aws.deny(ACCOUNT, "s3:GetObject");
        clock.advance(Duration.ofHours(2));
        audit.audit(new Reevaluation(SampleRepository.ARN));
        assertThat(alerts()).isEmpty();
        assertThat(status()).isEqualTo(FindingStatus.WAIVED);

        setPolicyByEvent(pull(A, B));
        assertThat(alerts())
                .singleElement()
                .satisfies(alert -> assertThat(JsonWriter.write(alert)).contains(A, B));

        aws.allow(ACCOUNT, "s3:GetObject");
        clock.advance(Duration.ofMinutes(5));
        sweep();
        assertThat(alerts())
                .singleElement()
                .satisfies(digest -> assertThat(JsonWriter.write(digest))
                        .contains("CHANGED", B)
                        .doesNotContain("Principals that are not trusted can read this repository: account " + A));
    }

    /** A dangerous policy that was set and withdrawn is not reported either where a waiver covers it. */
    @Test
    void aWithdrawnPolicyIsReportedWithoutWhatIsWaived() {
        String waived = WAIVER.replace("\"ecr:BatchGetImage\"", "\"ecr:PutImage\"");
        publish(waived);
        clock.advance(Duration.ofMinutes(5));
        setPolicy(SampleRepository.OWN_ACCOUNT_POLICY);
        sweep();
        handle(policy(A, "\"ecr:PutImage\""));
        assertThat(alerts()).isEmpty();

        handle(policy(B, "\"ecr:PutImage\""));
        assertThat(alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.text("status")).hasValue("TRANSIENT"));
    }

    private void publish(String waivers) {
        new S3Objects(clients, BUCKET, clock)
                .put(
                        KEY,
                        "{\"schema\":1,\"trust\":" + SettingsText.trust(false, "[]", "[]") + ",\"waivers\":" + waivers
                                + "}",
                        "application/json");
    }

    private static String pull(String... accounts) {
        return policy(String.join("\",\"", accounts), "\"ecr:BatchGetImage\",\"ecr:GetDownloadUrlForLayer\"");
    }

    private static String policy(String accounts, String actions) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Partner\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\""
                + accounts + "\"]},\"Action\":[" + actions + "]}]}";
    }

    private void setPolicy(String policy) {
        new LocalAccounts(aws)
                .repository(SampleRepository.ARN, """
                        "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "%s"},
                        "imageScanningConfiguration": {"scanOnPush": true},
                        "policyText": %s""".formatted(LocalAccounts.keyArn(SampleRepository.ARN), policy));
    }

    private void setPolicyByEvent(String policy) {
        setPolicy(policy);
        handle(policy);
    }

    private void handle(String policy) {
        clock.advance(Duration.ofMinutes(1));
        String event = CloudTrailEvents.policySet(
                SampleRepository.ARN, policy, clock.instant().minusSeconds(20), "deployer");
        Invocation invocation =
                Invocation.of(handler, CloudTrailEvents.batch(List.of(event)), new LambdaContext(900_000));
        assertThat(invocation.failedMessages()).isEmpty();
    }

    private Sweep.Outcome sweep() {
        return sweep.sweep(HUB, () -> true, line -> {});
    }

    private void sweepAfter(Duration time) {
        clock.advance(time);
        assertThat(sweep()).isEqualTo(Sweep.Outcome.COMPLETE);
    }

    private FindingStatus status() {
        return FindingRow.of(store.load(Subject.of(SampleRepository.ARN)).orElseThrow(), clock.instant()).stream()
                .filter(row -> row.key().ruleId().equals(RULE))
                .map(FindingRow::status)
                .findFirst()
                .orElseThrow();
    }

    private static String evidence(Json finding, String name) {
        return finding.items("evidence").stream()
                .filter(fact -> fact.text("name").equals(Optional.of(name)))
                .flatMap(fact -> fact.text("value").stream())
                .findFirst()
                .orElse("");
    }

    /** What is published since the last call, about this rule. */
    private List<Json> alerts() {
        published.clear();
        new AlertDrain(new AlertDrain.Parts(store, rules.all(), published::add, request -> {}, record -> false, clock))
                .drain(List.of(), () -> true, line -> {});
        return published.stream()
                .map(message -> read(message.json()))
                .filter(alert -> JsonWriter.write(alert).contains(RULE))
                .toList();
    }

    private static Json read(String text) {
        try {
            return JsonReader.read(text);
        } catch (MalformedJson malformed) {
            throw new AssertionError(malformed);
        }
    }
}
