package dev.ecrauditor.iac.check;

import dev.ecrauditor.iac.Templates;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import dev.ecrauditor.repository.TagMutability;
import java.time.Duration;
import java.util.List;

/** Repositories as AWS describes them a day after their creation, in a registry without settings. */
final class Snapshots {

    private Snapshots() {}

    static RepositorySnapshot of(
            DeploymentPlace place,
            String name,
            Encryption encryption,
            Reading<RepositoryPolicy> policy,
            boolean scans,
            TagMutability tags) {
        return new RepositorySnapshot(
                new RepositoryArn("aws", place.region(), place.account(), name),
                new RepositorySnapshot.Creation(Templates.NOW.minus(Duration.ofDays(1)), Origin.CALLER),
                Templates.NOW,
                encryption,
                policy,
                new RepositorySnapshot.ScanSettings(
                        scans,
                        new Reading.Known<>(new EffectiveScanning(
                                scans,
                                scans ? "SCAN_ON_PUSH" : "MANUAL",
                                "BASIC",
                                EffectiveScanning.Decider.REPOSITORY_FLAG))),
                new RepositorySnapshot.ImageSettings(tags, new Reading.Absent<>()),
                new RegistryContext(
                        new ScopedRegistryPolicy(new Reading.Absent<>(), new Reading.Known<>("V2")),
                        new Reading.Known<>(List.of()),
                        new Reading.Known<>(List.of())));
    }
}
