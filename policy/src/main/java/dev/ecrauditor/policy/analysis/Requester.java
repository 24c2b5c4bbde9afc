package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.analysis.StatementApplicability.Applicability;
import dev.ecrauditor.policy.analysis.StatementApplicability.SharedApplicability;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.pattern.WorkBudget;
import dev.ecrauditor.policy.request.Caller;
import dev.ecrauditor.policy.request.Candidate;
import dev.ecrauditor.policy.request.ExternalPrincipal;
import dev.ecrauditor.policy.request.RequestDimension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A kind of requester: the fixed keys of its requests, and the parts of its requests that vary. The applicability of
 * each statement to it is cached here.
 */
final class Requester {

    /** Usually an Allow and the denials of its actions. */
    private static final int USUAL_STATEMENTS = 5;

    private final Shared shared;
    private final List<RequestDimension> parts;
    private final IdentityHashMap<Statement, Applicability> applicability = new IdentityHashMap<>(USUAL_STATEMENTS);

    /** Data shared by requesters that differ only in the first part. */
    private static final class Shared {

        private final Optional<String> service;
        private final Map<ConditionKey, List<String>> fixed;
        private final Map<ConditionKey, Integer> placeOfKey;
        private final IdentityHashMap<Statement, SharedApplicability> applicability = new IdentityHashMap<>();

        private Shared(
                Optional<String> service,
                Map<ConditionKey, List<String>> fixed,
                Map<ConditionKey, Integer> placeOfKey) {
            this.service = service;
            this.fixed = fixed;
            this.placeOfKey = placeOfKey;
        }
    }

    private Requester(Shared shared, List<RequestDimension> parts) {
        this.shared = shared;
        this.parts = parts;
    }

    private Requester(Optional<String> service, Map<ConditionKey, List<String>> fixed, List<RequestDimension> parts) {
        this(new Shared(service, fixed, places(parts)), parts);
    }

    private static Map<ConditionKey, Integer> places(List<RequestDimension> parts) {
        Map<ConditionKey, Integer> places = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            for (ConditionKey key : parts.get(i).keys()) {
                places.put(key, i);
            }
        }
        return places;
    }

    /** The service's name when an AWS service requests by itself. */
    Optional<String> service() {
        return shared.service;
    }

    /** Condition keys that every one of its requests has. */
    Map<ConditionKey, List<String>> fixed() {
        return shared.fixed;
    }

    /** The parts that vary, each independent of the others; the first part of an identity says who it is. */
    List<RequestDimension> parts() {
        return parts;
    }

    /** The part to which each condition key belongs; a key that is missing here varies in no request. */
    Map<ConditionKey, Integer> placeOfKey() {
        return shared.placeOfKey;
    }

    /** The requests to which a statement applies; computed once. */
    Applicability applicability(Statement statement, Function<Statement, Applicability> unknown) {
        return applicability.computeIfAbsent(statement, unknown);
    }

    /** The share of this that is equal for all requesters that differ only in the first part. */
    SharedApplicability sharedApplicability(Statement statement, Function<Statement, SharedApplicability> unknown) {
        return shared.applicability.computeIfAbsent(statement, unknown);
    }

    /** An identity that calls by itself. */
    static Requester identity(
            RequestDimension identity,
            RequestDimension organization,
            RequestDimension network,
            List<RequestDimension> others,
            ExternalPrincipal external) {
        List<RequestDimension> parts = new ArrayList<>(List.of(identity, organization, network));
        parts.addAll(others);
        return new Requester(
                Optional.empty(),
                Map.of(
                        ConditionKey.BY_SERVICE,
                        List.of("false"),
                        ConditionKey.REPOSITORY_ACCOUNT,
                        List.of(external.owner().account())),
                parts);
    }

    /** The same with other identities. */
    Requester as(RequestDimension identity) {
        List<RequestDimension> others = new ArrayList<>(parts);
        others.set(0, identity);
        return new Requester(shared, others);
    }

    /** A service that acts for a resource of some account, or for none. */
    static Requester service(RequestDimension source, List<RequestDimension> others, ExternalPrincipal external) {
        List<RequestDimension> parts = new ArrayList<>(List.of(source));
        parts.addAll(others);
        return new Requester(
                Optional.of(external.service()),
                Map.of(ConditionKey.REPOSITORY_ACCOUNT, List.of(external.owner().account())),
                parts);
    }

    /** The same with another service's name. */
    Requester named(String name) {
        Map<ConditionKey, List<String>> own = new LinkedHashMap<>();
        own.put(ConditionKey.BY_SERVICE, List.of("true"));
        own.put(ConditionKey.SERVICE_NAME, List.of(name));
        own.put(ConditionKey.SERVICE_NAMES, List.of(name));
        own.put(ConditionKey.REPOSITORY_ACCOUNT, fixed().getOrDefault(ConditionKey.REPOSITORY_ACCOUNT, List.of()));
        return new Requester(new Shared(Optional.of(name), own, shared.placeOfKey), parts);
    }

    /**
     * The same, calling from its own address or endpoint. That restricts nobody, because whoever makes the service act
     * does not choose it.
     */
    Requester fromSomewhere(RequestDimension networks, WorkBudget budget) {
        List<Candidate> places = new ArrayList<>(List.of(Candidate.free(Map.of())));
        for (Candidate place : networks.candidates()) {
            budget.spend(10);
            places.add(Candidate.free(place.keys()));
        }
        List<RequestDimension> more = new ArrayList<>(parts);
        more.add(new RequestDimension(networks.keys(), places, networks.isComplete()));
        return new Requester(service(), fixed(), more);
    }

    /** True when every part of its requests is complete. */
    boolean isComplete() {
        for (RequestDimension part : parts) {
            if (!part.isComplete()) {
                return false;
            }
        }
        return true;
    }

    /** The cost of a search over all constraints of a requester, without the evaluation itself. */
    long scopeSearchCost() {
        long constraints = 0;
        for (RequestDimension part : parts) {
            constraints += part.constraints().size();
        }
        return 20 + 20 * constraints;
    }

    /** The request that consists of one candidate for each part, in the order of the parts. */
    Witness request(List<Candidate> chosen, String action) {
        Map<String, List<String>> context = new TreeMap<>();
        fixed().forEach((key, values) -> context.put(Witness.name(key), values));
        for (Candidate candidate : chosen) {
            candidate.keys().forEach((key, values) -> context.put(Witness.name(key), values));
        }
        return new Witness(caller(chosen.get(0)).principal(), action, context);
    }

    /**
     * The caller of a request.
     *
     * @param first the candidate chosen for the first part
     */
    Caller caller(Candidate first) {
        return service().map(Caller::service).orElseGet(() -> first.caller().orElseThrow());
    }
}
