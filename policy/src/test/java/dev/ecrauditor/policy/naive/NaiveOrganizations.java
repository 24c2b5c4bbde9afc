package dev.ecrauditor.policy.naive;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The organizations of a requester: none, an external one, one that matches a pattern, or one that the policy names.
 */
final class NaiveOrganizations {

    private final NaiveValues words;

    NaiveOrganizations(NaiveValues words) {
        this.words = words;
    }

    /**
     * @param whose "principal", "source" or "vpce"
     */
    List<NaiveChoice> of(String whose) {
        String idKey = "aws:" + whose + "orgid";
        String pathsKey = "aws:" + whose + "orgpaths";
        Map<String, Set<String>> ids = new LinkedHashMap<>();
        ids.put("o-zzexternal", Set.of());
        Set<String> open = new LinkedHashSet<>(words.patterns(idKey));
        Set<String> spelled = spelled(whose);
        for (String path : words.patterns(pathsKey)) {
            open.add(path.split("/", 2)[0]);
        }
        open.removeIf(id -> !NaiveEvaluator.hasWildcard(id));
        words.tries(open).forEach(id -> ids.put(id, Set.of()));
        ids.keySet().removeIf(id -> !id.matches("o-[a-z0-9]+"));
        spelled.forEach(id -> ids.put(id, Set.of("org:" + id)));
        if (words.keys().contains("aws:resourceorgid")) {
            ids.put("o-zzowners", Set.of("org:o-zzowners"));
        }
        List<NaiveChoice> choices = NaiveChoice.list();
        choices.add(NaiveChoice.of(Map.of()));
        ids.forEach((id, needs) -> {
            Set<String> paths = new LinkedHashSet<>(List.of(id + "/r-zz00/ou-zz00-q7/"));
            Set<String> tried = words.tries(words.patterns(pathsKey));
            tried.addAll(words.spelled(pathsKey));
            for (String path : tried) {
                paths.add(path.startsWith(id) ? path : id + "/" + path.substring(path.indexOf('/') + 1));
            }
            paths.removeIf(NaiveEvaluator::hasWildcard);
            paths.removeIf(path -> !path.startsWith(id + "/") && !path.equals(id));
            paths.forEach(path ->
                    choices.add(new NaiveChoice("", Map.of(idKey, List.of(id), pathsKey, List.of(path)), needs)));
        });
        return choices;
    }

    Set<String> spelled(String... whose) {
        Set<String> spelled = new LinkedHashSet<>();
        for (String one : whose) {
            spelled.addAll(words.of("aws:" + one + "orgid"));
            words.of("aws:" + one + "orgpaths").forEach(path -> spelled.add(path.split("/", 2)[0]));
        }
        spelled.removeIf(id -> NaiveEvaluator.hasWildcard(id) || id.contains("${"));
        spelled.removeIf(id -> id.matches("\\d{12}")); // the value of an account variable
        spelled.removeIf(id -> !id.equals(id.toLowerCase(Locale.ROOT))); // AWS assigns no such ids
        return spelled;
    }
}
