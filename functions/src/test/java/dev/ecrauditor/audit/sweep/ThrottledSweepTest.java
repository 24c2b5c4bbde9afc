package dev.ecrauditor.audit.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.SpacedCalls;
import dev.ecrauditor.aws.registry.EcrRegistryContextSource;
import dev.ecrauditor.aws.registry.SigningReads;
import dev.ecrauditor.aws.repository.EcrRepositoryLister;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.aws.repository.ListedRepositories;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemorySweepStore;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.Reminders;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.testing.MutableClock;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Two sweeps while AWS throttles one call in a hundred, with the spacing of the deployed function and 10 ms for each call,
 * in virtual time. With {@code -Decrauditor.sweep.repositories=10000} there are as many repositories.
 */
class ThrottledSweepTest {

    private static final int REPOSITORIES = Integer.getInteger("ecrauditor.sweep.repositories", 200);
    private static final Subject.Coverage PLACE = new Subject.Coverage("111122223333", "us-east-1");
    private static final String KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final double THROTTLED = 0.01;
    private static final int CALLS_PER_SECOND = 10;
    private static final Duration LATENCY = Duration.ofMillis(10);
    private static final Duration SCHEDULE = Duration.ofMinutes(15);

    /** As Lambda gives, less the reserve of the last minute; few repositories have less, so that it ends several times. */
    private static final Duration INVOCATION = REPOSITORIES > 1_000 ? SCHEDULE.minusMinutes(1) : Duration.ofSeconds(20);

    /** As deployed, or so small that a sweep of few repositories has several. */
    private static final int WINDOW = REPOSITORIES > 1_000 ? 5_000 : 60;

    private static final RuleRegistry RULES = RuleCatalog.standard(Duration.ofMinutes(15));

    private static final List<String> CALLS = List.of(
            "sts:AssumeRole",
            "kms:DescribeKey",
            "ecr:DescribeRepositories",
            "ecr:GetRepositoryPolicy",
            "ecr:GetRegistryPolicy",
            "ecr:GetRegistryScanningConfiguration",
            "ecr:DescribePullThroughCacheRules");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final InMemorySweepStore progress = new InMemorySweepStore(store);
    private final List<Json.Obj> log = new ArrayList<>();

    @AutoClose
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));

    @AutoClose
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", "999988887777");

    @Test
    void everyRepositoryIsEvaluatedAlthoughCallsAreThrottled() {
        load();
        for (int i = 0; i < CALLS.size(); i++) {
            aws.failShare(CALLS.get(i), Fault.THROTTLED, THROTTLED, i);
        }
        assertThatTheSweepEvaluatesEachRepository();

        // The sweep of the next day confirms by its listing what has not changed.
        clock.advance(Duration.ofDays(1));
        assertThatTheSweepEvaluatesEachRepository();
    }

    private void assertThatTheSweepEvaluatesEachRepository() {
        int before = aws.requests().size();
        Instant began = clock.instant();

        int invocations = 1;
        for (Instant tick = began; sweep(tick) == Sweep.Outcome.CONTINUES; invocations++) {
            tick = tick.plus(SCHEDULE);
            clock.set(tick);
        }

        List<LoggedRequest> throttled = aws.requests().stream()
                .skip(before)
                .filter(request -> request.errorCode().startsWith("Throttling"))
                .toList();
        System.out.printf(
                "%,d repositories, 1 %% of the calls throttled: %,d calls, %,d throttled, %d invocations, %s of virtual time%n",
                REPOSITORIES,
                aws.requests().size() - before,
                throttled.size(),
                invocations,
                Duration.between(began, clock.instant()));
        assertThat(throttled).hasSizeGreaterThan(REPOSITORIES / 400);
        assertThat(invocations).isGreaterThan(1);
        assertThat(log)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.whole("repositoriesFailed")).hasValue(0L));
        assertThat(progress.progress(PLACE).completedAt()).hasValue(clock.instant());
        assertThat(progress.progress(PLACE).notEvaluated()).isZero();
        Map<Subject, SubjectRecord> records =
                store.records().stream().collect(Collectors.toMap(SubjectRecord::subject, record -> record));
        assertThat(records).hasSize(REPOSITORIES);
        for (int i = 0; i < REPOSITORIES; i++) {
            assertThat(records.get(Subject.of(repository(i))).lastEvaluated().orElseThrow())
                    .isBetween(began, clock.instant());
            assertThat(openFindings(records.get(Subject.of(repository(i)))))
                    .as(repository(i).name())
                    .isEqualTo(expected(i));
        }
    }

    /** One invocation at a tick of the schedule. */
    private Sweep.Outcome sweep(Instant tick) {
        AccountCredentials credentials = spaced();
        ListedRepositories listed = new ListedRepositories();
        RuleSetFingerprint fingerprint = RuleSetFingerprint.of(RULES, "");
        EcrRepositoryReader reader = new EcrRepositoryReader(
                clients,
                credentials,
                clock,
                EcrRegistryContextSource.cached(clients, credentials, SigningReads.NO, clock));
        RepositoryAudit audit = new RepositoryAudit(new RepositoryAudit.Parts(
                reader.reading(RULES::evaluates).using(listed),
                RULES,
                new Transition(Settings.NONE, "remediation", Optional.of(fingerprint)),
                store,
                record -> {},
                (reevaluation, delay) -> {},
                clock));
        Sweep.Parts parts = new Sweep.Parts(
                new EcrRepositoryLister(clients, credentials, listed, clock),
                progress,
                audit,
                store,
                record -> {},
                fingerprint,
                Duration.ofDays(1),
                clock);
        return new Sweep(parts, () -> Reminders.NONE, WINDOW)
                .sweep(PLACE, () -> clock.instant().isBefore(tick.plus(INVOCATION)), log::add);
    }

    /** Waiting moves the clock; only the repetition of a throttled call takes real time. */
    private AccountCredentials spaced() {
        SpacedCalls pace = new SpacedCalls(
                CALLS_PER_SECOND,
                () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos(),
                pause -> clock.advance(Duration.ofNanos(pause)));
        return new AccountCredentials(clients, Optional.of("ecr-auditor-read"), clock, (account, region) -> {
            pace.await(account, region);
            clock.advance(LATENCY);
        });
    }

    private static Set<String> openFindings(SubjectRecord record) {
        return record.findings().entrySet().stream()
                .filter(finding -> finding.getValue().open())
                .map(finding -> finding.getKey().ruleId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> expected(int number) {
        return switch (number % 10) {
            case 0 -> Set.of("ecr-policy-present");
            case 1 -> Set.of("ecr-policy-not-public");
            case 2 -> Set.of("ecr-scan-on-push");
            default -> Set.of();
        };
    }

    private void load() {
        String repositories = IntStream.range(0, REPOSITORIES)
                .mapToObj(ThrottledSweepTest::json)
                .collect(Collectors.joining(",\n"));
        aws.load(new ByteArrayInputStream(
                "{\"accounts\": {\"%s\": {\"%s\": {\"keys\": [{\"keyId\": \"%s\"}], \"repositories\": [%s]}}}}"
                        .formatted(PLACE.account(), PLACE.region(), KEY_ID, repositories)
                        .getBytes(StandardCharsets.UTF_8)));
    }

    private static RepositoryArn repository(int number) {
        return new RepositoryArn(
                "aws", PLACE.region(), PLACE.account(), "team-%d/app-%d".formatted(number % 7, number));
    }

    private static String json(int number) {
        String policy = number % 10 == 0
                ? ""
                : """
                , "policyText": {"Version": "2012-10-17", "Statement": [{"Sid": "Pull%d", "Effect": "Allow", \
                "Principal": %s, "Action": "ecr:BatchGetImage"}]}""".formatted(number, number % 10 == 1 ? "\"*\"" : "{\"AWS\": \"arn:aws:iam::111122223333:root\"}");
        return """
                {"repositoryName": "%s", "createdAt": "2026-01-01T00:00:00Z", "imageTagMutability": "IMMUTABLE", \
                "imageScanningConfiguration": {"scanOnPush": %s}, "encryptionConfiguration": {"encryptionType": "KMS", \
                "kmsKey": "arn:aws:kms:us-east-1:111122223333:key/%s"}%s}""".formatted(repository(number).name(), number % 10 != 2, KEY_ID, policy);
    }
}
