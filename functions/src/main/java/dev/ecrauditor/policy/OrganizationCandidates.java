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

    private final String idKey;
    private final String pathsKey;
    private final Vocabulary vocabulary;
    private final List<Candidate> candidates = new ArrayList<>();

    private OrganizationCandidates(String idKey, String pathsKey, Vocabulary vocabulary) {
        this.idKey = idKey;
        this.pathsKey = pathsKey;
        this.vocabulary = vocabulary;
    }

    /**
     * @param idKey the condition key of the organization's id, in lower case
     * @param pathsKey that of the paths in it
     */
    static List<Candidate> of(String idKey, String pathsKey, Vocabulary vocabulary, Stranger stranger) {
        OrganizationCandidates all = new OrganizationCandidates(idKey, pathsKey, vocabulary);
        all.candidates.add(Candidate.free(Map.of()));
        all.member(stranger.organization(), Set.of());
        Set<String> open = new LinkedHashSet<>();
        Set<String> named = new LinkedHashSet<>();
        for (Word word : vocabulary.of(idKey)) {
            (word.isPattern() ? open : named)
                    .add(word.isPattern() ? Completion.instance(word.text(), "stranger") : word.text());
        }
        for (Word word : vocabulary.of(pathsKey)) {
            String organization = word.text().contains("/")
                    ? word.text().substring(0, word.text().indexOf('/'))
                    : word.text();
            boolean pattern = word.wildcards() && Wildcard.isIn(organization);
            (pattern ? open : named).add(pattern ? Completion.instance(organization, "stranger") : organization);
        }
        open.forEach(id -> all.member(id, Set.of()));
        named.forEach(id -> all.member(id, Set.of(new Tie(Tie.Kind.ORGANIZATION, id))));
        return all.candidates;
    }

    private void member(String id, Set<Tie> ties) {
        add(id, id + "/r-ab12/ou-ab12-11111111/", ties);
        for (Word word : vocabulary.of(pathsKey)) {
            String path = word.isPattern()
                    ? Completion.after(id + "/", word.text()).stream()
                            .map(rest -> id + "/" + rest)
                            .findFirst()
                            .orElse("")
                    : word.text();
            if (path.startsWith(id + "/")) {
                add(id, path, ties);
            } else if (word.isPattern() && Wildcard.matches(word.text(), id + "/r-ab12/")) {
                add(id, id + "/r-ab12/", ties);
            } else if (word.text().equals(id)) {
                add(id, id, ties);
            }
        }
    }

    private void add(String id, String path, Set<Tie> ties) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put(idKey, List.of(id));
        keys.put(pathsKey, List.of(path));
        candidates.add(new Candidate(keys, ties));
    }
}
