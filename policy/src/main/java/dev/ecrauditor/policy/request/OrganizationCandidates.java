package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.ConditionKeys;
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

/** Which organization an account is in: none, a stranger's, or one the policy names. */
public final class OrganizationCandidates {

    /** The owner's organization, whose id the policy does not tell, as a policy names it. */
    public static final String OWNERS = "${aws:ResourceOrgID}";

    /** The key of the owner's organization. */
    private final String idKey;

    private final String pathsKey;
    private final ConditionValueCatalog vocabulary;
    private final List<String> paths;
    private final List<Candidate> candidates = new ArrayList<>();

    private OrganizationCandidates(String idKey, String pathsKey, ConditionValueCatalog catalog) {
        this.idKey = idKey;
        this.pathsKey = pathsKey;
        this.vocabulary = catalog;
        catalog.effort().spend(4L * catalog.of(pathsKey).size());
        this.paths = catalog.of(pathsKey).stream()
                .map(Value::text)
                .filter(path -> !Variables.hasWildcard(path))
                .toList();
    }

    /**
     * Every way in which the organization keys of a request can matter to the policy.
     *
     * @param idKey the condition key of the organization's id, in lower case
     * @param pathsKey that of the paths in it
     */
    public static List<Candidate> of(
            String idKey, String pathsKey, ConditionValueCatalog catalog, ExternalPrincipal external) {
        OrganizationCandidates all = new OrganizationCandidates(idKey, pathsKey, catalog);
        all.candidates.add(Candidate.free(Map.of()));
        all.member(external.organization(), Set.of());
        all.open().forEach(id -> all.member(id, Set.of()));
        Set<String> owners = catalog.asks(ConditionKeys.OWNER_ORGANIZATION) ? owners(catalog, external) : Set.of();
        Set<String> named = named(idKey, pathsKey, catalog);
        named.removeAll(owners);
        named.forEach(id -> all.member(id, Set.of(new RequestConstraint(RequestConstraint.Kind.ORGANIZATION, id))));
        owners.forEach(
                id -> all.member(id, Set.of(new RequestConstraint(RequestConstraint.Kind.ORGANIZATION, OWNERS))));
        return all.candidates;
    }

    /** The owner's organization: none, one the policy does not know, or one of those it names. */
    public static List<Candidate> ofOwner(ConditionValueCatalog catalog, ExternalPrincipal external) {
        List<Candidate> candidates = new ArrayList<>(List.of(Candidate.free(Map.of())));
        Set<String> owners = owners(catalog, external);
        owners.forEach(id -> candidates.add(Candidate.free(Map.of(ConditionKeys.OWNER_ORGANIZATION, List.of(id)))));
        Set<String> named = named("aws:principalorgid", "aws:principalorgpaths", catalog);
        named.addAll(named("aws:sourceorgid", "aws:sourceorgpaths", catalog));
        named.addAll(named(ConditionKeys.OWNER_ORGANIZATION, "aws:vpceorgpaths", catalog));
        named.removeAll(owners);
        named.remove(external.organization());
        for (String id : named) {
            catalog.effort().spend(30);
            candidates.add(Candidate.constrained(
                    Map.of(ConditionKeys.OWNER_ORGANIZATION, List.of(id)), RequestConstraint.Kind.OWNER, id));
        }
        return candidates;
    }

    /** Stand for the owner's organization where the policy does not name it, one for each pattern it may have to fit. */
    private static Set<String> owners(ConditionValueCatalog catalog, ExternalPrincipal external) {
        Set<String> owners = new LinkedHashSet<>(List.of(external.ownersOrganization()));
        for (String key :
                List.of(ConditionKeys.OWNER_ORGANIZATION, "aws:principalorgid", "aws:sourceorgid", "aws:vpceorgid")) {
            for (String pattern : catalog.patterns(key)) {
                owners.add(Completion.instance(
                        pattern.replace('?', '9'), external.ownersOrganization().substring(2), catalog.effort()));
            }
        }
        return owners;
    }

    /** Ids that fit a pattern without being spelled out. */
    private Set<String> open() {
        List<String> patterns = new ArrayList<>(vocabulary.patterns(idKey));
        for (String path : vocabulary.patterns(pathsKey)) {
            patterns.add(path.split("/", 2)[0]);
        }
        patterns.removeIf(pattern -> !Wildcard.isIn(pattern));
        Set<String> ids = new LinkedHashSet<>(vocabulary.representatives("o-", patterns, Representatives.Kind.ANY));
        patterns.forEach(pattern -> ids.add(Completion.instance(pattern, "stranger", vocabulary.effort())));
        ids.removeIf(id -> id.contains("/"));
        return ids;
    }

    /** Ids the policy spells out; one with a wildcard or a variable left in it is nobody's, and what a variable of an account makes is none. */
    private static Set<String> named(String idKey, String pathsKey, ConditionValueCatalog catalog) {
        Set<String> ids = new LinkedHashSet<>();
        catalog.of(idKey).forEach(word -> ids.add(word.text()));
        catalog.of(pathsKey).forEach(word -> ids.add(word.text().split("/", 2)[0]));
        ids.removeIf(id -> Variables.hasWildcard(id) || id.contains("${") || AccountIds.isId(id));
        return ids;
    }

    private void member(String id, Set<RequestConstraint> constraints) {
        add(id, id + "/r-ab12/ou-ab12-11111111/", constraints);
        vocabulary
                .representatives(id + "/", vocabulary.patterns(pathsKey), Representatives.Kind.ANY)
                .forEach(path -> add(id, path, constraints));
        vocabulary.effort().spend(paths.size());
        paths.stream()
                .filter(path -> path.equals(id) || path.startsWith(id + "/"))
                .forEach(path -> add(id, path, constraints));
    }

    private void add(String id, String path, Set<RequestConstraint> constraints) {
        if (Variables.hasWildcard(id) || Variables.hasWildcard(path)) {
            return;
        }
        vocabulary.effort().spend(30);
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put(idKey, List.of(id));
        keys.put(pathsKey, List.of(path));
        candidates.add(new Candidate(keys, constraints));
    }
}
