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
        Set<String> named = all.named();
        if (vocabulary.asks(OWNERS_KEY)) {
            named.add(all.owners);
        }
        named.removeIf(Accounts::isId); // what a variable of an account makes is no organization
        named.forEach(id ->
                all.member(id, Set.of(new Tie(Tie.Kind.ORGANIZATION, id.equals(all.owners) ? OWNERS : id))));
        return all.candidates;
    }

    /** The owner's organization: one, or none. */
    static List<Candidate> ofOwner(Vocabulary vocabulary, Stranger stranger) {
        List<Candidate> candidates = new ArrayList<>(List.of(
                Candidate.free(Map.of()), Candidate.free(Map.of(OWNERS_KEY, List.of(stranger.ownersOrganization())))));
        vocabulary
                .of(OWNERS_KEY)
                .forEach(word -> candidates.add(
                        Candidate.free(Map.of(OWNERS_KEY, List.of(Completion.instance(word.text(), "x"))))));
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
        patterns.forEach(pattern -> ids.add(Completion.instance(pattern, "stranger")));
        ids.removeIf(id -> id.contains("/"));
        return ids;
    }

    private Set<String> named() {
        Set<String> ids = new LinkedHashSet<>();
        vocabulary.of(idKey).stream()
                .filter(word -> !word.isPattern())
                .map(Word::text)
                .forEach(ids::add);
        for (Word word : vocabulary.of(pathsKey)) {
            String id = word.text().split("/", 2)[0];
            if (!word.wildcards() || !Wildcard.isIn(id)) {
                ids.add(id);
            }
        }
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
