package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.analysis.StatementApplicability.Scope;
import dev.ecrauditor.policy.analysis.StatementApplicability.ScopeOfKin;
import dev.ecrauditor.policy.condition.ConditionKeys;
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
 * A kind of requester: what is fixed about it, and the parts of its requests that can be one way or another. What a statement is about
 * is kept with whom it is about.
 */
final class Requester {

    /** An Allow, and the denials of its actions. */
    private static final int USUAL_STATEMENTS = 5;

    private final Kin kin;
    private final List<RequestDimension> parts;
    private final IdentityHashMap<Statement, Scope> scopes = new IdentityHashMap<>(USUAL_STATEMENTS);

    /** What is the same for requesters that differ in the first part only. */
    private static final class Kin {

        private final Optional<String> service;
        private final Map<String, List<String>> fixed;
        private final Map<String, Integer> placeOfKey;
        private final IdentityHashMap<Statement, ScopeOfKin> scopes = new IdentityHashMap<>();

        private Kin(Optional<String> service, Map<String, List<String>> fixed, Map<String, Integer> placeOfKey) {
            this.service = service;
            this.fixed = fixed;
            this.placeOfKey = placeOfKey;
        }
    }

    private Requester(Kin kin, List<RequestDimension> parts) {
        this.kin = kin;
        this.parts = parts;
    }

    private Requester(Optional<String> service, Map<String, List<String>> fixed, List<RequestDimension> parts) {
        this(new Kin(service, fixed, places(parts)), parts);
    }

    private static Map<String, Integer> places(List<RequestDimension> parts) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            for (String key : parts.get(i).keys()) {
                places.put(key, i);
            }
        }
        return places;
    }

    /** The service's name when an AWS service requests by itself. */
    Optional<String> service() {
        return kin.service;
    }

    /** Keys every request of it has. */
    Map<String, List<String>> fixed() {
        return kin.fixed;
    }

    /** What can vary, each part independent of the others; of an identity the first says who it is. */
    List<RequestDimension> parts() {
        return parts;
    }

    /** Which of the parts a condition key is of; a key that is missing here varies in no request. */
    Map<String, Integer> placeOfKey() {
        return kin.placeOfKey;
    }

    /** Which of its requests a statement is about; found once. */
    Scope scope(Statement statement, Function<Statement, Scope> unknown) {
        return scopes.computeIfAbsent(statement, unknown);
    }

    /** The same, as far as it is the same for all that differ in the first part only. */
    ScopeOfKin scopeOfKin(Statement statement, Function<Statement, ScopeOfKin> unknown) {
        return kin.scopes.computeIfAbsent(statement, unknown);
    }

    /** Somebody who calls by themselves. */
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
                        ConditionKeys.BY_SERVICE,
                        List.of("false"),
                        ConditionKeys.REPOSITORY_ACCOUNT,
                        List.of(external.owner())),
                parts);
    }

    /** The same with other identities. */
    Requester as(RequestDimension identity) {
        List<RequestDimension> others = new ArrayList<>(parts);
        others.set(0, identity);
        return new Requester(kin, others);
    }

    /** A service that acts for somebody's resource, or for nobody's. */
    static Requester service(RequestDimension source, List<RequestDimension> others, ExternalPrincipal external) {
        List<RequestDimension> parts = new ArrayList<>(List.of(source));
        parts.addAll(others);
        return new Requester(
                Optional.of(external.service()),
                Map.of(ConditionKeys.REPOSITORY_ACCOUNT, List.of(external.owner())),
                parts);
    }

    /** The same with another service's name. */
    Requester named(String name) {
        Map<String, List<String>> own = new LinkedHashMap<>();
        own.put(ConditionKeys.BY_SERVICE, List.of("true"));
        own.put(ConditionKeys.SERVICE_NAME, List.of(name));
        own.put(ConditionKeys.SERVICE_NAMES, List.of(name));
        own.put(ConditionKeys.REPOSITORY_ACCOUNT, fixed().getOrDefault(ConditionKeys.REPOSITORY_ACCOUNT, List.of()));
        return new Requester(new Kin(Optional.of(name), own, kin.placeOfKey), parts);
    }

    /** The same, calling from an address or an endpoint of its own, which bounds nobody: whoever makes it act does not choose it. */
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

    /** True when every part of its requests is. */
    boolean isComplete() {
        for (RequestDimension part : parts) {
            if (!part.isComplete()) {
                return false;
            }
        }
        return true;
    }

    /** What it takes to ask of everything a requester can be tied to, without the answers. */
    long toReach() {
        long constraints = 0;
        for (RequestDimension part : parts) {
            constraints += part.constraints().size();
        }
        return 20 + 20 * constraints;
    }

    /** The request made of one candidate of each part, in the order of the parts. */
    Witness request(List<Candidate> chosen, String action) {
        Map<String, List<String>> context = new TreeMap<>();
        fixed().forEach((key, values) -> context.put(Witness.name(key), values));
        for (Candidate candidate : chosen) {
            candidate.keys().forEach((key, values) -> context.put(Witness.name(key), values));
        }
        return new Witness(caller(chosen.get(0)).principal(), action, context);
    }

    /**
     * Who makes a request.
     *
     * @param first what was chosen of the first part
     */
    Caller caller(Candidate first) {
        return service().map(Caller::service).orElseGet(() -> first.caller().orElseThrow());
    }
}
