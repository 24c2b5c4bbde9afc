package dev.ecrauditor.iac.resource;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue.Reference;
import dev.ecrauditor.iac.declaration.KnownAttributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resources of one account and Region, by type and by address. */
public final class ResourceIndex {

    private final Map<ResourceType, List<DeclaredResource>> byType = new EnumMap<>(ResourceType.class);
    private final Map<String, DeclaredResource> byAddress = new HashMap<>();

    public ResourceIndex(List<DeclaredResource> resources) {
        for (DeclaredResource resource : resources) {
            byAddress.putIfAbsent(resource.address(), resource);
            ResourceType.of(resource.type())
                    .ifPresent(type -> byType.computeIfAbsent(type, first -> new ArrayList<>())
                            .add(resource));
        }
    }

    public List<DeclaredResource> ofType(ResourceType type) {
        return byType.getOrDefault(type, List.of());
    }

    /** The resource that a reference names. */
    public Optional<DeclaredResource> at(Reference reference) {
        return Optional.ofNullable(byAddress.get(reference.address()));
    }

    /** The resource that a reference names, if it has this type. */
    public Optional<DeclaredResource> at(Reference reference, ResourceType type) {
        return at(reference).filter(resource -> ResourceType.of(resource.type()).equals(Optional.of(type)));
    }

    /** The type that a reference names, also of a data source, which is no resource. */
    String typeOf(Reference reference) {
        return at(reference).map(DeclaredResource::type).orElseGet(() -> KnownAttributes.typeIn(reference.address()));
    }
}
