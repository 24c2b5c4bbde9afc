package dev.ecrauditor.iac;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import java.util.List;
import java.util.Map;

/**
 * What is deployed together: a stack, or a root module.
 *
 * @param place where it is deployed
 * @param resources every resource, also those of other services
 * @param metadata by address, what is declared about a resource beside its properties
 */
public record DeclaredUnit(
        DeploymentPlace place, List<DeclaredResource> resources, Map<String, DeclaredValue> metadata) {

    public DeclaredUnit {
        resources = List.copyOf(resources);
        metadata = Map.copyOf(metadata);
    }

    /** A unit of a language without metadata. */
    public DeclaredUnit(DeploymentPlace place, List<DeclaredResource> resources) {
        this(place, resources, Map.of());
    }
}
