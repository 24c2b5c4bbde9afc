package dev.ecrauditor.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.export.FindingExport;
import dev.ecrauditor.audit.sweep.Sweep;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.dynamodb.DynamoExportStore;
import dev.ecrauditor.aws.dynamodb.DynamoFindingStore;
import dev.ecrauditor.aws.dynamodb.DynamoRecordPages;
import dev.ecrauditor.aws.dynamodb.DynamoSweepStore;
import dev.ecrauditor.aws.repository.EcrRepositoryLister;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.aws.s3.S3Object;
import dev.ecrauditor.aws.s3.S3Objects;
import dev.ecrauditor.finding.export.ExportProgress;
import dev.ecrauditor.finding.record.Subject;
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
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.DynamoDbLocal;
import dev.ecrauditor.testing.Invocation;
import dev.ecrauditor.testing.LambdaContext;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The export behind a tick of the sweep function, from a table in DynamoDB Local to a bucket of local-aws. */
class FindingExportEndToEndTest {

    private static final Subject.Coverage PLACE = new Subject.Coverage("111122223333", "us-east-1");
    private static final RuleRegistry RULES = RuleCatalog.standard(Duration.ofMinutes(15));
    private static final String BUCKET = "ecr-auditor-findings";
    private static final String FOLDER = "findings/date=2026-11-20/";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));

    @AutoClose
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));

    @AutoClose
    private final AwsClients clients =
            AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", "111122223333", Duration.ofSeconds(10));

    private final DynamoDbLocal dynamoDb = DynamoDbLocal.running();
    private final String table = dynamoDb.newTable();
    private final DynamoFindingStore store = new DynamoFindingStore(dynamoDb.clients(), table);
    private final DynamoExportStore progress = new DynamoExportStore(dynamoDb.clients(), table);
    private final S3Objects objects = new S3Objects(clients, BUCKET, clock);
    private final SweepHandler handler = new SweepHandler(sweep(), PLACE, Optional.of(export()));

    @BeforeEach
    void load() {
        aws.createBucket(BUCKET);
        for (String name : List.of("payments/api", "search/index", "web/site")) {
            new LocalAccounts(aws).repository(new RepositoryArn("aws", "us-east-1", "111122223333", name), false);
        }
    }

    @Test
    void aTickSweepsAndThenWritesWhatItFound() {
        assertThat(tick(900_000)).isEqualTo("COMPLETE");

        assertThat(text("111122223333-us-east-1-1.json").lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains("\"rule\":\"ecr-scan-on-push\"", "\"status\":\"OPEN\""));
        assertThat(text("_SUCCESS")).contains("\"objects\":1,\"findings\":3");
        assertThat(puts()).isEqualTo(2);

        clock.advance(Duration.ofMinutes(15));
        assertThat(tick(900_000)).isEqualTo("NOT_DUE");
        assertThat(puts()).isEqualTo(2);
    }

    @Test
    void inTheLastMinuteOfAnInvocationItWaitsForTheNextTick() {
        assertThat(tick(59_999)).isEqualTo("CONTINUES");
        assertThat(puts()).isZero();
        assertThat(tick(900_000)).isEqualTo("COMPLETE");
    }

    /** The write of the object has an effect, its answer is lost, and the process ends: the next tick repeats it. */
    @Test
    void anObjectWhoseProgressWasLostIsReplaced() {
        assertThat(tick(900_000)).isEqualTo("COMPLETE");
        String first = text("111122223333-us-east-1-1.json");
        ExportProgress end = progress.progress();
        progress.save(new ExportProgress(
                end.version() + 1,
                end.date(),
                false,
                ExportProgress.Cursor.BEGINNING,
                new ExportProgress.Counts(0, 0, 0)));

        assertThat(tick(900_000)).isEqualTo("COMPLETE");
        assertThat(text("111122223333-us-east-1-1.json")).isEqualTo(first);
        assertThat(puts()).isEqualTo(4);
    }

    @Test
    void aDenialFailsTheExportAndNotTheSweep() {
        aws.deny("111122223333", "s3:PutObject");
        Invocation invocation = invoke(900_000);

        assertThat(invocation.failedMessages()).isEmpty();
        Json last = invocation.log().get(invocation.log().size() - 1);
        assertThat(last.text("outcome")).hasValue("COMPLETE");
        assertThat(last.text("export")).hasValue("FAILED");
        assertThat(invocation.log()).anySatisfy(line -> {
            assertThat(line.whole("exportsFailed")).hasValue(1L);
            assertThat(line.text("fault").orElseThrow()).contains("S3 answers AccessDenied");
            assertThat(line.at("_aws").items("CloudWatchMetrics")).isNotEmpty();
        });
        assertThat(store.load(PLACE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aShortFaultOfS3IsRetried(Fault fault) {
        aws.failNext("s3:PutObject", fault, 2);
        assertThat(tick(900_000)).isEqualTo("COMPLETE");
    }

    private String tick(int milliseconds) {
        Invocation invocation = invoke(milliseconds);
        assertThat(invocation.failedMessages()).isEmpty();
        return invocation.log().get(invocation.log().size() - 1).text("export").orElseThrow();
    }

    private Invocation invoke(int milliseconds) {
        return Invocation.of(
                handler,
                CloudTrailEvents.batch(List.of(CloudTrailEvents.scheduled(clock.instant()))),
                new LambdaContext(milliseconds));
    }

    private String text(String name) {
        return objects.get(FOLDER + name).map(S3Object::text).orElseThrow();
    }

    private long puts() {
        return aws.requests().stream()
                .map(LoggedRequest::operation)
                .filter("PutObject"::equals)
                .count();
    }

    private FindingExport export() {
        return new FindingExport(new FindingExport.Parts(
                new DynamoRecordPages(dynamoDb.clients(), table),
                progress,
                (key, text) -> objects.put(key, text, "application/x-ndjson"),
                () -> List.of(PLACE),
                clock));
    }

    private Sweep sweep() {
        RuleSetFingerprint fingerprint = RuleSetFingerprint.of(RULES, "");
        RepositoryAudit audit = new RepositoryAudit(new RepositoryAudit.Parts(
                new EcrRepositoryReader(clients, new AccountCredentials(clients, Optional.empty(), clock), clock),
                RULES,
                new Transition(Settings.NONE, "remediation", Optional.of(fingerprint)),
                store,
                record -> {},
                (reevaluation, delay) -> {},
                clock));
        return new Sweep(new Sweep.Parts(
                new EcrRepositoryLister(clients),
                new DynamoSweepStore(dynamoDb.clients(), table),
                audit,
                store,
                record -> {},
                fingerprint,
                Duration.ofDays(1),
                clock));
    }
}
