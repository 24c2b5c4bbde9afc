package dev.ecrauditor.localaws;

import dev.ecrauditor.localaws.ecr.Repository;
import dev.ecrauditor.localaws.ecr.RepositoryEncryption;
import dev.ecrauditor.localaws.kms.key.KeyState;
import dev.ecrauditor.localaws.kms.key.Keys;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The grants of ECR that a loaded state implies: two for every repository on its key, except on keys whose grants the
 * state lists.
 */
final class EcrGrants {

    private final Cloud cloud;
    private final RepositoryEncryption encryption;
    private final Set<String> listed = new HashSet<>();
    private final Set<String> loadedKeys = new HashSet<>();
    private final Set<String> loadedRepositories = new HashSet<>();

    EcrGrants(Cloud cloud, List<RegionState> states) {
        this.cloud = cloud;
        this.encryption = new RepositoryEncryption(new Keys(place -> cloud.at(place).keys));
        for (RegionState state : states) {
            for (KeyState key : state.keys()) {
                (key.grants().isPresent() ? listed : loadedKeys).add(key.key().arn());
            }
        }
    }

    /** A repository is about to be loaded; one that it replaces loses its grants. */
    void put(Repository repository) {
        cloud.at(repository.place()).registry.find(repository.name()).ifPresent(encryption::retire);
        loadedRepositories.add(repository.arn());
    }

    /** Creates the grants of the loaded repositories, and of all repositories on the loaded keys. */
    void create(Instant now) {
        for (Region region : cloud.all()) {
            for (Repository repository : region.registry.repositories().values()) {
                String key = repository.encryption().keyArn();
                boolean isNew = loadedRepositories.contains(repository.arn()) || loadedKeys.contains(key);
                if (isNew && !listed.contains(key)) {
                    encryption.grant(repository, now);
                }
            }
        }
    }
}
