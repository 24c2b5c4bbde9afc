package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.Variables;
import dev.ecrauditor.policy.pattern.AccountIds;
import dev.ecrauditor.policy.pattern.Completion;
import dev.ecrauditor.policy.pattern.Representatives;
import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.policy.request.ConditionValueCatalog.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Candidates for the organization of an account: none, an external one, or one that the policy names. */
public final class OrganizationCandidates {

    /** The owner's organization as a policy names it; its id is not in the policy. */
    public static final String OWNERS = "${aws:ResourceOrgID}";

    /** The key of the owner's organization. */
    private final ConditionKey idKey;

    private final ConditionKey pathsKey;
    private final ConditionValueCatalog catalog;
    private final List<String> paths;
    private final List<Candidate> candidates = new ArrayList<>();

    private OrganizationCandidates(ConditionKey idKey, ConditionKey pathsKey, ConditionValueCatalog catalog) {
        this.idKey = idKey;
        this.pathsKey = pathsKey;
        this.catalog = catalog;
        catalog.budget().spend(4L * catalog.of(pathsKey).size());
        this.paths = catalog.of(pathsKey).stream()
                .map(Value::text)
                .filter(path -> !Variables.hasWildcard(path))
                .toList();
    }

    /**
     * All candidates for the organization keys of a request that can matter to the policy.
     *
     * @param idKey the condition key of the organization's id
     * @param pathsKey the condition key of the paths in it
     */
    public static List<Candidate> of(
            ConditionKey idKey, ConditionKey pathsKey, ConditionValueCatalog catalog, ExternalPrincipal external) {
        OrganizationCandidates all = new OrganizationCandidates(idKey, pathsKey, catalog);
        all.candidates.add(Candidate.free(Map.of()));
        all.member(external.identity().organization(), Set.of());
        all.open().forEach(id -> all.member(id, Set.of()));
        Set<String> owners = catalog.isCompared(ConditionKey.OWNER_ORGANIZATION) ? owners(catalog, external) : Set.of();
        Set<String> named = named(idKey, pathsKey, catalog);
        named.removeAll(owners);
        named.forEach(id -> all.member(id, Set.of(new RequestConstraint(RequestConstraint.Kind.ORGANIZATION, id))));
        owners.forEach(
                id -> all.member(id, Set.of(new RequestConstraint(RequestConstraint.Kind.ORGANIZATION, OWNERS))));
        return all.candidates;
    }

    /** Candidates for the owner's organization: none, one that the policy does not name, or one that it names. */
    public static List<Candidate> ofOwner(ConditionValueCatalog catalog, ExternalPrincipal external) {
        List<Candidate> candidates = new ArrayList<>(List.of(Candidate.free(Map.of())));
        Set<String> owners = owners(catalog, external);
        owners.forEach(id -> candidates.add(Candidate.free(Map.of(ConditionKey.OWNER_ORGANIZATION, List.of(id)))));
        Set<String> named =
                named(ConditionKey.PRINCIPAL_ORGANIZATION, ConditionKey.PRINCIPAL_ORGANIZATION_PATHS, catalog);
        named.addAll(named(ConditionKey.SOURCE_ORGANIZATION, ConditionKey.SOURCE_ORGANIZATION_PATHS, catalog));
        named.addAll(named(ConditionKey.OWNER_ORGANIZATION, ConditionKey.ENDPOINT_ORGANIZATION_PATHS, catalog));
        named.removeAll(owners);
        named.remove(external.identity().organization());
        for (String id : named) {
            catalog.budget().spend(30);
            candidates.add(Candidate.constrained(
                    Map.of(ConditionKey.OWNER_ORGANIZATION, List.of(id)), RequestConstraint.Kind.OWNER, id));
        }
        return candidates;
    }

    /**
     * Ids that represent the owner's organization where the policy does not name it, one for each pattern that it may
     * have to match.
     */
    private static Set<String> owners(ConditionValueCatalog catalog, ExternalPrincipal external) {
        Set<String> owners = new LinkedHashSet<>(List.of(external.owner().organization()));
        for (ConditionKey key : List.of(
                ConditionKey.OWNER_ORGANIZATION,
                ConditionKey.PRINCIPAL_ORGANIZATION,
                ConditionKey.SOURCE_ORGANIZATION,
                ConditionKey.ENDPOINT_ORGANIZATION)) {
            for (String pattern : catalog.patterns(key)) {
                owners.add(Completion.instance(
                        pattern.replace('?', '9'),
                        external.owner().organization().substring(2),
                        catalog.budget()));
            }
        }
        return owners;
    }

    /** Ids that match a pattern and are not named. */
    private Set<String> open() {
        List<String> patterns = new ArrayList<>(catalog.patterns(idKey));
        for (String path : catalog.patterns(pathsKey)) {
            patterns.add(path.split("/", 2)[0]);
        }
        patterns.removeIf(pattern -> !Wildcard.isIn(pattern));
        Set<String> ids = new LinkedHashSet<>(catalog.representatives("o-", patterns, Representatives.Kind.ANY));
        patterns.forEach(pattern -> ids.add(Completion.instance(pattern, "external", catalog.budget())));
        ids.removeIf(id -> id.contains("/"));
        return ids;
    }

    /**
     * Ids that the policy names. An id with a remaining wildcard or variable belongs to nobody, and the value of an
     * account variable is no organization id.
     */
    private static Set<String> named(ConditionKey idKey, ConditionKey pathsKey, ConditionValueCatalog catalog) {
        Set<String> ids = new LinkedHashSet<>();
        catalog.of(idKey).forEach(word -> ids.add(word.text()));
        catalog.of(pathsKey).forEach(word -> ids.add(word.text().split("/", 2)[0]));
        ids.removeIf(id -> Variables.hasWildcard(id) || id.contains("${") || AccountIds.isId(id));
        return ids;
    }

    private void member(String id, Set<RequestConstraint> constraints) {
        add(id, id + "/r-ab12/ou-ab12-11111111/", constraints);
        catalog.representatives(id + "/", catalog.patterns(pathsKey), Representatives.Kind.ANY)
                .forEach(path -> add(id, path, constraints));
        catalog.budget().spend(paths.size());
        paths.stream()
                .filter(path -> path.equals(id) || path.startsWith(id + "/"))
                .forEach(path -> add(id, path, constraints));
    }

    private void add(String id, String path, Set<RequestConstraint> constraints) {
        if (Variables.hasWildcard(id) || Variables.hasWildcard(path)) {
            return;
        }
        catalog.budget().spend(30);
        Map<ConditionKey, List<String>> keys = new LinkedHashMap<>();
        keys.put(idKey, List.of(id));
        keys.put(pathsKey, List.of(path));
        candidates.add(new Candidate(keys, constraints));
    }
}
