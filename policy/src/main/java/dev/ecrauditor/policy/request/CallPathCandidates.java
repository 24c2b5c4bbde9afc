package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.ConditionKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The path of a call: made directly, or by AWS services that pass on the caller's credentials. The services it went through are in a
 * request only where {@code aws:ViaAWSService} is true.
 *
 * <p>Source: "AWS global condition context keys" (aws:CalledVia, aws:ViaAWSService), IAM User Guide.
 */
public final class CallPathCandidates {

    private static final String SERVICES = "aws:calledvia";
    private static final String FIRST = "aws:calledviafirst";
    private static final String LAST = "aws:calledvialast";

    /** Keys in lower case that tell the path. */
    public static final Set<String> KEYS = Set.of(ConditionKeys.VIA_SERVICE, SERVICES, FIRST, LAST);

    private static final List<String> USUAL = List.of("athena.amazonaws.com", "cloudformation.amazonaws.com");

    private CallPathCandidates() {}

    /** True when the policy asks for the path. */
    public static boolean areAsked(ConditionValueCatalog catalog) {
        return KEYS.stream().anyMatch(catalog::asks);
    }

    /** An AWS service that calls by itself passes nobody's credentials on. */
    public static List<Candidate> ofService() {
        return List.of(Candidate.free(Map.of()), Candidate.free(via("false")));
    }

    /** Directly first. */
    public static List<Candidate> ofIdentity(ConditionValueCatalog catalog) {
        List<Candidate> paths = new ArrayList<>(ofService());
        paths.add(Candidate.free(via("true")));
        if (!catalog.asks(SERVICES) && !catalog.asks(FIRST) && !catalog.asks(LAST)) {
            return paths;
        }
        Set<String> services = new LinkedHashSet<>();
        List.of(SERVICES, FIRST, LAST)
                .forEach(key -> OtherCandidates.of(key, catalog)
                        .forEach(one -> services.addAll(one.keys().getOrDefault(key, List.of()))));
        services.removeAll(Set.of(OtherCandidates.ANYTHING, "true", "false"));
        services.addAll(USUAL);
        services.add("q7service.amazonaws.com"); // one that no policy names
        for (String service : services) {
            catalog.effort().spend(30);
            paths.add(through(List.of(service)));
        }
        if (catalog.asks(FIRST) || catalog.asks(LAST)) {
            pairs(services, catalog, paths);
        }
        paths.add(through(List.copyOf(services)));
        return paths;
    }

    private static void pairs(Set<String> services, ConditionValueCatalog catalog, List<Candidate> paths) {
        for (String first : services) {
            for (String last : services) {
                catalog.effort().spend(40);
                paths.add(through(List.of(first, last)));
            }
        }
    }

    private static Map<String, List<String>> via(String answer) {
        return Map.of(ConditionKeys.VIA_SERVICE, List.of(answer));
    }

    private static Candidate through(List<String> services) {
        Map<String, List<String>> keys = new LinkedHashMap<>(via("true"));
        keys.put(SERVICES, services);
        keys.put(FIRST, List.of(services.get(0)));
        keys.put(LAST, List.of(services.get(services.size() - 1)));
        return Candidate.free(keys);
    }
}
