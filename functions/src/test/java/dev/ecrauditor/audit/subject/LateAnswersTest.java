package dev.ecrauditor.audit.subject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.audit.sweep.Sweep;
import dev.ecrauditor.audit.sweep.SweepRequest;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemoryKeyIndex;
import dev.ecrauditor.finding.store.InMemorySweepStore;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryRequest;

/** No finding of a key or a registry is lost or left open, where AWS answers late or what it is about is gone. */
class LateAnswersTest {

    private static final String ACCOUNT = "111122223333";
    private static final Subject.Coverage PLACE = new Subject.Coverage(ACCOUNT, "us-east-1");
    private static final RepositoryArn ARN = new RepositoryArn("aws", "us-east-1", ACCOUNT, "team/service");
    private static final KeyArn KEY = new KeyArn("aws", "us-east-1", ACCOUNT, "1234abcd-12ab-34cd-56ef-1234567890ab");
    private static final String OPEN_REGISTRY = """
            , "registryPolicy": {"Version": "2012-10-17", "Statement": [{"Sid": "Open", "Effect": "Allow",
            "Principal": "*", "Action": "ecr:ReplicateImage", "Resource": "*"}]}""";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final InMemorySweepStore progress = new InMemorySweepStore(store);
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final Auditor auditor = new Auditor(aws, store, clock, RemediationMode.OFF);

    @TempDir
    Path directory;

    @BeforeEach
    void everythingIsCompliant() throws IOException {
        load("Enabled", "");
        sweep();
        assertThat(auditor.alerts()).isEmpty();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void aDisabledKeyThatKmsStillCallsEnabledIsEvaluatedAgain() throws IOException {
        auditor.handle(CloudTrailEvents.ofKey(KEY, "DisableKey", clock.instant().minusSeconds(20)));
        assertThat(auditor.alerts()).isEmpty();

        load("Disabled", "");
        later(Duration.ofMinutes(5));
        assertThat(auditor.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.text("status")).hasValue("OPENED"));
        assertThat(auditor.later).isEmpty();
    }

    @Test
    void aKeyThatIsShownAsTheEventLeftItIsNotEvaluatedAgain() throws IOException {
        load("Disabled", "");
        auditor.handle(CloudTrailEvents.ofKey(KEY, "DisableKey", clock.instant().minusSeconds(20)));
        assertThat(auditor.alerts()).hasSize(1);
        assertThat(auditor.later).isEmpty();
    }

    @Test
    void anOldEventThatTheKeyContradictsIsNoLateAnswer() {
        auditor.handle(CloudTrailEvents.ofKey(KEY, "DisableKey", clock.instant().minus(Duration.ofMinutes(6))));
        assertThat(auditor.later).isEmpty();
    }

    @Test
    void aRegistryPolicyThatEcrDoesNotShowYetIsReadAgainAndItsRepositoriesAreSwept() throws IOException {
        Json request = new JsonObject().put("policyText", "{}").build();
        auditor.handle(CloudTrailEvents.ofRegistry(
                ARN, "PutRegistryPolicy", request, clock.instant().minusSeconds(20)));
        assertThat(auditor.alerts()).isEmpty();
        assertThat(auditor.sweeps).hasSize(1);

        load("Enabled", OPEN_REGISTRY);
        later(Duration.ofMinutes(5));
        assertThat(auditor.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.text("resource", "type")).hasValue("registry"));
        assertThat(auditor.sweeps).hasSize(2);
        assertThat(auditor.later).isEmpty();
    }

    @Test
    void theFindingOfAKeyIsResolvedWhenItsLastRepositoryIsDeleted() throws IOException {
        disabled();
        try (AwsClients owner = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", ACCOUNT)) {
            owner.ecr("us-east-1")
                    .deleteRepository(DeleteRepositoryRequest.builder()
                            .repositoryName(ARN.name())
                            .build());
        }
        Json request = new JsonObject().put("repositoryName", ARN.name()).build();
        auditor.handle(CloudTrailEvents.ofRegistry(
                ARN, "DeleteRepository", request, clock.instant().minusSeconds(20)));
        auditor.alerts();

        later(Duration.ofMinutes(1));
        assertThat(auditor.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.text("status")).hasValue("RESOLVED");
            assertThat(alert.text("resource", "arn")).hasValue(KEY.toString());
        });
    }

    @Test
    void whatIsOpenOfTheRegistryAndTheKeysOfAnAccountThatLeavesIsResolved() throws IOException {
        disabled();
        load("Disabled", OPEN_REGISTRY);
        clock.advance(Duration.ofDays(2));
        sweep();
        auditor.alerts();
        assertThat(open()).isEqualTo(2);

        clock.advance(Duration.ofHours(1));
        Sweep sweep = auditor.sweep(progress, fingerprint());
        SweepRequest departure = new SweepRequest(PLACE, clock.instant(), true, false);
        assertThat(sweep.sweep(departure, () -> true, line -> {})).isEqualTo(Sweep.Outcome.LEFT);
        assertThat(open()).isZero();
        assertThat(new InMemoryKeyIndex(store).repositoriesOn(KEY.toString())).isEmpty();
        assertThat(store.load(new Subject.Registry(ACCOUNT, "us-east-1"))
                        .orElseThrow()
                        .lastEvaluated())
                .isEmpty();
    }

    @Test
    void aSweepListsTheRepositoriesThatAnEarlierVersionRecordedWithoutTheirKey() throws IOException {
        SubjectRecord known = store.load(Subject.of(ARN)).orElseThrow();
        store.save(known.toBuilder()
                .version(known.version() + 1)
                .keyArn(Optional.empty())
                .build());
        load("Disabled", "");
        clock.advance(Duration.ofDays(2));
        sweep();
        assertThat(new InMemoryKeyIndex(store).repositoriesOn(KEY.toString())).containsExactly(ARN);
        assertThat(auditor.alerts())
                .anySatisfy(alert -> assertThat(alert.text("resource", "arn")).hasValue(KEY.toString()));
    }

    private void disabled() throws IOException {
        load("Disabled", "");
        auditor.handle(CloudTrailEvents.ofKey(KEY, "DisableKey", clock.instant().minusSeconds(20)));
        assertThat(auditor.alerts()).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
    }

    private void later(Duration delay) {
        clock.advance(delay);
        List<String> due = List.copyOf(auditor.later);
        auditor.later.clear();
        assertThat(due).hasSize(1);
        due.forEach(auditor::handle);
    }

    private long open() {
        return store.records().stream()
                .flatMap(record -> record.findings().keySet().stream().filter(record::isOpen))
                .count();
    }

    private void sweep() {
        assertThat(auditor.sweep(progress, fingerprint()).sweep(PLACE, () -> true, line -> {}))
                .isEqualTo(Sweep.Outcome.COMPLETE);
    }

    private static RuleSetFingerprint fingerprint() {
        return RuleSetFingerprint.of(RuleCatalog.standard(Duration.ofMinutes(15)), "settings");
    }

    private void load(String keyState, String registry) throws IOException {
        Path state = directory.resolve("state.json");
        Files.writeString(state, """
                {"accounts": {"111122223333": {"us-east-1": {"keys": [{"keyId": "%1$s", "keyManager": "CUSTOMER",
                  "keyState": "%2$s", "rotationEnabled": true}], "repositories": [{"repositoryName": "team/service",
                  "createdAt": "2026-03-02T09:30:00Z",
                  "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "%1$s"},
                  "imageScanningConfiguration": {"scanOnPush": true}, "imageTagMutability": "IMMUTABLE",
                  "policyText": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                  "Principal": {"AWS": "111122223333"}, "Action": "ecr:BatchGetImage"}]}}]%3$s}}}}""".formatted(KEY.id(), keyState, registry));
        aws.load(state);
    }
}
