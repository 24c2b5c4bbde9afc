package dev.ecrauditor.iac.registry;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.DeclaredValue.Reference;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.declaration.KnownAttributes;
import dev.ecrauditor.iac.resource.ResourceIndex;
import dev.ecrauditor.iac.resource.ResourceType;
import dev.ecrauditor.iac.resource.UnresolvedException;
import dev.ecrauditor.iac.resource.ValueReader;
import dev.ecrauditor.key.KeyArn;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The KMS keys that properties name: by a reference, by an alias, by id or by ARN.
 *
 * <p>Source: EncryptionConfiguration (kmsKey), Amazon ECR API Reference: "the alias, key ID, or full ARN".
 */
final class DeclaredKeys {

    private static final String AWS_ALIAS = "alias/aws/";

    /** Aliases can point to aliases only by mistake. */
    private static final int MOST_STEPS = 5;

    /** What names a key. */
    sealed interface NamedKey {

        /** A key that the input declares. */
        record Declared(DeclaredResource resource, String arn) implements NamedKey {}

        /** A key of a customer that the input does not declare. */
        record OfCustomer(String arn) implements NamedKey {}

        /** The key that AWS manages for ECR. */
        record OfAws(String arn) implements NamedKey {}
    }

    private final ResourceIndex index;
    private final Map<String, DeclaredResource> aliases = new HashMap<>();

    DeclaredKeys(ResourceIndex index, ValueReader values) {
        this.index = index;
        for (DeclaredResource alias : index.ofType(ResourceType.ALIAS)) {
            aliasName(alias, values).ifPresent(name -> aliases.put(name, alias));
        }
    }

    /** A name that is not known cannot be named by a text; a reference does not need it. */
    private static Optional<String> aliasName(DeclaredResource alias, ValueReader values) {
        try {
            return values.properties(alias).text("AliasName", "name");
        } catch (UnresolvedException unknown) {
            return Optional.empty();
        }
    }

    /**
     * The key that a value names.
     *
     * @throws UnresolvedException if that is not known
     */
    NamedKey of(DeclaredValue value, ValueReader values) {
        return of(value, values, 0);
    }

    private NamedKey of(DeclaredValue value, ValueReader values, int step) {
        if (step > MOST_STEPS) {
            throw new UnresolvedException("an alias refers to itself", value.position());
        }
        if (value instanceof Reference reference) {
            return referred(reference, values, step);
        }
        String text = values.text(value);
        String alias = text.substring(Math.max(0, text.indexOf("alias/")));
        if (alias.startsWith(AWS_ALIAS)) {
            return new NamedKey.OfAws(managedKey(values.assumed()));
        }
        DeclaredResource declared = aliases.get(alias);
        if (declared != null) {
            return target(declared, values, step);
        }
        if (alias.startsWith("alias/")) {
            return new NamedKey.OfCustomer(text);
        }
        return new NamedKey.OfCustomer(arn(text, value, values.assumed()));
    }

    private NamedKey referred(Reference reference, ValueReader values, int step) {
        Optional<DeclaredResource> resource = index.at(reference);
        ResourceType type =
                resource.map(DeclaredResource::type).flatMap(ResourceType::of).orElseThrow(() -> unknownKey(reference));
        return switch (type) {
            case KEY -> new NamedKey.Declared(resource.get(), arn(resource.get(), values.assumed()));
            case OTHER_KEY -> new NamedKey.OfCustomer(arn(resource.get(), values.assumed()));
            case ALIAS -> target(resource.get(), values, step);
            default -> throw unknownKey(reference);
        };
    }

    private static UnresolvedException unknownKey(Reference reference) {
        return new UnresolvedException(
                "the key " + reference.address() + " is not declared in the input", reference.position());
    }

    private NamedKey target(DeclaredResource alias, ValueReader values, int step) {
        DeclaredValue target = values.properties(alias)
                .value("TargetKeyId", "target_key_id")
                .orElseThrow(() -> new UnresolvedException("the alias has no key", alias.position()));
        return of(target, values, step + 1);
    }

    /** The ARN of a key that does not exist yet: with its address in place of its id. */
    static String arn(DeclaredResource key, DeploymentPlace place) {
        return arn("declared-" + KnownAttributes.id(key.address()), place);
    }

    private static String arn(String text, DeclaredValue value, DeploymentPlace place) {
        if (KeyArn.parse(text).isPresent()) {
            return text;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        boolean isId = (lower.startsWith("mrk-") ? lower.substring(4) : lower).matches("[0-9a-f-]{32,36}");
        if (!isId) {
            throw new UnresolvedException("the KMS key is neither an ARN nor an id nor an alias", value.position());
        }
        return arn(text, place);
    }

    private static String managedKey(DeploymentPlace place) {
        return arn("managed-by-aws", place);
    }

    private static String arn(String id, DeploymentPlace place) {
        return "arn:" + place.partition() + ":kms:" + place.region() + ":" + place.account() + ":key/" + id;
    }

    /** The resources that set the policy of a key beside it. */
    List<DeclaredResource> policiesOf(DeclaredResource key) {
        return index.ofType(ResourceType.KEY_POLICY).stream()
                .filter(policy -> policy.properties().properties().get("key_id") instanceof Reference reference
                        && reference.address().equals(key.address()))
                .toList();
    }

    /** A text that names ECR's own key. */
    static DeclaredKeys.NamedKey managed(ValueReader values) {
        return new NamedKey.OfAws(managedKey(values.assumed()));
    }
}
