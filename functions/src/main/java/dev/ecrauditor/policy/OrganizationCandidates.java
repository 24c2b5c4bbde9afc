package dev.ecrauditor.policy;

import dev.ecrauditor.policy.Vocabulary.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which organization an account is in: none, a stranger's, or one the policy names. */
final class OrganizationCandidates {

    /** The owner's organization, whose id the policy does not tell, as a policy names it. */
    static final String OWNERS = "${aws:ResourceOrgID}";

    /** The key of the owner's organization. */
    static final String OWNERS_KEY = "aws:resourceorgid";

    private final String idKey;
    private final String pathsKey;
    private final Vocabulary vocabulary;
    private final String owners;
    private final List<Candidate> candidates = new ArrayList<>();

    private OrganizationCandidates(String idKey, String pathsKey, Vocabulary vocabulary, Stranger stranger) {
        this.idKey = idKey;
        this.pathsKey = pathsKey;
        this.vocabulary = vocabulary;
        this.owners = stranger.ownersOrganization();
    }

    /**
     * @param idKey the condition key of the organization's id, in lower case
     * @param pathsKey that of the paths in it
     */
    static List<Candidate> of(String idKey, String pathsKey, Vocabulary vocabulary, Stranger stranger) {
        OrganizationCandidates all = new OrganizationCandidates(idKey, pathsKey, vocabulary, stranger);
        all.candidates.add(Candidate.free(Map.of()));
        all.member(stranger.organization(), Set.of());
        all.open().forEach(id -> all.member(id, Set.of()));
        Set<String> named = named(idKey, pathsKey, vocabulary);
        if (vocabulary.asks(OWNERS_KEY)) {
            named.add(all.owners);
        }
        named.removeIf(Accounts::isId); // what a variable of an account makes is no organization
        named.forEach(id ->
                all.member(id, Set.of(new Tie(Tie.Kind.ORGANIZATION, id.equals(all.owners) ? OWNERS : id))));
        return all.candidates;
    }

    /** The owner's organization: none, one the policy does not know, or one of those it names. */
    static List<Candidate> ofOwner(Vocabulary vocabulary, Stranger stranger) {
        Set<String> named = named("aws:principalorgid", "aws:principalorgpaths", vocabulary);
        named.addAll(named("aws:sourceorgid", "aws:sourceorgpaths", vocabulary));
        vocabulary
                .of(OWNERS_KEY)
                .forEach(word -> named.add(Completion.instance(word.text(), "x", vocabulary.effort())));
        named.removeIf(Accounts::isId);
        named.remove(stranger.organization());
        named.remove(stranger.ownersOrganization());
        List<Candidate> candidates = new ArrayList<>(List.of(
                Candidate.free(Map.of()), Candidate.free(Map.of(OWNERS_KEY, List.of(stranger.ownersOrganization())))));
        for (String id : named) {
            vocabulary.effort().spend(30);
            candidates.add(Candidate.tied(Map.of(OWNERS_KEY, List.of(id)), Tie.Kind.OWNER, id));
        }
        return candidates;
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

    /** Ids the policy spells out; one with a wildcard in it is nobody's. */
    private static Set<String> named(String idKey, String pathsKey, Vocabulary vocabulary) {
        Set<String> ids = new LinkedHashSet<>();
        vocabulary.of(idKey).forEach(word -> ids.add(word.text()));
        vocabulary.of(pathsKey).forEach(word -> ids.add(word.text().split("/", 2)[0]));
        ids.removeIf(id -> Wildcard.isIn(Variables.plain(id)));
        return ids;
    }

    private void member(String id, Set<Tie> ties) {
        add(id, id + "/r-ab12/ou-ab12-11111111/", ties);
        vocabulary
                .representatives(id + "/", vocabulary.patterns(pathsKey), Representatives.Kind.ANY)
                .forEach(path -> add(id, path, ties));
        vocabulary.effort().spend(vocabulary.of(pathsKey).size());
        vocabulary.of(pathsKey).stream()
                .map(Word::text)
                .filter(path -> path.equals(id) || path.startsWith(id + "/"))
                .forEach(path -> add(id, path, ties));
    }

    private void add(String id, String path, Set<Tie> ties) {
        vocabulary.effort().spend(30);
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put(idKey, List.of(id));
        keys.put(pathsKey, List.of(path));
        candidates.add(new Candidate(keys, ties));
    }
}
