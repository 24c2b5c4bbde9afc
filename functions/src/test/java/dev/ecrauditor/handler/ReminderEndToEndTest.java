package dev.ecrauditor.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.DrainRequestQueue;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.sweep.SubjectSweep;
import dev.ecrauditor.audit.sweep.Sweep;
import dev.ecrauditor.audit.sweep.SweepBeginning;
import dev.ecrauditor.audit.sweep.SweepHold;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.repository.EcrRepositoryLister;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemorySweepRoundStore;
import dev.ecrauditor.finding.store.InMemorySweepStore;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.settings.published.Baselines;
import dev.ecrauditor.settings.published.CurrentSettings;
import dev.ecrauditor.settings.published.PublishedObjects;
import dev.ecrauditor.testing.InMemoryOrganization;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Weeks of daily sweeps in virtual time with the real clients, the real drain and its hold: exact counts. */
class ReminderEndToEndTest {

    private static final String ACCOUNT = "111122223333";
    private static final Subject.Coverage HUB = new Subject.Coverage(ACCOUNT, "us-east-1");
    private static final String PUBLIC =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"ecr:PutImage\"}]}";
    private static final String FOREIGN = PUBLIC.replace("\"*\"", "{\"AWS\":\"444455556666\"}");
    private static final String OWN = SampleRepository.OWN_ACCOUNT_POLICY;
    private static final Set<String> ACCESS = Set.of("ecr-policy-not-public", "ecr-policy-no-foreign-account");
    private static final Duration DAY = Duration.ofDays(1);

    /** So often the schedule triggers the sweep. */
    private static final Duration TICK = Duration.ofMinutes(15);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));

    @AutoClose
    private final LocalAws aws =
            LocalAws.start(LocalAwsOptions.defaults().withClock(clock).withDefaultAccount(ACCOUNT));

    @AutoClose
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", ACCOUNT);

    private SettingsText deployed = SettingsText.DEFAULTS;
    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final InMemorySweepStore sweeps = new InMemorySweepStore(store);
    private final List<AlertMessage> published = new ArrayList<>();
    private final CurrentSettings settings = new CurrentSettings(
            () -> new Reading.Known<>(deployed.json()), Optional.empty(), PublishedObjects.none(), clock);
    private final CurrentRules rules =
            new CurrentRules(settings, new Baselines(PublishedObjects.none(), clock), InMemoryOrganization::new, clock);
    private boolean storesNothing;

    ReminderEndToEndTest() {
        repository("payments/api", OWN);
        sweep();
        alerts();
        published.clear();
    }

    /** The sweep of the eleventh day finds it fixed; each of the nine between finds it open a day after the last alert. */
    @Test
    void aCriticalFindingOfTenDaysIsOneAlertNineRemindersAndOneResolution() {
        repository("payments/api", PUBLIC);
        days(10);
        repository("payments/api", OWN);
        days(10);

        assertThat(statuses())
                .containsExactly(
                        "OPENED",
                        "REMINDER",
                        "REMINDER",
                        "REMINDER",
                        "REMINDER",
                        "REMINDER",
                        "REMINDER",
                        "REMINDER",
                        "REMINDER",
                        "REMINDER",
                        "RESOLVED");
        assertThat(published.get(9).email()).contains("is still open to every AWS account: open for 9 days");
    }

    /** A sweep begins at the first tick after its interval, so that each is a little later than the one before. */
    @Test
    void sweepsThatBeginLaterEachTimeStillRemindEachTime() {
        repository("payments/api", PUBLIC);
        for (int day = 0; day < 30; day++) {
            clock.advance(DAY.plus(TICK));
            sweep();
            alerts();
        }

        assertThat(statuses()).hasSize(30);
    }

    @Test
    void aHighFindingHasNoRemindersUntilTheSettingsAreDeployed() {
        repository("payments/api", FOREIGN);
        days(8);
        assertThat(statuses()).containsExactly("OPENED");

        deployed = deployed.with(
                "reminders", "{\"CRITICAL\":\"P1D\",\"HIGH\":\"P7D\",\"MEDIUM\":\"OFF\",\"LOW\":\"OFF\"}");
        days(15);
        assertThat(statuses()).containsExactly("OPENED", "REMINDER", "REMINDER", "REMINDER");

        deployed = deployed.with(
                "reminders", "{\"CRITICAL\":\"OFF\",\"HIGH\":\"OFF\",\"MEDIUM\":\"OFF\",\"LOW\":\"OFF\"}");
        days(15);
        assertThat(statuses()).hasSize(4);
    }

    @Test
    void missedSweepsAreOneReminder() {
        repository("payments/api", PUBLIC);
        days(1);
        clock.advance(DAY.multipliedBy(4));
        sweep();
        sweep();

        assertThat(statuses()).containsExactly("OPENED", "REMINDER");
    }

    @Test
    void aWaiverInTheMiddleEndsThem() {
        repository("payments/api", PUBLIC);
        days(3);
        deployed = deployed.with("waivers", """
                [{"rules":["ecr-policy-not-public"],"accounts":["*"],"repositories":["payments/*"],
                  "grants":[{"principals":["*"],"actions":["ecr:*"]}],
                  "owner":"payments@example.org","reason":"a public image","expires":"2027-12-31"}]""");
        days(10);

        assertThat(statuses()).containsExactly("OPENED", "REMINDER", "REMINDER", "RESOLVED");
    }

    /** Without the hold, a long sweep would publish each reminder as it finds it. */
    @Test
    void manyRemindersOfOneSweepAreOneDigestAndFewAreNone() {
        IntStream.range(0, 8).forEach(number -> repository("team/service-" + number, PUBLIC));
        clock.advance(DAY);
        sweep();
        alerts();
        published.clear();

        clock.advance(DAY);
        int[] permits = {4};
        assertThat(sweep(record -> {}).sweep(HUB, () -> permits[0]-- > 0, line -> {}))
                .isEqualTo(Sweep.Outcome.CONTINUES);
        assertThat(alerts()).isEmpty();
        sweep();
        assertThat(alerts()).singleElement().satisfies(digest -> {
            assertThat(digest.text("reason")).hasValue("STILL_OPEN");
            assertThat(digest.items("alerts")).hasSize(8);
        });
        IntStream.range(0, 6).forEach(number -> repository("team/service-" + number, OWN));
        days(1);
        published.clear();
        days(1);
        assertThat(statuses()).containsExactly("REMINDER", "REMINDER");
    }

    /** The process ends after the record was stored: the message that nobody sent is no second reminder. */
    @Test
    void aCrashBetweenStoringAndPublishingIsOneReminder() {
        repository("payments/api", PUBLIC);
        days(1);
        clock.advance(DAY);
        Sweep crashing = sweep(record -> {
            throw new IllegalStateException("the process ends");
        });
        assertThatThrownBy(() -> {
                    crashing.sweep(HUB, () -> true, line -> {});
                    throw new IllegalStateException("the process ends");
                })
                .isInstanceOf(IllegalStateException.class);
        sweep();
        sweep();

        assertThat(statuses()).containsExactly("OPENED", "REMINDER");
    }

    /** The process ends between publishing and removing: the same id again, and not another reminder. */
    @Test
    void aCrashBetweenPublishingAndRemovingRepeatsTheSameId() {
        repository("payments/api", PUBLIC);
        days(1);
        clock.advance(DAY);
        sweep();
        storesNothing = true;
        assertThat(alerts()).hasSizeGreaterThanOrEqualTo(1);
        storesNothing = false;
        sweep();
        alerts();

        assertThat(published.stream()
                        .filter(message -> message.labels().get("status").equals("REMINDER"))
                        .map(message -> message.lists().get("alertIds"))
                        .collect(Collectors.toSet()))
                .hasSize(1);
    }

    private void days(int days) {
        for (int day = 0; day < days; day++) {
            clock.advance(DAY);
            sweep();
            alerts();
        }
    }

    private void sweep() {
        sweep(record -> {}).sweep(HUB, () -> true, line -> {});
    }

    private Sweep sweep(DrainRequestQueue drainRequests) {
        RepositoryAudit audit = new RepositoryAudit(new RepositoryAudit.Parts(
                new EcrRepositoryReader(clients, new AccountCredentials(clients, Optional.empty(), clock), clock),
                rules.evaluating("ecr-auditor-remediation"),
                store,
                drainRequests,
                (reevaluation, delay) -> {},
                clock));
        return new Sweep(
                new Sweep.Parts(
                        new EcrRepositoryLister(clients),
                        sweeps,
                        audit,
                        store,
                        drainRequests,
                        rules::fingerprint,
                        DAY,
                        clock,
                        SweepBeginning.NONE,
                        SubjectSweep.NONE),
                rules::reminders);
    }

    private void repository(String name, String policy) {
        RepositoryArn arn = new RepositoryArn("aws", "us-east-1", ACCOUNT, name);
        new LocalAccounts(aws).repository(arn, """
                        "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "%s"},
                        "imageScanningConfiguration": {"scanOnPush": true},
                        "policyText": %s""".formatted(LocalAccounts.keyArn(arn), policy));
    }

    /** What the drain publishes now. */
    private List<Json> alerts() {
        int before = published.size();
        new AlertDrain(new AlertDrain.Parts(
                        store,
                        rules.all(),
                        this::publish,
                        request -> {},
                        new SweepHold(sweeps, new InMemorySweepRoundStore(), clock),
                        clock))
                .drain(List.of(), () -> true, line -> {});
        return published.subList(before, published.size()).stream()
                .map(message -> read(message.json()))
                .toList();
    }

    private void publish(AlertMessage message) {
        published.add(message);
        if (storesNothing) {
            throw new IllegalStateException("the process ends");
        }
    }

    /** The status of each alert since the beginning, those of digests in their place. */
    private List<String> statuses() {
        alerts();
        return published.stream()
                .map(message -> read(message.json()))
                .flatMap(alert -> alert.text("status").equals(Optional.of("DIGEST"))
                        ? alert.items("alerts").stream()
                        : List.of(alert).stream())
                .filter(alert -> ruleIds(alert).anyMatch(ACCESS::contains))
                .map(alert -> alert.text("status").orElseThrow())
                .toList();
    }

    private static Stream<String> ruleIds(Json alert) {
        return Stream.concat(Stream.of(alert), alert.items("findings").stream())
                .flatMap(part -> part.text("ruleId").stream());
    }

    private static Json read(String text) {
        try {
            return JsonReader.read(text);
        } catch (MalformedJson fault) {
            throw new AssertionError(fault);
        }
    }
}
