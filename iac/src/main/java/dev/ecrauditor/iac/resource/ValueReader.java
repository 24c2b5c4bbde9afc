package dev.ecrauditor.iac.resource;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.declaration.KnownAttributes;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads values of resources in an account and Region.
 *
 * @param index what references can name
 * @param declared where the resources are deployed, with stand-ins for what is not known
 * @param assumed the same place, with an assumption in place of each stand-in
 */
public record ValueReader(ResourceIndex index, DeploymentPlace declared, DeploymentPlace assumed) {

    /** Members of a policy that change nothing about access. */
    private static final Set<String> LABELS = Set.of("Sid", "Id");

    private static final Set<String> NAME_ATTRIBUTES = Set.of("ref", "name", "id", "repositoryname");

    /** The same reader under another assumption. */
    public ValueReader assuming(DeploymentPlace other) {
        return new ValueReader(index, declared, other);
    }

    public PropertyView properties(DeclaredResource resource) {
        return new PropertyView(resource.properties(), this);
    }

    /**
     * The text of a value.
     *
     * @throws UnresolvedException if it is not known
     */
    public String text(DeclaredValue value) {
        if (value instanceof DeclaredValue.Text text) {
            return assume(text.text());
        }
        if (value instanceof DeclaredValue.Number number) {
            return number.number();
        }
        if (value instanceof DeclaredValue.Bool bool) {
            return Boolean.toString(bool.value());
        }
        if (value instanceof DeclaredValue.Reference reference) {
            return known(reference)
                    .orElseThrow(() -> new UnresolvedException(
                            "the attribute " + reference.attribute() + " of " + reference.address()
                                    + " is known only after the deployment",
                            reference.position()));
        }
        throw value instanceof DeclaredValue.Unresolved unresolved
                ? new UnresolvedException(unresolved)
                : new UnresolvedException("the value is no text", value.position());
    }

    private String assume(String text) {
        return declared.textIn(assumed, text);
    }

    private Optional<String> known(DeclaredValue.Reference reference) {
        Optional<DeclaredResource> repository = index.at(reference, ResourceType.REPOSITORY);
        if (repository.isPresent()
                && NAME_ATTRIBUTES.contains(reference.attribute().toLowerCase(Locale.ROOT))) {
            return properties(repository.get()).text("RepositoryName", "name");
        }
        return KnownAttributes.of(index.typeOf(reference), reference, declared).map(this::assume);
    }

    /**
     * The text of a policy, which is declared as text or as an object.
     *
     * @throws UnresolvedException if a part of it is not known that can decide about access
     */
    public String policy(DeclaredValue value) {
        return value instanceof DeclaredValue.Properties ? JsonWriter.write(json(value)) : text(value);
    }

    private Json json(DeclaredValue value) {
        if (value instanceof DeclaredValue.Properties properties) {
            JsonObject object = new JsonObject();
            for (Map.Entry<String, DeclaredValue> member :
                    properties.properties().entrySet()) {
                boolean isLabel = LABELS.contains(member.getKey());
                if (!(isLabel && member.getValue() instanceof DeclaredValue.Unresolved)) {
                    object.put(member.getKey(), json(member.getValue()));
                }
            }
            return object.build();
        }
        if (value instanceof DeclaredValue.Items items) {
            return new Json.Arr(items.items().stream().map(this::json).toList());
        }
        if (value instanceof DeclaredValue.Number number) {
            return new Json.Num(number.number());
        }
        if (value instanceof DeclaredValue.Bool bool) {
            return Json.of(bool.value());
        }
        return value instanceof DeclaredValue.Absent ? new Json.Null() : Json.of(text(value));
    }
}
