package dev.ecrauditor.iac.registry;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.iac.registry.DeclaredSubject.Supposition;
import dev.ecrauditor.iac.resource.ResourceIndex;
import dev.ecrauditor.iac.resource.ResourceType;
import dev.ecrauditor.iac.resource.ValueReader;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.Setting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that the input declares about one account and Region, as subjects of the rules. */
public final class RegistryDeclarations {

    private static final Map<Setting, List<String>> REPOSITORY_PROPERTIES = Map.of(
            Setting.ENCRYPTION, List.of("EncryptionConfiguration", "encryption_configuration"),
            Setting.POLICY, List.of("RepositoryPolicyText"),
            Setting.SCANNING, List.of("ImageScanningConfiguration", "image_scanning_configuration"),
            Setting.TAG_MUTABILITY, List.of("ImageTagMutability", "image_tag_mutability"),
            Setting.LIFECYCLE_POLICY, List.of("LifecyclePolicy"));

    private static final Map<Setting, List<String>> KEY_PROPERTIES = Map.of(
            Setting.KEY_STATE, List.of("Enabled", "is_enabled"),
            Setting.KEY_ROTATION, List.of("EnableKeyRotation", "enable_key_rotation"),
            Setting.KEY_POLICY, List.of("KeyPolicy", "policy"));

    private final ResourceIndex index;
    private final ValueReader values;
    private final DeploymentPlace place;
    private final DeclaredRegistry registry;
    private final RegistrySubject registrySubject;
    private final RepositoryMapping repositories;
    private final KeyMapping keys;
    private final List<String> registryTexts;

    /**
     * @param resources what is deployed to the place
     * @param answers what ECR says of the registry there
     * @param now the time of the evaluation
     */
    public RegistryDeclarations(
            List<DeclaredResource> resources, DeploymentPlace place, RegistryAnswers answers, Instant now) {
        this.index = new ResourceIndex(resources);
        this.place = place;
        this.values = new ValueReader(index, place, place);
        this.registry = new DeclaredRegistry(index, answers);
        this.registrySubject = new RegistrySubject(index, registry, now);
        DeclaredKeys declaredKeys = new DeclaredKeys(index, values);
        this.repositories = new RepositoryMapping(registry, declaredKeys, now);
        this.keys = new KeyMapping(declaredKeys, now);
        this.registryTexts = answers.policy().map(RegistryPolicy::text).stream().toList();
    }

    /** The repositories, then the policies of repositories outside the input, the keys, and the registry. */
    public List<DeclaredSubject> subjects() {
        DeclaredRepositories.Joined joined = new DeclaredRepositories(index, values).joined();
        List<DeclaredSubject> subjects = new ArrayList<>();
        Map<String, List<RepositoryName>> byKey = new LinkedHashMap<>();
        Map<String, DeclaredResource> keyResources = new LinkedHashMap<>();
        List<RepositoryName> names = new ArrayList<>();
        for (DeclaredRepository repository : joined.repositories()) {
            RepositoryName name = RepositoryName.of(repository.resource(), values);
            names.add(name);
            subjects.add(subject(repository));
            repositories.map(repository, values).key().ifPresent(key -> {
                keyResources.put(key.resource().address(), key.resource());
                byKey.computeIfAbsent(key.resource().address(), first -> new ArrayList<>())
                        .add(name);
            });
        }
        joined.alone().forEach(policy -> subjects.add(policyAlone(policy)));
        byKey.forEach((address, on) ->
                subjects.add(key(Optional.ofNullable(keyResources.get(address)).orElseThrow(), on)));
        registrySubject.of(values, names, registryTexts).ifPresent(subjects::add);
        return subjects;
    }

    private DeclaredSubject subject(DeclaredRepository repository) {
        List<DeclaredValue> involved = repository.values();
        index.ofType(ResourceType.REGISTRY_POLICY).forEach(policy -> involved.add(policy.properties()));
        Assumptions assumptions = Assumptions.of(place, involved, registryTexts);
        List<Supposition> suppositions = assumptions.places().stream()
                .map(assumed -> {
                    RepositoryMapping.Mapped mapped = repositories.map(repository, values.assuming(assumed));
                    return new Supposition(
                            words(assumed), new DeclaredState.OfRepository(mapped.snapshot()), mapped.unknown());
                })
                .toList();
        Map<Setting, SourcePosition> positions = positions(repository.resource(), REPOSITORY_PROPERTIES);
        repository.policies().forEach(policy -> positions.put(Setting.POLICY, policy.position()));
        repository.lifecyclePolicies().forEach(policy -> positions.put(Setting.LIFECYCLE_POLICY, policy.position()));
        return new DeclaredSubject(
                repository.resource(), positions, EnumSet.allOf(Setting.class), suppositions, assumptions.isComplete());
    }

    private DeclaredSubject policyAlone(DeclaredResource policy) {
        Assumptions assumptions = Assumptions.of(place, List.of(policy.properties()), registryTexts);
        List<Supposition> suppositions = assumptions.places().stream()
                .map(assumed -> new Supposition(
                        words(assumed),
                        new DeclaredState.OfRepository(repositories.policyAlone(policy, values.assuming(assumed))),
                        Map.of()))
                .toList();
        return new DeclaredSubject(
                policy, Map.of(), EnumSet.of(Setting.POLICY), suppositions, assumptions.isComplete());
    }

    private DeclaredSubject key(DeclaredResource key, List<RepositoryName> on) {
        List<DeclaredValue> involved = new ArrayList<>(List.of(key.properties()));
        index.ofType(ResourceType.KEY_POLICY).forEach(policy -> involved.add(policy.properties()));
        Assumptions assumptions = Assumptions.of(place, involved, List.of());
        List<Supposition> suppositions = assumptions.places().stream()
                .map(assumed -> {
                    KeyMapping.Mapped mapped = keys.map(
                            key, on.stream().map(name -> name.arn(assumed)).toList(), values.assuming(assumed));
                    return new Supposition(words(assumed), new DeclaredState.OfKey(mapped.key()), mapped.unknown());
                })
                .toList();
        return new DeclaredSubject(
                key,
                positions(key, KEY_PROPERTIES),
                EnumSet.allOf(Setting.class),
                suppositions,
                assumptions.isComplete());
    }

    private Map<Setting, SourcePosition> positions(DeclaredResource resource, Map<Setting, List<String>> properties) {
        Map<Setting, SourcePosition> positions = new EnumMap<>(Setting.class);
        properties.forEach((setting, names) -> values.properties(resource)
                .position(names.toArray(String[]::new))
                .ifPresent(position -> positions.put(setting, position)));
        return positions;
    }

    /** An assumption about what is not known. */
    static String words(DeploymentPlace assumed) {
        return (assumed.isAccountKnown() ? "account " + assumed.account() : "any other account")
                + (assumed.isRegionKnown() ? " in " + assumed.region() : "");
    }
}
