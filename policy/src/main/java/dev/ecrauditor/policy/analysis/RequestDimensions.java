package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.pattern.Completion;
import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.policy.pattern.WorkBudget;
import dev.ecrauditor.policy.request.CallPathCandidates;
import dev.ecrauditor.policy.request.Candidate;
import dev.ecrauditor.policy.request.ConditionValueCatalog;
import dev.ecrauditor.policy.request.ExternalPrincipal;
import dev.ecrauditor.policy.request.IdentityCandidates;
import dev.ecrauditor.policy.request.NetworkCandidates;
import dev.ecrauditor.policy.request.OrganizationCandidates;
import dev.ecrauditor.policy.request.OtherCandidates;
import dev.ecrauditor.policy.request.RequestDimension;
import dev.ecrauditor.policy.request.ServiceResource;
import dev.ecrauditor.policy.request.SourceCandidates;
import dev.ecrauditor.policy.request.UserIdCandidates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of the requests that are tried against one policy, each generated when first needed. */
final class RequestDimensions {

    private final Policy policy;
    private final ExternalPrincipal external;
    private final String owner;
    private final ConditionValueCatalog catalog;
    private final IdentityCandidates identities;
    private final boolean userIdsAreComplete;
    private final RequestDimension organizations;
    private final RequestDimension networks;
    private final List<RequestDimension> othersOfIdentities;
    private final List<RequestDimension> othersOfServices;
    private final Map<Principal.Account, RequestDimension> ofAccounts = new HashMap<>();
    private final Map<ServiceResource, RequestDimension> sources = new HashMap<>();
    private @Nullable RequestDimension anybody;

    /**
     * @param policy the policy whose values the requests are made of
     * @param owner the account whose own requests are not tried; empty text for none
     */
    RequestDimensions(Policy policy, ExternalPrincipal external, String owner, WorkBudget budget) {
        this.policy = policy;
        this.owner = owner;
        this.external = external;
        this.catalog = new ConditionValueCatalog(policy, () -> external.keysOfCallers(policy), budget);
        UserIdCandidates userIds = new UserIdCandidates(catalog, external);
        this.userIdsAreComplete = !budget.wasCutShort();
        this.identities = new IdentityCandidates(policy, catalog, userIds, owner);
        this.organizations = catalog.part(
                ConditionKey.ORGANIZATION,
                OrganizationCandidates.of(
                        ConditionKey.PRINCIPAL_ORGANIZATION,
                        ConditionKey.PRINCIPAL_ORGANIZATION_PATHS,
                        catalog,
                        external));
        this.networks = catalog.part(ConditionKey.NETWORK, NetworkCandidates.of(catalog, external));
        catalog.fillFreely(this::possible);
        List<RequestDimension> same = others();
        this.othersOfIdentities = withPath(same, false);
        this.othersOfServices = withPath(
                same.stream()
                        .filter(part -> part.keys().stream().noneMatch(ConditionKey::isOfPrincipals))
                        .toList(),
                true);
    }

    /** The budget to which everything generated is charged. */
    WorkBudget budget() {
        return catalog.budget();
    }

    /** The organization of the caller. */
    RequestDimension organizations() {
        return organizations;
    }

    /** From where an identity calls. */
    RequestDimension networks() {
        return networks;
    }

    /** True when the policy compares from where a call comes. */
    boolean isNetworkCompared() {
        return ConditionKey.NETWORK.stream().anyMatch(catalog::isCompared);
    }

    /** The other parts of the requests of an identity. */
    List<RequestDimension> othersOfIdentities() {
        return othersOfIdentities;
    }

    /** The other parts of the requests of a service. */
    List<RequestDimension> othersOfServices() {
        return othersOfServices;
    }

    /** The plainest identities of an account. */
    RequestDimension plain(String account, String partition) {
        return part(identities.plain(account, partition));
    }

    /** Identities that signed in with a provider. */
    RequestDimension signedIn(Principal.Unbounded provider) {
        return part(identities.ofSignedIn(provider));
    }

    /** The values that a key can have. */
    private Set<String> possible(ConditionKey key) {
        Set<String> values = new LinkedHashSet<>(fixed(key));
        for (RequestDimension part : parts(key)) {
            for (Candidate candidate : part.candidates()) {
                catalog.budget().spend(2);
                values.addAll(candidate.keys().getOrDefault(key, List.of()));
            }
        }
        if (values.isEmpty()) {
            values.add(external.keys().getOrDefault(key, OtherCandidates.ANYTHING));
        }
        return values;
    }

    /** The parts of requests in which a key varies. */
    private List<RequestDimension> parts(ConditionKey key) {
        if (ConditionKey.IDENTITY.contains(key)) {
            List<RequestDimension> callers = new ArrayList<>(List.of(anybody()));
            policy.principals()
                    .filter(principal -> principal instanceof Principal.Account)
                    .forEach(account -> callers.add(ofAccount((Principal.Account) account)));
            return callers;
        }
        if (key.equals(ConditionKey.OWNER_ORGANIZATION)) {
            return List.of(ownersOrganization());
        }
        if (ConditionKey.SOURCE.contains(key)) {
            return serviceNames().stream()
                    .map(ServiceResource::of)
                    .distinct()
                    .map(this::sources)
                    .toList();
        }
        return key.isFree()
                ? List.of(catalog.part(Set.of(key), OtherCandidates.of(key, catalog)))
                : List.of(organizations, networks);
    }

    /** The values of a key that does not vary with the rest of the request; none for every other key. */
    private Set<String> fixed(ConditionKey key) {
        if (key.equals(ConditionKey.BY_SERVICE)) {
            return Set.of("false", "true");
        }
        if (key.equals(ConditionKey.SERVICE_NAME) || key.equals(ConditionKey.SERVICE_NAMES)) {
            return serviceNames();
        }
        return key.equals(ConditionKey.REPOSITORY_ACCOUNT)
                ? Set.of(external.owner().account())
                : Set.of();
    }

    /** Services: one that the policy does not name, and those it names. */
    Set<String> serviceNames() {
        Set<String> names = new LinkedHashSet<>(List.of(external.service()));
        for (ConditionKey key : List.of(ConditionKey.SERVICE_NAME, ConditionKey.SERVICE_NAMES)) {
            catalog.of(key).forEach(word -> names.add(Completion.instance(word.text(), "codebuild", catalog.budget())));
        }
        policy.principals()
                .filter(principal -> principal instanceof Principal.Service)
                .forEach(service -> names.add(service.written()));
        policy.principals()
                .filter(principal -> principal instanceof Principal.Unbounded unbounded
                        && unbounded.whoever() == Principal.Unbounded.Whoever.SERVICES)
                .forEach(service -> names.add(serviceFitting(service.written())));
        return names;
    }

    private String serviceFitting(String pattern) {
        return Wildcard.matches(pattern, external.service())
                ? external.service()
                : Completion.instance(pattern, "codebuild", catalog.budget());
    }

    /** The parts that are the same for every requester. */
    private List<RequestDimension> others() {
        List<RequestDimension> parts = new ArrayList<>();
        if (catalog.isCompared(ConditionKey.OWNER_ORGANIZATION)) {
            parts.add(ownersOrganization());
        }
        catalog.keys().stream()
                .filter(key -> key.isFree() && !CallPathCandidates.KEYS.contains(key))
                .forEach(key -> parts.add(catalog.part(Set.of(key), OtherCandidates.of(key, catalog))));
        return parts;
    }

    /** The parts with the call path, where the policy compares it. */
    private List<RequestDimension> withPath(List<RequestDimension> same, boolean service) {
        if (!CallPathCandidates.areCompared(catalog)) {
            return same;
        }
        List<RequestDimension> parts = new ArrayList<>(same);
        parts.add(catalog.part(
                CallPathCandidates.KEYS,
                service ? CallPathCandidates.ofService() : CallPathCandidates.ofIdentity(catalog)));
        return parts;
    }

    /** The organization of the repository's owner. */
    private RequestDimension ownersOrganization() {
        return catalog.part(Set.of(ConditionKey.OWNER_ORGANIZATION), OrganizationCandidates.ofOwner(catalog, external));
    }

    /** Anyone outside the owner's account. */
    RequestDimension anybody() {
        if (anybody == null) {
            anybody = part(identities.ofAnyone());
        }
        return anybody;
    }

    /** The identities that a principal names. */
    RequestDimension ofAccount(Principal.Account account) {
        return ofAccounts.computeIfAbsent(account, named -> part(identities.of(named)));
    }

    /** The resources of a service for which it calls. */
    RequestDimension sources(ServiceResource own) {
        return sources.computeIfAbsent(
                own, first -> catalog.part(ConditionKey.SOURCE, SourceCandidates.of(catalog, external, owner, first)));
    }

    private RequestDimension part(List<Candidate> candidates) {
        RequestDimension part = catalog.part(ConditionKey.IDENTITY, candidates);
        return userIdsAreComplete ? part : new RequestDimension(part.keys(), part.candidates(), false);
    }
}
