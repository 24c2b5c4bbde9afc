package dev.ecrauditor.rule;

import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.SigningRule;
import dev.ecrauditor.repository.TagMutability;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A repository as a rule sees it: payments/api of account 111122223333, a day old, with every setting right unless a
 * test says otherwise. Each method answers a changed copy.
 */
public record SnapshotBuilder(RepositorySnapshot built) {

    public static final Instant READ_AT = Instant.parse("2026-11-20T10:05:00Z");
    public static final RepositoryArn ARN = new RepositoryArn("aws", "us-east-1", "111122223333", "payments/api");
    public static final String OWN_KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    public static final String FOREIGN_KEY =
            "arn:aws:kms:us-east-1:444455556666:key/0987dcba-09fe-87dc-65ba-ab0987654321";
    private static final String OWN_ACCOUNT_ONLY =
            "{'Statement': {'Effect': 'Allow', 'Principal': {'AWS': '111122223333'}, 'Action': 'ecr:BatchGetImage'}}";

    public static SnapshotBuilder repository() {
        Encryption byOwnKey = new Encryption("KMS", Optional.of(OWN_KEY), known(OWN_KEY, "CUSTOMER"));
        return new SnapshotBuilder(new RepositorySnapshot(
                        ARN,
                        new RepositorySnapshot.Creation(READ_AT.minus(Duration.ofDays(1))),
                        READ_AT,
                        byOwnKey,
                        new Reading.Absent<>(),
                        new RepositorySnapshot.ScanSettings(true, new Reading.Absent<>()),
                        new RepositorySnapshot.ImageSettings(TagMutability.IMMUTABLE)))
                .policy(OWN_ACCOUNT_ONLY)
                .scanned(true, EffectiveScanning.Decider.REPOSITORY_FLAG);
    }

    public static Reading<KeySnapshot> known(String arn, String manager) {
        return new Reading.Known<>(new KeySnapshot(arn, manager, "Enabled"));
    }

    public SnapshotBuilder encryption(String type) {
        return encryption(new Encryption(type, Optional.empty(), new Reading.Absent<>()));
    }

    public SnapshotBuilder encryptedBy(String type, String keyArn, Reading<KeySnapshot> key) {
        return encryption(new Encryption(type, Optional.of(keyArn), key));
    }

    public SnapshotBuilder policy(String singleQuoted) {
        return policy(new Reading.Known<>(RepositoryPolicy.of(singleQuoted.replace('\'', '"'))));
    }

    public SnapshotBuilder policy(Reading<RepositoryPolicy> policy) {
        return new SnapshotBuilder(built.withPolicy(policy));
    }

    public SnapshotBuilder aged(Duration age) {
        return new SnapshotBuilder(new RepositorySnapshot(
                built.arn(),
                new RepositorySnapshot.Creation(READ_AT.minus(age), built.origin()),
                built.readAt(),
                built.encryption(),
                built.policy(),
                built.scanSettings(),
                built.images(),
                built.registry()));
    }

    public SnapshotBuilder origin(Origin origin) {
        return new SnapshotBuilder(built.withOrigin(origin));
    }

    public SnapshotBuilder scanned(boolean scanned, EffectiveScanning.Decider decider) {
        String frequency = scanned ? "SCAN_ON_PUSH" : "MANUAL";
        return scanning(new Reading.Known<>(new EffectiveScanning(scanned, frequency, "BASIC", decider)));
    }

    public SnapshotBuilder scanning(Reading<EffectiveScanning> scanning) {
        return with(new RepositorySnapshot.ScanSettings(built.scanOnPush(), scanning));
    }

    public SnapshotBuilder flag(boolean scanOnPush) {
        return with(new RepositorySnapshot.ScanSettings(scanOnPush, built.scanning()));
    }

    public SnapshotBuilder tags(String mutability, String... exclusionFilters) {
        return with(new RepositorySnapshot.ImageSettings(
                new TagMutability(mutability, List.of(exclusionFilters)),
                built.images().lifecyclePolicy()));
    }

    public SnapshotBuilder lifecyclePolicy(Reading<String> policy) {
        return with(new RepositorySnapshot.ImageSettings(built.images().tags(), policy));
    }

    public SnapshotBuilder signedBy(Reading<List<SigningRule>> rules) {
        return with(new RepositorySnapshot.RegistryContext(
                built.registry().policy(), rules, built.registry().cachePrefixes()));
    }

    public SnapshotBuilder cachePrefixes(Reading<List<String>> prefixes) {
        return with(new RepositorySnapshot.RegistryContext(
                built.registry().policy(), built.registry().signing(), prefixes));
    }

    private SnapshotBuilder with(RepositorySnapshot.ScanSettings scanning) {
        return with(built.encryption(), scanning, built.images(), built.registry());
    }

    private SnapshotBuilder with(RepositorySnapshot.ImageSettings images) {
        return with(built.encryption(), built.scanSettings(), images, built.registry());
    }

    private SnapshotBuilder with(RepositorySnapshot.RegistryContext registry) {
        return with(built.encryption(), built.scanSettings(), built.images(), registry);
    }

    private SnapshotBuilder encryption(Encryption encryption) {
        return with(encryption, built.scanSettings(), built.images(), built.registry());
    }

    private SnapshotBuilder with(
            Encryption encryption,
            RepositorySnapshot.ScanSettings scanning,
            RepositorySnapshot.ImageSettings images,
            RepositorySnapshot.RegistryContext registry) {
        return new SnapshotBuilder(new RepositorySnapshot(
                built.arn(), built.creation(), built.readAt(), encryption, built.policy(), scanning, images, registry));
    }

    /** The evidence of a rule that fails for this repository. */
    public Evidence failing(String ruleId) {
        return RuleCatalog.every(RuleOptions.of(Duration.ofMinutes(15))).evaluate(built).entrySet().stream()
                .filter(rule -> rule.getKey().id().equals(ruleId))
                .map(rule -> (Verdict.Fail) rule.getValue())
                .findFirst()
                .orElseThrow()
                .evidence();
    }
}
