package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.ConditionKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The path of a call: made directly, or by AWS services that pass on the caller's credentials. A request names the
 * services it went through only where {@code aws:ViaAWSService} is true.
 *
 * <p>Source: "AWS global condition context keys" (aws:CalledVia, aws:ViaAWSService), IAM User Guide.
 */
public final class CallPathCandidates {

    private static final ConditionKey SERVICES = ConditionKey.CALLED_VIA;
    private static final ConditionKey FIRST = ConditionKey.of("aws:CalledViaFirst");
    private static final ConditionKey LAST = ConditionKey.of("aws:CalledViaLast");

    /** The keys that describe the path. */
    public static final Set<ConditionKey> KEYS = Set.of(ConditionKey.VIA_SERVICE, SERVICES, FIRST, LAST);

    private static final List<String> USUAL = List.of("athena.amazonaws.com", "cloudformation.amazonaws.com");

    private CallPathCandidates() {}

    /** True when the policy compares the path. */
    public static boolean areCompared(ConditionValueCatalog catalog) {
        return KEYS.stream().anyMatch(catalog::isCompared);
    }

    /** The path of an AWS service that calls by itself: it passes on no credentials. */
    public static List<Candidate> ofService() {
        return List.of(Candidate.free(Map.of()), Candidate.free(via("false")));
    }

    /** The paths of an identity, the direct call first. */
    public static List<Candidate> ofIdentity(ConditionValueCatalog catalog) {
        List<Candidate> paths = new ArrayList<>(ofService());
        paths.add(Candidate.free(via("true")));
        if (!catalog.isCompared(SERVICES) && !catalog.isCompared(FIRST) && !catalog.isCompared(LAST)) {
            return paths;
        }
        Set<String> services = new LinkedHashSet<>();
        List.of(SERVICES, FIRST, LAST)
                .forEach(key -> OtherCandidates.of(key, catalog)
                        .forEach(one -> services.addAll(one.keys().getOrDefault(key, List.of()))));
        services.removeAll(Set.of(OtherCandidates.ANYTHING, "true", "false"));
        services.addAll(USUAL);
        services.add("q7service.amazonaws.com"); // a service that no policy names
        for (String service : services) {
            catalog.budget().spend(30);
            paths.add(through(List.of(service)));
        }
        if (catalog.isCompared(FIRST) || catalog.isCompared(LAST)) {
            pairs(services, catalog, paths);
        }
        paths.add(through(List.copyOf(services)));
        return paths;
    }

    private static void pairs(Set<String> services, ConditionValueCatalog catalog, List<Candidate> paths) {
        for (String first : services) {
            for (String last : services) {
                catalog.budget().spend(40);
                paths.add(through(List.of(first, last)));
            }
        }
    }

    private static Map<ConditionKey, List<String>> via(String answer) {
        return Map.of(ConditionKey.VIA_SERVICE, List.of(answer));
    }

    private static Candidate through(List<String> services) {
        Map<ConditionKey, List<String>> keys = new LinkedHashMap<>(via("true"));
        keys.put(SERVICES, services);
        keys.put(FIRST, List.of(services.get(0)));
        keys.put(LAST, List.of(services.get(services.size() - 1)));
        return Candidate.free(keys);
    }
}
