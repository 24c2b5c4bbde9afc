package dev.ecrauditor.localaws.ecr;

import dev.ecrauditor.localaws.ecr.image.Images;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The repositories of one account in one region, by name, with their policies and images, and the registry's scanning
 * configuration.
 */
public final class Registry {

    private final NavigableMap<String, Repository> repositories = new TreeMap<>();
    private final Map<String, String> policies = new HashMap<>();
    private final Map<String, String> lifecyclePolicies = new HashMap<>();
    private final Map<String, String> lifecyclePreviews = new HashMap<>();
    private final Map<String, Images> images = new HashMap<>();
    private RegistryScanning scanning = RegistryScanning.DEFAULT;

    public Optional<Repository> find(String name) {
        return Optional.ofNullable(repositories.get(name));
    }

    public NavigableMap<String, Repository> repositories() {
        return repositories;
    }

    void put(Repository repository) {
        repositories.put(repository.name(), repository);
    }

    void remove(String name) {
        repositories.remove(name);
        policies.remove(name);
        lifecyclePolicies.remove(name);
        lifecyclePreviews.remove(name);
        images.remove(name);
    }

    /** The images of a repository; writing to them changes them. */
    public Images images(String name) {
        return images.computeIfAbsent(name, key -> new Images());
    }

    boolean hasImages(String name) {
        return images.containsKey(name) && !images.get(name).isEmpty();
    }

    /** Adds the repository, or replaces it with all that belongs to it. */
    public void put(Repository repository, RepositoryState state) {
        remove(repository.name());
        put(repository);
        state.policy().ifPresent(text -> policies.put(repository.name(), text));
        state.lifecyclePolicy().ifPresent(text -> lifecyclePolicies.put(repository.name(), text));
        if (!state.images().isEmpty()) {
            images.put(repository.name(), state.images());
        }
    }

    /** The text by the repository's name. */
    Map<String, String> policies() {
        return policies;
    }

    /** The text by the repository's name. */
    Map<String, String> lifecyclePolicies() {
        return lifecyclePolicies;
    }

    /** The text whose preview was started, by the repository's name. */
    Map<String, String> lifecyclePreviews() {
        return lifecyclePreviews;
    }

    RegistryScanning scanning() {
        return scanning;
    }

    public void setScanning(RegistryScanning newScanning) {
        scanning = newScanning;
    }
}
