package dev.ecrauditor.testing;

import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.EffectiveScanning.Decider;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.TagMutability;
import java.time.Instant;
import java.util.Optional;

/** A repository that is good in every way until a test says otherwise; each change gives a new one. */
public record SampleRepository(RepositorySnapshot snapshot) {

    public static final RepositoryArn ARN = new RepositoryArn("aws", "us-east-1", "111122223333", "payments/api");
    public static final Instant CREATED = Instant.parse("2026-03-02T09:30:00Z");
    public static final String OWN_ACCOUNT_POLICY = """
            {"Version":"2012-10-17","Statement":[{"Sid":"OwnAccount","Effect":"Allow",\
            "Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"ecr:BatchGetImage"}]}""";
    public static final String PUBLIC_POLICY = """
            {"Version":"2012-10-17","Statement":[{"Sid":"Open","Effect":"Allow",\
            "Principal":"*","Action":"ecr:BatchGetImage"}]}""";

    public static SampleRepository good() {
        return good(ARN);
    }

    public static SampleRepository good(RepositoryArn arn) {
        String key = "arn:aws:kms:" + arn.region() + ":" + arn.account() + ":key/1234abcd-12ab-34cd-56ef-1234567890ab";
        Encryption encryption = new Encryption(
                "KMS", Optional.of(key), new Reading.Known<>(new KeySnapshot(key, "CUSTOMER", "Enabled")));
        return new SampleRepository(new RepositorySnapshot(
                arn,
                new RepositorySnapshot.Creation(CREATED),
                CREATED.plusSeconds(86_400),
                encryption,
                new Reading.Known<>(RepositoryPolicy.of(OWN_ACCOUNT_POLICY)),
                new RepositorySnapshot.ScanSettings(true, flagDecides(true)),
                new RepositorySnapshot.ImageSettings(TagMutability.IMMUTABLE)));
    }

    public SampleRepository createdAt(Instant createdAt) {
        return with(createdAt, snapshot.policy(), snapshot.scanOnPush(), snapshot.scanning());
    }

    public SampleRepository scanOnPush(boolean flag) {
        return with(snapshot.createdAt(), snapshot.policy(), flag, flagDecides(flag));
    }

    /** The registry has scanning rules, and they say so; the flag stays what it is. */
    public SampleRepository scannedByRegistryRules(boolean scanned) {
        EffectiveScanning rules = new EffectiveScanning(
                scanned, scanned ? "CONTINUOUS_SCAN" : "MANUAL", "ENHANCED", Decider.REGISTRY_RULES);
        return with(snapshot.createdAt(), snapshot.policy(), snapshot.scanOnPush(), new Reading.Known<>(rules));
    }

    public SampleRepository scanning(Reading<EffectiveScanning> scanning) {
        return with(snapshot.createdAt(), snapshot.policy(), snapshot.scanOnPush(), scanning);
    }

    public SampleRepository policy(String text) {
        return policy(new Reading.Known<>(RepositoryPolicy.of(text)));
    }

    public SampleRepository withoutPolicy() {
        return policy(new Reading.Absent<>());
    }

    public SampleRepository policy(Reading<RepositoryPolicy> policy) {
        return with(snapshot.createdAt(), policy, snapshot.scanOnPush(), snapshot.scanning());
    }

    public SampleRepository readAt(Instant readAt) {
        return new SampleRepository(new RepositorySnapshot(
                snapshot.arn(),
                new RepositorySnapshot.Creation(snapshot.createdAt()),
                readAt,
                snapshot.encryption(),
                snapshot.policy(),
                new RepositorySnapshot.ScanSettings(snapshot.scanOnPush(), snapshot.scanning()),
                new RepositorySnapshot.ImageSettings(TagMutability.IMMUTABLE)));
    }

    public Reading<RepositorySnapshot> known() {
        return new Reading.Known<>(snapshot);
    }

    private SampleRepository with(
            Instant createdAt,
            Reading<RepositoryPolicy> policy,
            boolean scanOnPush,
            Reading<EffectiveScanning> scanning) {
        return new SampleRepository(new RepositorySnapshot(
                snapshot.arn(),
                new RepositorySnapshot.Creation(createdAt),
                snapshot.readAt(),
                snapshot.encryption(),
                policy,
                new RepositorySnapshot.ScanSettings(scanOnPush, scanning),
                new RepositorySnapshot.ImageSettings(TagMutability.IMMUTABLE)));
    }

    private static Reading<EffectiveScanning> flagDecides(boolean flag) {
        return new Reading.Known<>(
                new EffectiveScanning(flag, flag ? "SCAN_ON_PUSH" : "MANUAL", "BASIC", Decider.REPOSITORY_FLAG));
    }
}
