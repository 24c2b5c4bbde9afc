package dev.ecrauditor.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.delivery.DeliveryAudit;
import dev.ecrauditor.audit.delivery.EventArrivalLog;
import dev.ecrauditor.audit.sweep.Canary;
import dev.ecrauditor.audit.sweep.DeliveryChecks;
import dev.ecrauditor.audit.sweep.HubChecks;
import dev.ecrauditor.audit.sweep.SubjectSweep;
import dev.ecrauditor.audit.sweep.Sweep;
import dev.ecrauditor.audit.sweep.SweepBeginning;
import dev.ecrauditor.audit.sweep.SweepHold;
import dev.ecrauditor.audit.sweep.SweepPlanner;
import dev.ecrauditor.audit.sweep.SweepRequest;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.delivery.EcrCanaryTagger;
import dev.ecrauditor.aws.delivery.SignedEventDeliveryReader;
import dev.ecrauditor.aws.delivery.SignedIntakeReader;
import dev.ecrauditor.aws.delivery.SnsSubscriberReader;
import dev.ecrauditor.aws.repository.EcrRepositoryLister;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.delivery.AccountRegion;
import dev.ecrauditor.delivery.BusCheck;
import dev.ecrauditor.delivery.CanaryCheck;
import dev.ecrauditor.delivery.DeliveryCheck;
import dev.ecrauditor.delivery.ExpectedRule;
import dev.ecrauditor.delivery.ForwardingCheck;
import dev.ecrauditor.delivery.IntakeReader;
import dev.ecrauditor.delivery.SubscriberCheck;
import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.event.WatchedCalls;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.InMemoryEventArrivals;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemorySweepRoundStore;
import dev.ecrauditor.finding.store.InMemorySweepStore;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.handler.PlantedBreaks.Break;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.Reminders;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.EventAudits;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An organization of accounts in order, in each of which something breaks by which its events stop to arrive: the sweep
 * function finds each, with real clients against the simulated endpoint of local-aws, in virtual time.
 */
@Tag("long")
class SilenceDetectionTest {

    private static final String HUB = PlantedBreaks.HUB;
    private static final String REGION = PlantedBreaks.REGION;
    private static final String TOPIC = "arn:aws:sns:us-east-1:999988887777:alerts";
    private static final String CHANGE_QUEUE = "arn:aws:sqs:us-east-1:999988887777:changes";
    private static final int REPOSITORIES = 3;
    private static final Duration TICK = Duration.ofMinutes(15);
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private static final String GOOD_BUS = """
            {"Version": "2012-10-17", "Statement": [{"Sid": "WatchedAccountsForward", "Effect": "Allow", "Principal": "*",
             "Action": "events:PutEvents", "Resource": "%s",
             "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}}}]}""".formatted(PlantedBreaks.BUS);

    private static final RepositoryArn CANARY = RepositoryArn.parse(
                    "arn:aws:ecr:us-east-1:999988887777:repository/team/canary")
            .orElseThrow();

    private static final RuleRegistry RULES = RuleCatalog.standard(Duration.ofMinutes(15));

    private final MutableClock clock = new MutableClock(START);

    @AutoClose
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));

    @AutoClose
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), REGION, HUB, Duration.ofSeconds(10));

    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final InMemorySweepStore sweeps = new InMemorySweepStore(store);
    private final InMemorySweepRoundStore rounds = new InMemorySweepRoundStore();
    private final InMemoryEventArrivals arrivals = new InMemoryEventArrivals();
    private final InMemoryEventArrivals canaryTags = new InMemoryEventArrivals();
    private final InMemoryEventArrivals canaryEvents = new InMemoryEventArrivals();
    private boolean isTrailOfHubOn = true;
    private int deliveredTags;
    private final Deque<SweepRequest> queue = new ArrayDeque<>();
    private final List<AlertMessage> published = new ArrayList<>();
    private final Set<String> accounts = new TreeSet<>();

    /** When each finding of an account was opened first, with its facts. */
    private final Map<String, AlertFacts> opened = new LinkedHashMap<>();

    private final List<String> lines = new ArrayList<>();
    private SweepHandler sweepHandler;
    private AuditHandler auditHandler;
    private AlertDrain drain;

    @BeforeEach
    void build() {
        RepositoryAudit audit = audit();
        sweepHandler = new SweepHandler(sweep(audit), planner(), hubChecks());
        auditHandler = new AuditHandler(
                new EventReader(accounts::contains),
                EventAudits.of(audit, store, clock),
                new EventArrivalLog(arrivals, Optional.of(new EventArrivalLog.Canary(CANARY, canaryEvents)), clock),
                clock);
        drain = new AlertDrain(new AlertDrain.Parts(
                store, RULES, published::add, request -> {}, new SweepHold(sweeps, rounds, clock), clock));
        load(
                HUB,
                Map.of(
                        "events",
                        hubEvents("", GOOD_BUS),
                        "topics",
                        topic("{\"protocol\": \"email\", \"endpoint\": \"a@example.org\"}"),
                        "repositories",
                        "[{\"repositoryName\": \"team/canary\", \"imageTagMutability\": \"IMMUTABLE\"}]"));
    }

    @Test
    void everyPlantedBreakIsAFindingWithinTwoSweeps() {
        List<Break> breaks = PlantedBreaks.all();
        IntStream.range(0, breaks.size() + 4).forEach(this::loadInOrder);
        runUntil(START.plus(Duration.ofHours(24)).plus(TICK.multipliedBy(3)));
        assertThat(opened).isEmpty();
        assertThat(published).isEmpty();

        Instant broken = clock.instant();
        for (int i = 0; i < breaks.size(); i++) {
            plant(account(i), breaks.get(i));
        }
        int silent = breaks.size();
        int announced = silent + 1;
        int exempt = silent + 2;
        load(account(exempt), Map.of("trails", "[{\"name\": \"own\", \"excludedSources\": [\"kms.amazonaws.com\"]}]"));
        setPolicies(account(silent), "*", "*", "*");
        setPolicies(account(announced), "*", "*", "*");
        send(account(announced), 0, "*");
        runUntil(broken.plus(Duration.ofHours(54)));

        StringBuilder table = new StringBuilder();
        for (int i = 0; i < breaks.size(); i++) {
            Break one = breaks.get(i);
            AlertFacts facts = opened(account(i), one.finding());
            assertThat(facts.evidence().toString()).as(one.name()).contains(one.evidence());
            assertThat(detection(facts, broken)).as(one.name()).isLessThanOrEqualTo(Duration.ofHours(25));
            row(table, one.name(), one.finding(), detection(facts, broken));
        }
        AlertFacts silence = opened(account(silent), "event-silence");
        assertThat(detection(silence, broken)).isLessThanOrEqualTo(Duration.ofHours(49));
        row(
                table,
                "changes without events (bus policy lost, deliveries failing)",
                "event-silence",
                detection(silence, broken));
        System.out.print(table);

        assertThat(findings(account(announced))).doesNotContain("event-silence");
        assertThat(findings(account(exempt))).isEmpty();
        assertThat(findings(account(silent + 3))).isEmpty();
        assertThat(breaks.stream().map(Break::name)).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(36);
    }

    @Test
    void everyBreakOfTheHubIsAFindingWithinAQuarterOfAnHour() {
        loadInOrder(0);
        runUntil(START.plus(Duration.ofHours(1)));
        StringBuilder table = new StringBuilder();
        String noCondition = GOOD_BUS.replace("o-exampleorgid", "o-anotherorgid");
        String denying = GOOD_BUS.replace(
                "\"Statement\": [",
                "\"Statement\": [{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"events:PutEvents\"}, ");
        hub(table, "bus policy lost", "event-bus", Map.of("events", hubEvents("", "null")));
        hub(table, "bus policy of another organization", "event-bus", Map.of("events", hubEvents("", noCondition)));
        hub(table, "bus policy that denies", "event-bus", Map.of("events", hubEvents("", denying)));
        hub(table, "bus deleted", "event-bus", Map.of("events", "{}"));
        hub(
                table,
                "rule of the hub disabled",
                "event-intake",
                Map.of("events", hubEvents(", \"state\": \"DISABLED\"", GOOD_BUS)));
        hub(
                table,
                "rule of the hub deleted",
                "event-intake",
                Map.of("events", "{\"buses\": [{\"name\": \"ecr-auditor\", \"policy\": " + GOOD_BUS + "}]}"));
        hub(table, "subscriber gone", "alert-subscribers", Map.of("topics", topic("")));
        hub(
                table,
                "only subscriber pending",
                "alert-subscribers",
                Map.of(
                        "topics",
                        topic("{\"protocol\": \"email\", \"endpoint\": \"a@example.org\", \"confirmed\": false}")));
        hub(
                table,
                "one of two subscribers pending",
                "alert-subscribers",
                Map.of(
                        "topics",
                        topic(
                                "{\"protocol\": \"email\", \"endpoint\": \"a@example.org\"}, {\"protocol\": \"email\", \"endpoint\": \"b@example.org\", \"confirmed\": false}")));
        for (String action :
                List.of("events:DescribeEventBus", "events:DescribeRule", "sns:ListSubscriptionsByTopic")) {
            aws.deny(HUB, action);
            hub(
                    table,
                    action + " denied",
                    action.contains("Bus")
                            ? "event-bus"
                            : action.contains("Rule") ? "event-intake" : "alert-subscribers",
                    Map.of());
        }
        System.out.print(table);
        assertThat(lines).anyMatch(line -> line.contains("\"subscribersMissing\":1"));
    }

    @Test
    void theCanaryFindsWithinTwoHoursThatEventsOfTheHubDoNotArrive() {
        loadInOrder(0);
        runUntil(START.plus(Duration.ofHours(5)));
        assertThat(findings(HUB)).isEmpty();
        assertThat(deliveredTags).isEqualTo(5);

        clock.advance(TICK.dividedBy(3));
        isTrailOfHubOn = false;
        Instant broken = clock.instant();
        runUntil(broken.plus(Duration.ofHours(2)));
        AlertFacts facts = opened(HUB, "event-canary");
        assertThat(facts.evidence().summary()).contains("has no event");
        assertThat(detection(facts, broken)).isLessThanOrEqualTo(Duration.ofMinutes(105));
        System.out.println("events of the hub lost: found by the canary after " + detection(facts, broken));

        isTrailOfHubOn = true;
        runUntil(clock.instant().plus(Duration.ofHours(2)));
        assertThat(findings(HUB)).isEmpty();

        aws.deny(HUB, "ecr:TagResource");
        runUntil(clock.instant().plus(Duration.ofMinutes(75)));
        assertThat(findings(HUB)).containsExactly("event-canary");
    }

    @Test
    void whatIsMendedIsResolved() {
        loadInOrder(0);
        runUntil(START.plus(Duration.ofHours(1)));
        load(account(0), Map.of("events", PlantedBreaks.events("")));
        runUntil(START.plus(Duration.ofHours(26)));
        assertThat(findings(account(0))).containsExactly("event-forwarding");
        assertThat(published.get(0).email())
                .contains("account " + account(0) + " does not forward its events")
                .contains("aws events put-rule --region us-east-1 --name ecr-auditor-forward --event-pattern")
                .contains("Deploy the stack of the rule again")
                .doesNotContain("put-targets"); // it would lose the dead-letter queue

        loadInOrder(0);
        runUntil(START.plus(Duration.ofHours(51)));
        assertThat(findings(account(0))).isEmpty();
        assertThat(published).hasSize(2);
        assertThat(published.get(1).email()).contains("forwards its events again");
    }

    @Test
    void aRuleThatAStackSetHasNotCreatedYetIsReportedByTheSecondSweepOnly() {
        loadInOrder(0);
        load(account(0), Map.of("events", PlantedBreaks.events("")));
        runUntil(START.plus(Duration.ofHours(23)));
        assertThat(findings(account(0))).isEmpty();
        runUntil(START.plus(Duration.ofHours(25)));
        assertThat(findings(account(0))).containsExactly("event-forwarding");
    }

    @Test
    void anAccountThatLeftIsMovedAndNotSilenced() {
        IntStream.range(0, 3).forEach(this::loadInOrder);
        setPolicies(account(1), "*", "*", account(1));
        runUntil(START.plus(Duration.ofHours(7)));
        assertThat(findings(account(1))).containsExactly("ecr-policy-not-public", "ecr-policy-not-public");
        published.clear();

        load(account(1), Map.of("events", PlantedBreaks.events(""), "trails", "[]"));
        aws.deny(account(1), "sts:AssumeRole");
        accounts.remove(account(1));
        Instant left = clock.instant();
        while (published.isEmpty() && clock.instant().isBefore(left.plus(Duration.ofHours(30)))) {
            runUntil(clock.instant().plus(TICK));
        }
        System.out.println("an account that left: its findings are resolved after "
                + Duration.between(left, clock.instant().minus(TICK)));
        runUntil(left.plus(Duration.ofHours(30)));

        assertThat(findings(account(1))).isEmpty();
        assertThat(opened.keySet()).noneMatch(key -> key.contains("coverage") || key.contains("event-"));
        assertThat(published).hasSize(1);
        assertThat(published.get(0).email())
                .contains("2 alerts because accounts are no longer watched")
                .contains("Account " + account(1) + " is no longer watched; resolved: 2 HIGH.");
        assertThat(published.get(0).json()).contains("\"cause\":\"" + Cause.ACCOUNT_LEFT + "\"");
    }

    @Test
    void anEventEndsTheSilence() {
        loadInOrder(0);
        runUntil(START.plus(Duration.ofHours(7)));
        setPolicies(account(0), "*", "*", "*");
        runUntil(START.plus(Duration.ofHours(56)));
        assertThat(findings(account(0))).contains("event-silence");

        send(account(0), 0, "*");
        runUntil(START.plus(Duration.ofHours(80)));
        assertThat(findings(account(0))).doesNotContain("event-silence").contains("ecr-policy-not-public");
    }

    @Test
    void aCheckThatFailsStopsNoSweepAndIsCounted() {
        loadInOrder(0);
        aws.failNext("cloudtrail:DescribeTrails", dev.ecrauditor.localaws.control.Fault.INTERNAL_ERROR, 3);
        runUntil(START.plus(Duration.ofMinutes(30)));

        assertThat(lines)
                .anyMatch(line ->
                        line.contains("event delivery not checked") && line.contains("\"repositoriesFailed\":1"));
        assertThat(sweeps.progress(new Subject.Coverage(account(0), REGION)).completedAt())
                .isPresent();
    }

    /** Calls of one sweep of an account and Region in order, for the page about cost. */
    @Test
    void theChecksOfASweepAreFiveCalls() {
        loadInOrder(0);
        runUntil(START.plus(Duration.ofMinutes(30)));

        assertThat(aws.requests().stream()
                        .filter(request -> request.account().equals(account(0)))
                        .filter(request -> Set.of("events", "cloudtrail").contains(request.service()))
                        .map(request -> request.operation()))
                .containsExactly(
                        "DescribeRule", "ListTargetsByRule", "DescribeTrails", "GetTrailStatus", "GetEventSelectors");
    }

    private void hub(StringBuilder table, String name, String finding, Map<String, String> state) {
        opened.clear();
        load(HUB, state);
        Instant broken = clock.instant();
        clock.advance(TICK); // at worst, right after a tick
        runUntil(clock.instant().plus(TICK));
        AlertFacts facts = opened(HUB, finding);
        assertThat(facts.evidence().fix()).as(name).isNotEmpty();
        assertThat(detection(facts, broken)).as(name).isLessThanOrEqualTo(TICK);
        row(table, name, finding, detection(facts, broken));
        for (String action :
                List.of("events:DescribeEventBus", "events:DescribeRule", "sns:ListSubscriptionsByTopic")) {
            aws.allow(HUB, action);
        }
        load(
                HUB,
                Map.of(
                        "events",
                        hubEvents("", GOOD_BUS),
                        "topics",
                        topic("{\"protocol\": \"email\", \"endpoint\": \"a@example.org\"}")));
        runUntil(clock.instant().plus(Duration.ofHours(2)));
        assertThat(findings(HUB)).as(name).isEmpty();
    }

    private static void row(StringBuilder table, String name, String finding, Duration detection) {
        table.append("%-62s %-20s found after %d h %02d min%n"
                .formatted(name, finding, detection.toHours(), detection.toMinutesPart()));
    }

    private AlertFacts opened(String account, String finding) {
        AlertFacts facts = opened.get(account + " " + finding);
        assertThat(facts)
                .as("%s in account %s; opened: %s", finding, account, opened.keySet())
                .isNotNull();
        return facts;
    }

    private static Duration detection(AlertFacts facts, Instant broken) {
        return Duration.between(broken, facts.at());
    }

    private List<String> findings(String account) {
        return store.records().stream()
                .filter(record -> record.subject().account().equals(account))
                .flatMap(record -> record.findings().keySet().stream().filter(record::isOpen))
                .map(FindingKey::ruleId)
                .sorted()
                .toList();
    }

    /** Ticks of the schedule, the requests that follow, and drains. */
    private void runUntil(Instant end) {
        while (clock.instant().isBefore(end)) {
            invoke(CloudTrailEvents.scheduled(clock.instant()));
            while (!queue.isEmpty()) {
                invoke(JsonWriter.write(queue.removeFirst().message()));
            }
            deliverTags();
            store.records().forEach(this::note);
            drain.drain(List.of(), () -> true, line -> {});
            clock.advance(TICK);
        }
    }

    /** As CloudTrail and EventBridge do with what TagResource was called with. */
    private void deliverTags() {
        List<LoggedRequest> tagged = aws.requests().stream()
                .filter(request -> request.operation().equals("TagResource") && request.httpStatus() == 200)
                .toList();
        for (LoggedRequest request : tagged.subList(deliveredTags, tagged.size())) {
            if (isTrailOfHubOn) {
                sendText(CloudTrailEvents.tagged(CANARY, request.parameters(), request.time()));
            }
        }
        deliveredTags = tagged.size();
    }

    private void note(SubjectRecord record) {
        Predicate<AlertFacts> isNew = facts -> record.isOpen(facts.finding());
        record.outbox().stream()
                .filter(AlertFacts.class::isInstance)
                .map(AlertFacts.class::cast)
                .filter(isNew)
                .forEach(facts -> opened.putIfAbsent(
                        record.subject().account() + " " + facts.finding().ruleId(), facts));
    }

    private void invoke(String message) {
        Invocation invocation =
                Invocation.of(sweepHandler, CloudTrailEvents.batch(List.of(message)), new LambdaContext(() -> 900_000));
        assertThat(invocation.failedMessages()).as("%s", invocation.log()).isEmpty();
        invocation.log().forEach(line -> lines.add(JsonWriter.write(line)));
    }

    private void send(String account, int repository, String principal) {
        RepositoryArn arn = RepositoryArn.parse(
                        "arn:aws:ecr:" + REGION + ":" + account + ":repository/app-" + repository)
                .orElseThrow();
        sendText(CloudTrailEvents.policySet(arn, policy(principal), clock.instant(), "deploy"));
    }

    private void sendText(String event) {
        Invocation invocation =
                Invocation.of(auditHandler, CloudTrailEvents.batch(List.of(event)), new LambdaContext(() -> 60_000));
        assertThat(invocation.failedMessages()).as("%s", invocation.log()).isEmpty();
    }

    private void plant(String account, Break one) {
        load(account, one.state());
        one.role().ifPresent(role -> loadText("{\"accounts\": {\"%s\": {\"roles\": %s}}}".formatted(account, role)));
        one.denied().forEach(action -> aws.deny(account, action));
    }

    private void setPolicies(String account, String... principals) {
        load(account, Map.of("repositories", repositories(principals)));
    }

    private void loadInOrder(int number) {
        String account = account(number);
        accounts.add(account);
        loadText("{\"accounts\": {\"%s\": {\"roles\": {\"ecr-auditor-read\": {\"trusts\": [\"%s\"]}}}}}"
                .formatted(account, HUB));
        Map<String, String> state = new LinkedHashMap<>();
        state.put("events", PlantedBreaks.events(PlantedBreaks.GOOD_RULE));
        state.put("trails", "[" + PlantedBreaks.GOOD_TRAIL + "]");
        state.put("repositories", repositories(account, account, account));
        load(account, state);
    }

    private static String repositories(String... principals) {
        return IntStream.range(0, REPOSITORIES)
                .mapToObj(i -> """
                        {"repositoryName": "app-%d", "createdAt": "2026-03-02T09:30:00Z",
                         "imageScanningConfiguration": {"scanOnPush": true}, "imageTagMutability": "IMMUTABLE",
                         "policyText": %s}""".formatted(i, policy(principals[i])))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String policy(String principal) {
        return """
                {"Version": "2012-10-17", "Statement": [
                   {"Effect": "Allow", "Principal": %s, "Action": "ecr:BatchGetImage"}]}""".formatted(principal.equals("*") ? "\"*\"" : "{\"AWS\": \"" + principal + "\"}");
    }

    private static String topic(String subscriptions) {
        return "[{\"name\": \"alerts\", \"subscriptions\": [" + subscriptions + "]}]";
    }

    private static String hubEvents(String more, String policy) {
        return "{\"buses\": [{\"name\": \"ecr-auditor\", \"policy\": %s}], \"rules\": [{\"name\": \"ecr-auditor-changes\", \"bus\": \"ecr-auditor\", \"pattern\": %s, \"targets\": [{\"id\": \"ChangeQueue\", \"arn\": \"%s\"}]%s}]}"
                .formatted(policy, PlantedBreaks.PATTERN, CHANGE_QUEUE, more);
    }

    private void load(String account, Map<String, String> members) {
        String region = members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\": " + member.getValue())
                .collect(Collectors.joining(", "));
        loadText("{\"accounts\": {\"%s\": {\"%s\": {%s}}}}".formatted(account, REGION, region));
    }

    private void loadText(String state) {
        aws.load(new ByteArrayInputStream(state.getBytes(StandardCharsets.UTF_8)));
    }

    private static String account(int number) {
        return "%012d".formatted(500_000_000_000L + number);
    }

    private RepositoryAudit audit() {
        return new RepositoryAudit(new RepositoryAudit.Parts(
                new EcrRepositoryReader(clients, credentials(), clock),
                RULES.without(Set.of("ecr-encryption-customer-managed-key")),
                new Transition(Settings.NONE, "remediation", Optional.of(fingerprint())),
                store,
                record -> {},
                (reevaluation, delay) -> {},
                clock));
    }

    private AccountCredentials credentials() {
        return new AccountCredentials(clients, Optional.of("ecr-auditor-read"), clock);
    }

    private Sweep sweep(RepositoryAudit audit) {
        ExpectedRule expected = new ExpectedRule(
                PlantedBreaks.RULE,
                Optional.empty(),
                PlantedBreaks.BUS,
                Optional.of("ecr-auditor-forward"),
                WatchedCalls.eventNames());
        AccountCredentials credentials = credentials();
        return new Sweep(new Sweep.Parts(
                new EcrRepositoryLister(clients, credentials),
                sweeps,
                audit,
                store,
                record -> {},
                SilenceDetectionTest::fingerprint,
                Duration.ofDays(1),
                clock,
                new SweepBeginning(
                        new DeliveryChecks(new DeliveryChecks.Parts(
                                new SignedEventDeliveryReader(credentials, PlantedBreaks.RULE, clock),
                                new ForwardingCheck(DeliveryCheck.FORWARDING, expected),
                                arrivals,
                                new DeliveryAudit(store, record -> {}, clock),
                                clock)),
                        SweepBeginning.NONE.baselines()),
                SubjectSweep.NONE));
    }

    private HubChecks hubChecks() {
        AccountRegion hub = new AccountRegion(HUB, REGION);
        IntakeReader intake = new SignedIntakeReader(clients, "ecr-auditor", "ecr-auditor-changes", clock);
        SnsSubscriberReader subscribers = new SnsSubscriberReader(clients, TOPIC);
        SubscriberCheck subscriberCheck = new SubscriberCheck(TOPIC);
        BusCheck busCheck = new BusCheck("ecr-auditor", Optional.of("o-exampleorgid"), Set.of());
        ForwardingCheck ruleCheck = new ForwardingCheck(
                DeliveryCheck.INTAKE,
                new ExpectedRule(
                        "ecr-auditor-changes",
                        Optional.of("ecr-auditor"),
                        CHANGE_QUEUE,
                        Optional.empty(),
                        WatchedCalls.eventNames()));
        return new HubChecks(
                new Subject.Coverage(HUB, REGION),
                List.of(
                        () -> Optional.of(subscriberCheck.check(hub, subscribers.read())),
                        () -> Optional.of(busCheck.check(hub, intake.busPolicy())),
                        () -> Optional.of(ruleCheck.check(hub, intake.rule())),
                        canary()),
                new DeliveryAudit(store, record -> {}, clock));
    }

    private Canary canary() {
        return new Canary(
                CANARY,
                new EcrCanaryTagger(clients),
                new CanaryCheck(new AccountRegion(HUB, REGION), CANARY),
                new Canary.Stores(canaryTags, canaryEvents),
                clock);
    }

    private SweepPlanner planner() {
        return new SweepPlanner(
                new SweepPlanner.Parts(
                        () -> new Reading.Known<>(Set.copyOf(accounts)),
                        List.of(REGION),
                        Subject.Coverage.ofOrganization(HUB),
                        new SweepPlanner.Stores(rounds, sweeps, store),
                        new SweepPlanner.Queues((requests, attempt) -> queue.addAll(requests), record -> {}),
                        SilenceDetectionTest::fingerprint,
                        Duration.ofDays(1),
                        clock),
                () -> Reminders.NONE);
    }

    private static RuleSetFingerprint fingerprint() {
        return RuleSetFingerprint.of(RULES, "");
    }
}
