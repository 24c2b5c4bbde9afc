package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.condition.ConditionKeys;
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

/** Everybody who is tried on one policy, each made up when first needed. */
final class Requesters {

    private final Policy policy;
    private final ExternalPrincipal external;
    private final ConditionValueCatalog vocabulary;
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
    private final Map<Principal.Account, RequestDimension> whoever = new HashMap<>();
    private @Nullable RequestDimension anybody;
    private final Map<ServiceResource, RequestDimension> sources = new HashMap<>();
    private final Map<String, Requester> actingFor = new HashMap<>();
    private final String owner;
    private final List<RequestDimension> ofServices;
    private @Nullable Requester anyone;
    private @Nullable List<Requester> services;

    /**
     * @param policy where the words come from of which requests are made up
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
        this.vocabulary = new ConditionValueCatalog(policy, () -> callers(policy, external), budget);
        UserIdCandidates userIds = new UserIdCandidates(vocabulary, external);
        this.userIdsAreComplete = !budget.wasCutShort();
        this.identities = new IdentityCandidates(policy, vocabulary, userIds, owner);
        this.organizations = vocabulary.part(
                ConditionKeys.ORGANIZATION,
                OrganizationCandidates.of("aws:principalorgid", "aws:principalorgpaths", vocabulary, external));
        this.networks = vocabulary.part(ConditionKeys.NETWORK, NetworkCandidates.of(vocabulary, external));
        vocabulary.fillFreely(this::possible);
        List<RequestDimension> same = others();
        this.others = withPath(same, false);
        this.ofServices = withPath(
                same.stream()
                        .filter(part -> part.keys().stream().noneMatch(ConditionKeys::isOfPrincipals))
                        .toList(),
                true);
        this.plainExternal = Requester.identity(
                part(identities.plain(external.account(), "aws")), organizations, networks, others, external);
    }

    /** What a key can be. */
    private Set<String> possible(String key) {
        Set<String> values = new LinkedHashSet<>(fixed(key));
        for (RequestDimension part : parts(key)) {
            for (Candidate candidate : part.candidates()) {
                vocabulary.effort().spend(2);
                values.addAll(candidate.keys().getOrDefault(key, List.of()));
            }
        }
        if (values.isEmpty()) {
            values.add(external.keys().getOrDefault(key, OtherCandidates.ANYTHING));
        }
        return values;
    }

    /** The parts of requests that a key varies in. */
    private List<RequestDimension> parts(String key) {
        if (ConditionKeys.IDENTITY.contains(key)) {
            List<RequestDimension> callers = new ArrayList<>(List.of(anybody()));
            policy.principals()
                    .filter(principal -> principal instanceof Principal.Account)
                    .forEach(account -> callers.add(whoever((Principal.Account) account)));
            return callers;
        }
        if (key.equals(ConditionKeys.OWNER_ORGANIZATION)) {
            return List.of(ownersOrganization());
        }
        if (ConditionKeys.SOURCE.contains(key)) {
            return serviceNames().stream()
                    .map(ServiceResource::of)
                    .distinct()
                    .map(this::sources)
                    .toList();
        }
        return ConditionKeys.isFree(key)
                ? List.of(vocabulary.part(Set.of(key), OtherCandidates.of(key, vocabulary)))
                : List.of(organizations, networks);
    }

    /** What a key can be that does not vary with the rest of the request; none of all others. */
    private Set<String> fixed(String key) {
        return switch (key) {
            case ConditionKeys.BY_SERVICE -> Set.of("false", "true");
            case ConditionKeys.SERVICE_NAME, ConditionKeys.SERVICE_NAMES -> serviceNames();
            case ConditionKeys.REPOSITORY_ACCOUNT -> Set.of(external.owner());
            default -> Set.of();
        };
    }

    /** Whoever signed in with a provider that is named as principal. */
    Requester signedIn(Principal.Unbounded provider) {
        return signedIn.computeIfAbsent(
                provider.written(), first -> plainExternal.as(part(identities.ofSignedIn(provider))));
    }

    private Set<String> serviceNames() {
        Set<String> names = new LinkedHashSet<>(List.of(external.service()));
        for (String key : List.of(ConditionKeys.SERVICE_NAME, ConditionKeys.SERVICE_NAMES)) {
            vocabulary
                    .of(key)
                    .forEach(word -> names.add(Completion.instance(word.text(), "codebuild", vocabulary.effort())));
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
                : Completion.instance(pattern, "codebuild", vocabulary.effort());
    }

    /** What is the same for whoever requests. */
    private List<RequestDimension> others() {
        List<RequestDimension> parts = new ArrayList<>();
        if (vocabulary.asks(ConditionKeys.OWNER_ORGANIZATION)) {
            parts.add(ownersOrganization());
        }
        vocabulary.keys().stream()
                .filter(key -> ConditionKeys.isFree(key) && !CallPathCandidates.KEYS.contains(key))
                .forEach(key -> parts.add(vocabulary.part(Set.of(key), OtherCandidates.of(key, vocabulary))));
        return parts;
    }

    /** With the path of the call where the policy asks for it. */
    private List<RequestDimension> withPath(List<RequestDimension> same, boolean service) {
        if (!CallPathCandidates.areAsked(vocabulary)) {
            return same;
        }
        List<RequestDimension> parts = new ArrayList<>(same);
        parts.add(vocabulary.part(
                CallPathCandidates.KEYS,
                service ? CallPathCandidates.ofService() : CallPathCandidates.ofIdentity(vocabulary)));
        return parts;
    }

    /** The organization of the repository's owner. */
    private RequestDimension ownersOrganization() {
        return vocabulary.part(
                Set.of(ConditionKeys.OWNER_ORGANIZATION), OrganizationCandidates.ofOwner(vocabulary, external));
    }

    private RequestDimension anybody() {
        if (anybody == null) {
            anybody = part(identities.ofAnyone());
        }
        return anybody;
    }

    private RequestDimension whoever(Principal.Account account) {
        return whoever.computeIfAbsent(account, whom -> part(identities.of(whom)));
    }

    private RequestDimension sources(ServiceResource own) {
        return sources.computeIfAbsent(
                own,
                first ->
                        vocabulary.part(ConditionKeys.SOURCE, SourceCandidates.of(vocabulary, external, owner, first)));
    }

    /** The keys of a call of the stranger, and of whom the policy names as principals: what a variable of the caller can be. */
    private static Map<String, List<String>> callers(Policy policy, ExternalPrincipal external) {
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
        Map<String, List<String>> callers = new HashMap<>();
        external.keys().forEach((key, value) -> callers.put(key, new ArrayList<>(List.of(value))));
        callers.computeIfPresent("aws:principalaccount", (key, own) -> joined(own, accounts));
        callers.computeIfPresent("aws:principalarn", (key, own) -> joined(own, arns));
        return callers;
    }

    private static List<String> joined(List<String> own, Set<String> others) {
        own.addAll(others);
        return own;
    }

    private RequestDimension part(List<Candidate> candidates) {
        RequestDimension part = vocabulary.part(ConditionKeys.IDENTITY, candidates);
        return userIdsAreComplete ? part : new RequestDimension(part.keys(), part.candidates(), false);
    }

    /** The plainest identity of an account that the policy does not know. */
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

    /** Whoever a principal names. */
    Requester named(Principal.Account account) {
        return named.computeIfAbsent(account, whom -> plainExternal.as(whoever(whom)));
    }

    /** Anyone outside the owner's account. */
    Requester anyone() {
        if (anyone == null) {
            anyone = plainExternal.as(anybody());
        }
        return anyone;
    }

    /** Everybody whom a statement may be about, the plainest first. */
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

    /** AWS services that act for somebody: one the policy does not know, and those it names. */
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
        return byName.computeIfAbsent(name, asked -> {
            Requester service = acting(asked);
            boolean asksWhere = ConditionKeys.NETWORK.stream().anyMatch(vocabulary::asks);
            return asksWhere ? service.fromSomewhere(networks, vocabulary.effort()) : service;
        });
    }
}
