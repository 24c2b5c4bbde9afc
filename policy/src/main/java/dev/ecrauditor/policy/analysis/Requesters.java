package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Statement;
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

/** All requesters that are tried against one policy, each generated when first needed. */
final class Requesters {

    private final Policy policy;
    private final ExternalPrincipal external;
    private final ConditionValueCatalog catalog;
    private final IdentityCandidates identities;
    private final boolean userIdsAreComplete;
    private final RequestDimension organizations;
    private final RequestDimension networks;
    private final List<RequestDimension> others;
    private final Requester plainExternal;
    private final Map<String, Requester> plain = new HashMap<>();
    private final Map<Principal.Account, Requester> named = new HashMap<>();
    private final Map<String, Requester> byName = new HashMap<>();
    private final Map<String, Requester> signedIn = new HashMap<>();
    private final Map<Principal.Account, RequestDimension> ofAccounts = new HashMap<>();
    private @Nullable RequestDimension anybody;
    private final Map<ServiceResource, RequestDimension> sources = new HashMap<>();
    private final Map<String, Requester> actingFor = new HashMap<>();
    private final String owner;
    private final List<RequestDimension> ofServices;
    private @Nullable Requester anyone;
    private @Nullable List<Requester> services;

    /**
     * @param policy the policy whose values the requests are made of
     */
    Requesters(Policy policy, ExternalPrincipal external, WorkBudget budget) {
        this(policy, external, external.owner(), budget);
    }

    /**
     * @param owner the account whose own requests are not tried; empty text for none
     */
    Requesters(Policy policy, ExternalPrincipal external, String owner, WorkBudget budget) {
        this.policy = policy;
        this.owner = owner;
        this.external = external;
        this.catalog = new ConditionValueCatalog(policy, () -> callers(policy, external), budget);
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
        this.others = withPath(same, false);
        this.ofServices = withPath(
                same.stream()
                        .filter(part -> part.keys().stream().noneMatch(ConditionKey::isOfPrincipals))
                        .toList(),
                true);
        this.plainExternal = Requester.identity(
                part(identities.plain(external.account(), "aws")), organizations, networks, others, external);
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
        return key.equals(ConditionKey.REPOSITORY_ACCOUNT) ? Set.of(external.owner()) : Set.of();
    }

    /** Identities that signed in with a provider that is named as principal. */
    Requester signedIn(Principal.Unbounded provider) {
        return signedIn.computeIfAbsent(
                provider.written(), first -> plainExternal.as(part(identities.ofSignedIn(provider))));
    }

    private Set<String> serviceNames() {
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

    private RequestDimension anybody() {
        if (anybody == null) {
            anybody = part(identities.ofAnyone());
        }
        return anybody;
    }

    private RequestDimension ofAccount(Principal.Account account) {
        return ofAccounts.computeIfAbsent(account, named -> part(identities.of(named)));
    }

    private RequestDimension sources(ServiceResource own) {
        return sources.computeIfAbsent(
                own, first -> catalog.part(ConditionKey.SOURCE, SourceCandidates.of(catalog, external, owner, first)));
    }

    /**
     * The keys of a call of the external principal and of the principals that the policy names: the values of variables
     * of the caller.
     */
    private static Map<ConditionKey, List<String>> callers(Policy policy, ExternalPrincipal external) {
        Set<String> accounts = new LinkedHashSet<>();
        Set<String> arns = new LinkedHashSet<>();
        for (Principal principal : policy.principals().toList()) {
            if (principal instanceof Principal.Account account
                    && !account.accountId().equals(external.owner())) {
                accounts.add(account.accountId());
                arns.add(
                        account.isOneIdentity()
                                ? account.written()
                                : "arn:" + account.partition() + ":iam::" + account.accountId() + ":role/"
                                        + external.name());
            }
        }
        Map<ConditionKey, List<String>> callers = new HashMap<>();
        external.keys().forEach((key, value) -> callers.put(key, new ArrayList<>(List.of(value))));
        callers.computeIfPresent(ConditionKey.PRINCIPAL_ACCOUNT, (key, own) -> joined(own, accounts));
        callers.computeIfPresent(ConditionKey.PRINCIPAL_ARN, (key, own) -> joined(own, arns));
        return callers;
    }

    private static List<String> joined(List<String> own, Set<String> others) {
        own.addAll(others);
        return own;
    }

    private RequestDimension part(List<Candidate> candidates) {
        RequestDimension part = catalog.part(ConditionKey.IDENTITY, candidates);
        return userIdsAreComplete ? part : new RequestDimension(part.keys(), part.candidates(), false);
    }

    /** The plainest identity of an account that the policy does not name. */
    Requester externalPrincipal() {
        return plainExternal;
    }

    /** The plainest identity of an account. */
    Requester plain(Principal.Account account) {
        String id = account.accountId();
        String partition = account.partition();
        return plain.computeIfAbsent(
                partition.equals("aws") ? id : partition + id,
                first -> plainExternal.as(part(identities.plain(id, partition))));
    }

    /** The identities that a principal names. */
    Requester named(Principal.Account account) {
        return named.computeIfAbsent(account, named -> plainExternal.as(ofAccount(named)));
    }

    /** Anyone outside the owner's account. */
    Requester anyone() {
        if (anyone == null) {
            anyone = plainExternal.as(anybody());
        }
        return anyone;
    }

    /** Every requester to which a statement may apply, the plainest first. */
    List<Requester> namedBy(Statement statement) {
        List<Requester> named = new ArrayList<>();
        boolean anybody = statement.everyoneExcept();
        for (Principal principal : statement.principals()) {
            if (principal instanceof Principal.Account account) {
                named.add(named(account));
            } else if (principal instanceof Principal.Service service) {
                named.add(service(service.written()));
            } else if (principal instanceof Principal.Unbounded unbounded
                    && unbounded.whoever() == Principal.Unbounded.Whoever.SIGNED_IN) {
                named.add(signedIn(unbounded));
            } else {
                anybody |= !(principal instanceof Principal.Unresolved);
            }
        }
        if (anybody) {
            named.add(anyone());
            named.addAll(services());
        }
        return named;
    }

    /** AWS services that act for a resource: one that the policy does not name, and those it names. */
    List<Requester> services() {
        if (services == null) {
            services = serviceNames().stream().map(this::acting).toList();
        }
        return services;
    }

    private Requester acting(String service) {
        return actingFor.computeIfAbsent(
                service,
                name -> Requester.service(sources(ServiceResource.of(name)), ofServices, external)
                        .named(name));
    }

    /** One service that is named as principal. */
    Requester service(String name) {
        return byName.computeIfAbsent(name, first -> {
            Requester service = acting(name);
            boolean isNetworkCompared = ConditionKey.NETWORK.stream().anyMatch(catalog::isCompared);
            return isNetworkCompared ? service.fromSomewhere(networks, catalog.budget()) : service;
        });
    }
}
