package dev.ecrauditor.aws.repository;

import dev.ecrauditor.aws.key.KmsKeyReader;
import dev.ecrauditor.registry.RecentAnswers;
import dev.ecrauditor.registry.RegistryContextReader;
import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import dev.ecrauditor.repository.TagMutability;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What repositories share: their keys, how their registry scans, and its other settings. Each is read once a minute
 * for all of them. What AWS denied or does not know is read again for each repository.
 */
final class SharedReadings {

    private final KmsKeyReader keyReader;
    private final EffectiveScanningReader scanningReader;
    private final RegistryContextReader registries;
    private final RecentAnswers<Key, Reading<KeySnapshot>> keys;
    private final RecentAnswers<Registry, Reading<RegistryScanning>> scanning;
    private final RecentAnswers<RepositoryArn, Map<String, EffectiveScanning>> groups;

    private record Key(String account, String region, String keyArn) {}

    private record Registry(String account, String region) {}

    SharedReadings(
            KmsKeyReader keyReader,
            EffectiveScanningReader scanningReader,
            RegistryContextReader registries,
            Clock clock) {
        this.keyReader = keyReader;
        this.scanningReader = scanningReader;
        this.registries = registries;
        this.keys = new RecentAnswers<>(clock, Reading.Known.class::isInstance);
        this.scanning = new RecentAnswers<>(clock, Reading.Known.class::isInstance);
        this.groups = new RecentAnswers<>(clock);
    }

    Reading<KeySnapshot> key(RepositoryArn repository, String keyArn, Instant since) {
        String account = repository.account();
        String region = repository.region();
        return keys.get(new Key(account, region, keyArn), since, () -> keyReader.read(account, region, keyArn));
    }

    /**
     * How a repository is scanned.
     *
     * @param group the repositories that are asked for in one call where rules of the registry decide, with this one; at
     *     most {@link EffectiveScanningReader#MOST_TOGETHER}, empty for this one alone
     */
    Reading<EffectiveScanning> scanning(
            RepositoryArn repository, boolean scanOnPush, Instant since, List<RepositoryArn> group) {
        Registry registry = new Registry(repository.account(), repository.region());
        Reading<RegistryScanning> read = scanning.get(registry, since, () -> scanningReader.registry(repository));
        if (!group.isEmpty()
                && read instanceof Reading.Known<RegistryScanning> known
                && !EffectiveScanningReader.isDecidedByFlag(known.value())) {
            EffectiveScanning answer = groups.get(
                            group.get(0), since, () -> scanningReader.readTogether(group, known.value()))
                    .get(repository.name());
            if (answer != null) {
                return new Reading.Known<>(answer);
            }
        }
        return scanningReader.read(repository, scanOnPush, read);
    }

    /** The pull through cache rules matter only where a push can move most tags. */
    RegistryContext registry(RepositoryArn repository, TagMutability tags, Instant since) {
        String account = repository.account();
        String region = repository.region();
        RegistryContext context = registries.read(account, region, since);
        return tags.movableTags().equals(Optional.of(TagMutability.MovableTags.MOST))
                ? context.withCachePrefixes(registries.cachePrefixes(account, region, since))
                : context;
    }
}
