package dev.ecrauditor.localaws.ecr;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The repositories of one account in one region, by name, their policies, and the registry's scanning configuration.
 */
public final class Registry {

    private final NavigableMap<String, Repository> repositories = new TreeMap<>();
    private final Map<String, String> policies = new HashMap<>();
    private RegistryScanning scanning = RegistryScanning.DEFAULT;

    Optional<Repository> find(String name) {
        return Optional.ofNullable(repositories.get(name));
    }

    NavigableMap<String, Repository> repositories() {
        return repositories;
    }

    public void put(Repository repository) {
        repositories.put(repository.name(), repository);
    }

    void remove(String name) {
        repositories.remove(name);
        policies.remove(name);
    }

    Optional<String> policy(String name) {
        return Optional.ofNullable(policies.get(name));
    }

    public void setPolicy(String name, String text) {
        policies.put(name, text);
    }

    public void removePolicy(String name) {
        policies.remove(name);
    }

    RegistryScanning scanning() {
        return scanning;
    }

    public void setScanning(RegistryScanning newScanning) {
        scanning = newScanning;
    }
}
