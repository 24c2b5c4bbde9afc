package dev.ecrauditor.audit.subject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.audit.sweep.Sweep;
import dev.ecrauditor.audit.sweep.SweepRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemorySweepStore;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.AlertSummary;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One change that concerns hundreds of repositories leads to one message, not to hundreds. */
class ManyRepositoriesTest {

    private static final int REPOSITORIES = 300;
    private static final String ACCOUNT = "111122223333";
    private static final Subject.Coverage PLACE = new Subject.Coverage(ACCOUNT, "us-east-1");
    private static final KeyArn KEY = new KeyArn("aws", "us-east-1", ACCOUNT, "1234abcd-12ab-34cd-56ef-1234567890ab");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final InMemorySweepStore progress = new InMemorySweepStore(store);
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final Auditor auditor = new Auditor(aws, store, clock, RemediationMode.OFF);
    private final Sweep sweep =
            auditor.sweep(progress, RuleSetFingerprint.of(RuleCatalog.standard(Duration.ofMinutes(15)), "settings"));

    @TempDir
    Path directory;

    @BeforeEach
    void everyRepositoryIsCompliant() throws IOException {
        load("Enabled", "");
        assertThat(sweep.sweep(PLACE, () -> true, line -> {})).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(auditor.alerts()).isEmpty();
        clock.advance(Duration.ofHours(2));
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void aDisabledKeyIsOneAlertThatNamesItsRepositories() throws IOException {
        load("Disabled", "");
        auditor.handle(CloudTrailEvents.ofKey(KEY, "DisableKey", clock.instant().minusSeconds(60)));

        List<Json> alerts = auditor.alerts();
        assertThat(alerts).hasSize(1);
        Json alert = alerts.get(0);
        assertThat(alert.text("status")).hasValue("OPENED");
        assertThat(alert.text("severity")).hasValue("CRITICAL");
        assertThat(alert.text("resource", "type")).hasValue("key");
        assertThat(alert.text("resource", "arn")).hasValue(KEY.toString());
        String text = alert.toString();
        assertThat(IntStream.range(0, REPOSITORIES).mapToObj(ManyRepositoriesTest::name))
                .allSatisfy(name -> assertThat(text).contains(name));
        assertThat(AlertSummary.published(alert).actor())
                .hasValue("arn:aws:sts::111122223333:assumed-role/developer/alice");

        clock.advance(Duration.ofHours(1));
        load("Enabled", "");
        auditor.handle(CloudTrailEvents.ofKey(KEY, "EnableKey", clock.instant().minusSeconds(60)));
        List<Json> resolved = auditor.alerts();
        assertThat(resolved).hasSize(1);
        assertThat(resolved.get(0).text("status")).hasValue("RESOLVED");
        assertThat(resolved.get(0).text("resource", "arn")).hasValue(KEY.toString());
    }

    @Test
    void aRegistryThatStopsScanningIsOneAlertAndOneDigest() throws IOException, MalformedJson {
        String other = "{\"scanType\": \"BASIC\", \"rules\": [{\"scanFrequency\": \"SCAN_ON_PUSH\","
                + " \"repositoryFilters\": [{\"filter\": \"other/*\", \"filterType\": \"WILDCARD\"}]}]}";
        load("Enabled", ", \"registryScanning\": " + other);
        auditor.handle(CloudTrailEvents.ofRegistry(
                new RepositoryArn("aws", "us-east-1", ACCOUNT, name(0)),
                "PutRegistryScanningConfiguration",
                JsonReader.read(other),
                clock.instant().minusSeconds(60)));

        List<Json> ofRegistry = auditor.alerts();
        assertThat(ofRegistry).hasSize(1);
        assertThat(ofRegistry.get(0).text("resource", "type")).hasValue("registry");
        assertThat(auditor.sweeps).hasSize(1);
        SweepRequest request =
                SweepRequest.read(auditor.sweeps.get(0).message()).orElseThrow();
        assertThat(sweep.sweep(request, () -> true, line -> {})).isEqualTo(Sweep.Outcome.COMPLETE);

        List<Json> digest = auditor.alerts();
        assertThat(digest).allSatisfy(part -> {
            assertThat(part.text("status")).hasValue("DIGEST");
            assertThat(part.text("reason")).hasValue("REGISTRY_CHANGED");
        });
        assertThat(digest.stream().map(part -> part.text("digestId")).distinct())
                .hasSize(1);
        assertThat(digest.stream().mapToInt(part -> part.items("alerts").size()).sum())
                .isEqualTo(REPOSITORIES);

        assertThat(sweep.sweep(request, () -> true, line -> {})).isEqualTo(Sweep.Outcome.NOT_DUE);
        assertThat(auditor.alerts()).isEmpty();
    }

    private void load(String keyState, String registry) throws IOException {
        String repositories = IntStream.range(0, REPOSITORIES)
                .mapToObj(number -> """
                        {"repositoryName": "%s", "createdAt": "2026-03-02T09:30:00Z",
                         "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "%s"},
                         "imageScanningConfiguration": {"scanOnPush": true}, "imageTagMutability": "IMMUTABLE",
                         "policyText": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                           "Principal": {"AWS": "111122223333"}, "Action": "ecr:BatchGetImage"}]}}""".formatted(name(number), KEY.id()))
                .collect(Collectors.joining(","));
        Path state = directory.resolve("state.json");
        Files.writeString(state, """
                {"accounts": {"111122223333": {"us-east-1": {"keys": [{"keyId": "%s", "keyManager": "CUSTOMER",
                  "keyState": "%s", "rotationEnabled": true}], "repositories": [%s]%s}}}}""".formatted(KEY.id(), keyState, repositories, registry));
        aws.load(state);
    }

    private static String name(int number) {
        return "team-%03d/service".formatted(number);
    }
}
