package dev.ecrauditor.audit.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.audit.sweep.Sweep;
import dev.ecrauditor.audit.sweep.SweepRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemorySweepStore;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each instance of a function remembers what a registry decides; another one may have seen it change since. */
class RegistryInstancesTest {

    private static final Subject.Coverage PLACE = new Subject.Coverage("111122223333", "us-east-1");
    private static final RepositoryArn ARN = new RepositoryArn("aws", "us-east-1", "111122223333", "team/service");
    private static final String NO_POLICY = ", \"registryPolicy\": null";

    private static final String DENY = """
            , "registryPolicyScope": "V2", "registryPolicy": {"Version": "2012-10-17", "Statement": [{"Sid": "Closed", "Effect": "Deny",
            "Principal": "*", "Action": "ecr:*", "Resource": "*"}]}""";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final InMemorySweepStore progress = new InMemorySweepStore(store);
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final Auditor one = new Auditor(aws, store, clock, RemediationMode.OFF);
    private final Auditor other = new Auditor(aws, store, clock, RemediationMode.OFF);

    @TempDir
    Path directory;

    @BeforeEach
    void theRegistryPolicyClosesARepository() throws IOException {
        load(DENY);
        assertThat(sweep(one).sweep(PLACE, () -> true, line -> {})).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(one.alerts()).isEmpty();
        clock.advance(Duration.ofHours(2));
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void anInstanceThatReadTheRegistryBeforeItsChangeResolvesNothingThatWasFoundAfterIt() throws IOException {
        other.reevaluate(ARN);
        clock.advance(Duration.ofSeconds(5));
        load(NO_POLICY);
        change(one);
        assertThat(one.alerts()).isNotEmpty();

        clock.advance(Duration.ofSeconds(10));
        other.reevaluate(ARN);
        assertThat(other.alerts()).isEmpty();
    }

    @Test
    void aSweepThatAnotherInstanceContinuesUsesNothingReadBeforeItBegan() throws IOException {
        load(DENY, "team/another");
        other.reevaluate(new RepositoryArn("aws", "us-east-1", "111122223333", "team/another"));
        clock.advance(Duration.ofSeconds(5));
        load(NO_POLICY, "team/another");
        event(one);
        SweepRequest request = request(one);
        assertThatThrownBy(() -> sweep(one).sweep(request, () -> false, line -> {}))
                .hasMessageContaining("goes on");

        clock.advance(Duration.ofSeconds(5));
        assertThat(sweep(other).sweep(request, () -> true, line -> {})).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(one.alerts()).isNotEmpty();
    }

    @Test
    void anEventIsNotEvaluatedWithWhatWasReadBeforeIt() throws IOException {
        other.reevaluate(ARN);
        clock.advance(Duration.ofSeconds(20));
        load(NO_POLICY);
        other.handle(CloudTrailEvents.scanningSet(ARN, true, clock.instant(), "developer"));
        assertThat(other.alerts()).isNotEmpty();
    }

    @Test
    void theEventsOfABurstShareWhatIsReadOfTheRegistry() throws IOException {
        List<String> names =
                IntStream.range(0, 20).mapToObj(number -> "burst/" + number).toList();
        load(DENY, names.toArray(String[]::new));
        Instant burst = clock.instant();
        clock.advance(Duration.ofSeconds(40));
        long before = policyReads();
        for (int i = 0; i < names.size(); i++) {
            RepositoryArn arn = new RepositoryArn("aws", "us-east-1", "111122223333", names.get(i));
            other.handle(CloudTrailEvents.scanningSet(arn, true, burst.plusSeconds(i), "developer"));
        }
        assertThat(policyReads() - before).isEqualTo(1);
    }

    private long policyReads() {
        return aws.requests().stream()
                .filter(request -> request.operation().equals("GetRegistryPolicy"))
                .count();
    }

    private void change(Auditor instance) {
        event(instance);
        assertThat(sweep(instance).sweep(request(instance), () -> true, line -> {}))
                .isEqualTo(Sweep.Outcome.COMPLETE);
    }

    private void event(Auditor instance) {
        Json nothing = new JsonObject().build();
        instance.handle(CloudTrailEvents.ofRegistry(
                ARN, "DeleteRegistryPolicy", nothing, clock.instant().minusSeconds(3)));
    }

    private static SweepRequest request(Auditor instance) {
        return SweepRequest.read(instance.sweeps.get(0).message()).orElseThrow();
    }

    private Sweep sweep(Auditor instance) {
        return instance.sweep(
                progress, RuleSetFingerprint.of(RuleCatalog.standard(Duration.ofMinutes(15)), "settings"));
    }

    private void load(String registry) throws IOException {
        load(registry, ARN.name());
    }

    private void load(String registry, String... names) throws IOException {
        String key = "1234abcd-12ab-34cd-56ef-1234567890ab";
        String repositories =
                Stream.of(names).map(name -> """
                        {"repositoryName": "%s", "createdAt": "2026-03-02T09:30:00Z",
                         "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "%s"},
                         "imageScanningConfiguration": {"scanOnPush": true}, "imageTagMutability": "IMMUTABLE",
                         "policyText": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                           "Principal": {"AWS": "777788889999"}, "Action": "ecr:BatchGetImage"}]}}""".formatted(name, key)).collect(Collectors.joining(","));
        Path state = directory.resolve("state.json");
        Files.writeString(state, """
                {"accounts": {"111122223333": {"us-east-1": {"keys": [{"keyId": "%s", "keyManager": "CUSTOMER",
                  "keyState": "Enabled", "rotationEnabled": true}], "repositories": [%s]%s}}}}""".formatted(key, repositories, registry));
        aws.load(state);
    }
}
