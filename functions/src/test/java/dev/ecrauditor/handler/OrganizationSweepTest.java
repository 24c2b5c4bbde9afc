package dev.ecrauditor.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.sweep.Sweep;
import dev.ecrauditor.audit.sweep.SweepHold;
import dev.ecrauditor.audit.sweep.SweepPlanner;
import dev.ecrauditor.audit.sweep.SweepRequest;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.SpacedCalls;
import dev.ecrauditor.aws.repository.EcrRepositoryLister;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemorySweepRoundStore;
import dev.ecrauditor.finding.store.InMemorySweepStore;
import dev.ecrauditor.finding.transition.CoverageTransition;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.Reminders;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.Invocation;
import dev.ecrauditor.testing.LambdaContext;
import dev.ecrauditor.testing.MutableClock;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * The first round of an organization through the sweep function, with real clients against the simulated endpoint of
 * local-aws, in virtual time. {@code -Decrauditor.sweep.accounts=200} sweeps 20,000 repositories.
 */
class OrganizationSweepTest {

    private static final String HUB = "999988887777";
    private static final int ACCOUNTS = Integer.getInteger("ecrauditor.sweep.accounts", 20);
    private static final int REPOSITORIES_OF_A_REGION = 50;
    private static final List<String> REGIONS = List.of("eu-west-1", "us-east-1");
    private static final int KILLS = 5;
    private static final int CALLS_PER_SECOND = 10;

    /** These accounts have no role to assume; the last one is denied in both Regions. */
    private static final Set<Integer> WITHOUT_ROLE = Set.of(1, 4, ACCOUNTS - 1);

    private static final int MAY_NOT_LIST = 2;

    /** The role of this account is created when the round runs already, as a StackSet does. */
    private static final int LATE_ROLE = 5;

    private static final RuleRegistry RULES = onlyTheseRules();

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));

    @AutoClose
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));

    @AutoClose
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", HUB, Duration.ofSeconds(10));

    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final InMemorySweepStore sweeps = new InMemorySweepStore(store);
    private final InMemorySweepRoundStore rounds = new InMemorySweepRoundStore();
    private final Deque<SweepRequest> queue = new ArrayDeque<>();
    private final List<AlertMessage> published = new ArrayList<>();
    private final AtomicInteger permits = new AtomicInteger();
    private int kills;

    @Test
    void theFirstRoundFindsEveryPlantedViolationAndPublishesItOnce() {
        load();
        aws.deny(account(MAY_NOT_LIST), "ecr:DescribeRepositories");
        SweepHandler handler = new SweepHandler(sweep(), planner());
        AlertDrain drain = drain();

        String outcome = "CONTINUES";
        int ticks = 0;
        while (outcome.equals("CONTINUES") && ticks++ < 200) {
            outcome =
                    invoke(handler, CloudTrailEvents.scheduled(clock.instant())).orElseThrow();
            while (!queue.isEmpty()) {
                SweepRequest request = queue.removeFirst();
                if (invoke(handler, JsonWriter.write(request.message())).isEmpty()) {
                    queue.addFirst(request); // the killed invocation's message comes again
                }
                drain.drain(List.of(), () -> true, line -> {});
            }
            clock.advance(Duration.ofMinutes(15));
            if (ticks == 1) {
                load(LATE_ROLE, "ecr-auditor-read");
            }
        }
        drain.drain(List.of(), () -> true, line -> {});

        assertThat(outcome).isEqualTo("COMPLETE");
        assertThat(kills).isEqualTo(KILLS);
        assertThat(openFindings("ecr-scan-on-push")).isEqualTo(plantedIn(1));
        assertThat(openFindings("ecr-policy-not-public")).isEqualTo(plantedIn(2));
        assertThat(openFindings(CoverageTransition.FINDING.ruleId())).isEqualTo(plantedGaps());
        oneDigest();
        noAccountWasCalledTooOften();
        System.out.printf(
                "%d accounts, %d repositories: %d ticks, %d calls, %s of virtual time%n",
                ACCOUNTS,
                ACCOUNTS * REGIONS.size() * REPOSITORIES_OF_A_REGION,
                ticks,
                aws.requests().size(),
                Duration.between(Instant.parse("2026-11-20T10:00:00Z"), clock.instant()));
    }

    private void oneDigest() {
        List<AlertMessage> digests = published.stream()
                .filter(message -> message.json().contains("\"reason\":\"FIRST_SWEEP\""))
                .toList();
        Set<String> ids = digests.stream()
                .map(message -> message.json().replaceAll(".*\"digestId\":\"([0-9a-f]+)\".*", "$1"))
                .collect(Collectors.toSet());
        assertThat(ids).hasSize(1);
        String email = digests.get(0).email();
        readable().forEach(number -> assertThat(email).contains("Account " + account(number) + ": "));
        assertThat(digests.get(0).subject()).contains("at the first sweep of " + ACCOUNTS + " accounts");
    }

    /** By the journal of the endpoint, in every second that starts with a call. */
    private void noAccountWasCalledTooOften() {
        Map<String, List<Instant>> calls = new HashMap<>();
        for (LoggedRequest request : aws.requests()) {
            if (request.service().equals("ecr") || request.service().equals("kms")) {
                calls.computeIfAbsent(request.account() + " " + request.region(), key -> new ArrayList<>())
                        .add(request.time());
            }
        }
        assertThat(calls).hasSizeGreaterThanOrEqualTo(readable().size() * REGIONS.size());
        calls.forEach((place, times) -> {
            for (int i = CALLS_PER_SECOND; i < times.size(); i++) {
                assertThat(Duration.between(times.get(i - CALLS_PER_SECOND), times.get(i)))
                        .as("%s: calls %d to %d", place, i - CALLS_PER_SECOND, i)
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            }
        });
    }

    /** @return the outcome; empty when the invocation was killed */
    private Optional<String> invoke(SweepHandler handler, String message) {
        Invocation invocation =
                Invocation.of(handler, CloudTrailEvents.batch(List.of(message)), new LambdaContext(this::remaining));
        return invocation.failedMessages().isEmpty()
                ? invocation.log().get(invocation.log().size() - 1).text("outcome")
                : Optional.empty();
    }

    /** Dies at some evaluations, before the cursor is written. */
    private int remaining() {
        if (permits.incrementAndGet() % 137 == 0 && kills < KILLS) {
            kills++;
            throw new Killed();
        }
        return 900_000;
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private Set<String> openFindings(String rule) {
        return store.records().stream()
                .filter(record -> record.findings().entrySet().stream()
                        .anyMatch(finding -> finding.getKey().ruleId().equals(rule)
                                && finding.getValue().open()))
                .map(record -> record.subject().kind() == Subject.Kind.COVERAGE
                        ? record.subject().partitionKey()
                        : record.subject().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> plantedIn(int remainder) {
        Set<String> planted = new TreeSet<>();
        readable()
                .forEach(number -> REGIONS.forEach(region -> IntStream.range(0, REPOSITORIES_OF_A_REGION)
                        .filter(i -> isPlanted(number, i, remainder))
                        .forEach(i -> planted.add(
                                "arn:aws:ecr:%s:%s:repository/app-%d".formatted(region, account(number), i)))));
        return planted;
    }

    private static boolean isPlanted(int account, int repository, int remainder) {
        return (account + repository) % 25 == remainder;
    }

    private static Set<String> plantedGaps() {
        Set<String> gaps = new TreeSet<>();
        for (int number = 0; number < ACCOUNTS; number++) {
            if (!readable().contains(number)) {
                String account = account(number);
                REGIONS.forEach(region -> gaps.add(account + "#" + region));
            }
        }
        return gaps;
    }

    private static Set<Integer> readable() {
        return IntStream.range(0, ACCOUNTS)
                .filter(number -> number != MAY_NOT_LIST && !WITHOUT_ROLE.contains(number))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String account(int number) {
        return "%012d".formatted(500_000_000_000L + number);
    }

    private void load() {
        for (int number = 0; number < ACCOUNTS; number++) {
            load(number, WITHOUT_ROLE.contains(number) || number == LATE_ROLE ? "another-role" : "ecr-auditor-read");
        }
    }

    private void load(int number, String role) {
        List<String> members = new ArrayList<>();
        members.add("\"roles\": {\"%s\": {\"trusts\": [\"%s\"]}}".formatted(role, HUB));
        for (String region : REGIONS) {
            int account = number;
            String repositories = IntStream.range(0, REPOSITORIES_OF_A_REGION)
                    .mapToObj(i -> repository(account, i))
                    .collect(Collectors.joining(", "));
            members.add("\"%s\": {\"repositories\": [%s]}".formatted(region, repositories));
        }
        String state = "{\"accounts\": {\"%s\": {%s}}}".formatted(account(number), String.join(", ", members));
        aws.load(new ByteArrayInputStream(state.getBytes(StandardCharsets.UTF_8)));
    }

    private static String repository(int account, int number) {
        String principal = isPlanted(account, number, 2) ? "*" : account(account);
        return """
                {"repositoryName": "app-%d", "createdAt": "2026-03-02T09:30:00Z",
                 "imageScanningConfiguration": {"scanOnPush": %s}, "imageTagMutability": "IMMUTABLE",
                 "policyText": {"Version": "2012-10-17", "Statement": [
                   {"Effect": "Allow", "Principal": %s, "Action": "ecr:BatchGetImage"}]}}""".formatted(
                        number,
                        !isPlanted(account, number, 1),
                        principal.equals("*") ? "\"*\"" : "{\"AWS\": \"" + principal + "\"}");
    }

    private static RuleRegistry onlyTheseRules() {
        RuleRegistry all = RuleCatalog.standard(Duration.ofMinutes(15));
        Set<String> others = all.rules().stream()
                .map(rule -> rule.metadata().id())
                .filter(id ->
                        !Set.of("ecr-scan-on-push", "ecr-policy-not-public").contains(id))
                .collect(Collectors.toSet());
        return all.without(others);
    }

    private Sweep sweep() {
        AccountCredentials spaced = new AccountCredentials(
                clients,
                Optional.of("ecr-auditor-read"),
                clock,
                new SpacedCalls(
                        CALLS_PER_SECOND,
                        () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos(),
                        nanos -> clock.advance(Duration.ofNanos(nanos))));
        return new Sweep(new Sweep.Parts(
                new EcrRepositoryLister(clients, spaced),
                sweeps,
                new RepositoryAudit(new RepositoryAudit.Parts(
                        new EcrRepositoryReader(clients, spaced, clock),
                        RULES,
                        new Transition(Settings.NONE, "remediation", Optional.of(fingerprint())),
                        store,
                        record -> {},
                        (reevaluation, delay) -> {},
                        clock)),
                store,
                record -> {},
                fingerprint(),
                Duration.ofDays(1),
                clock));
    }

    private SweepPlanner planner() {
        Set<String> accounts = IntStream.range(0, ACCOUNTS)
                .mapToObj(OrganizationSweepTest::account)
                .collect(Collectors.toSet());
        return new SweepPlanner(
                new SweepPlanner.Parts(
                        () -> new Reading.Known<>(accounts),
                        REGIONS,
                        new Subject.Coverage(HUB, "us-east-1"),
                        new SweepPlanner.Stores(rounds, sweeps, store),
                        new SweepPlanner.Queues((requests, attempt) -> queue.addAll(requests), record -> {}),
                        OrganizationSweepTest::fingerprint,
                        Duration.ofDays(1),
                        clock),
                () -> Reminders.NONE);
    }

    private AlertDrain drain() {
        return new AlertDrain(new AlertDrain.Parts(
                store, RULES, published::add, request -> {}, new SweepHold(sweeps, rounds, clock), clock));
    }

    private static RuleSetFingerprint fingerprint() {
        return RuleSetFingerprint.of(RULES, "");
    }
}
