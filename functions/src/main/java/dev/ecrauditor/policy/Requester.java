package dev.ecrauditor.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of requester: what is fixed about it, and the parts of its requests that can be one way or another.
 *
 * @param service the service's name when a service requests by itself
 * @param fixed keys every request of it has
 * @param parts what can vary, each part independent of the others
 */
record Requester(Optional<String> service, Map<String, List<String>> fixed, List<Part> parts) {

    /** Keys that vary together. */
    record Part(Set<String> keys, List<Candidate> candidates) {}

    static final Set<String> IDENTITY = IdentityCandidates.KEYS;
    private static final Set<String> ORGANIZATION = Set.of("aws:principalorgid", "aws:principalorgpaths");
    private static final String BY_SERVICE = "aws:principalisawsservice";
    private static final Set<String> NEVER_CHOSEN =
            Set.of(BY_SERVICE, "aws:resourceaccount", "aws:principalservicename");

    /** An identity that calls by itself. */
    static Requester identity(List<Candidate> identities, Vocabulary vocabulary, Stranger stranger, String owner) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(IDENTITY, identities));
        parts.add(new Part(
                ORGANIZATION,
                OrganizationCandidates.of("aws:principalorgid", "aws:principalorgpaths", vocabulary, stranger)));
        parts.add(new Part(Set.of(UserIdCandidates.KEY), UserIdCandidates.of(vocabulary, stranger)));
        parts.add(new Part(NetworkCandidates.KEYS, NetworkCandidates.of(vocabulary, stranger)));
        parts.addAll(others(vocabulary));
        return new Requester(
                Optional.empty(), Map.of(BY_SERVICE, List.of("false"), "aws:resourceaccount", List.of(owner)), parts);
    }

    /** A service that acts for somebody's resource, or for nobody's. */
    static Requester service(String name, Vocabulary vocabulary, Stranger stranger, String owner) {
        List<Candidate> sources = new ArrayList<>(SourceCandidates.of(vocabulary, stranger, owner));
        sources.add(Candidate.free(Map.of()));
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(SourceCandidates.KEYS, sources));
        parts.addAll(others(vocabulary));
        Map<String, List<String>> fixed = new LinkedHashMap<>();
        fixed.put(BY_SERVICE, List.of("true"));
        fixed.put("aws:principalservicename", List.of(name));
        fixed.put("aws:resourceaccount", List.of(owner));
        return new Requester(Optional.of(name), fixed, parts);
    }

    private static List<Part> others(Vocabulary vocabulary) {
        return vocabulary.keys().stream()
                .filter(key ->
                        !IDENTITY.contains(key) && !ORGANIZATION.contains(key) && !key.equals(UserIdCandidates.KEY))
                .filter(key -> !NetworkCandidates.KEYS.contains(key)
                        && !SourceCandidates.KEYS.contains(key)
                        && !NEVER_CHOSEN.contains(key))
                .map(key -> new Part(Set.of(key), OtherCandidates.of(key, vocabulary)))
                .toList();
    }

    /** The request made of one candidate of each part. */
    Request request(List<Candidate> chosen, String action) {
        Map<String, List<String>> context = new LinkedHashMap<>(fixed);
        chosen.forEach(candidate -> context.putAll(candidate.keys()));
        String principal = service.orElseGet(
                () -> context.getOrDefault("aws:principalarn", List.of("")).get(0));
        String account =
                context.getOrDefault("aws:principalaccount", List.of("")).get(0);
        return new Request(service.isPresent(), principal, account, action, context);
    }
}
