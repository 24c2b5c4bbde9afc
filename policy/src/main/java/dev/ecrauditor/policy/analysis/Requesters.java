package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.pattern.WorkBudget;
import dev.ecrauditor.policy.request.ExternalPrincipal;
import dev.ecrauditor.policy.request.ServiceResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All requesters that are tried against one policy, each generated when first needed. */
final class Requesters {

    private final RequestDimensions dimensions;
    private final ExternalPrincipal external;
    private final Requester plainExternal;
    private final Map<String, Requester> plain = new HashMap<>();
    private final Map<Principal.Account, Requester> named = new HashMap<>();
    private final Map<String, Requester> byName = new HashMap<>();
    private final Map<String, Requester> signedIn = new HashMap<>();
    private final Map<String, Requester> actingFor = new HashMap<>();
    private @Nullable Requester anyone;
    private @Nullable List<Requester> services;

    /**
     * @param policy the policy whose values the requests are made of
     */
    Requesters(Policy policy, ExternalPrincipal external, WorkBudget budget) {
        this(policy, external, external.owner().account(), budget);
    }

    /**
     * @param owner the account whose own requests are not tried; empty text for none
     */
    Requesters(Policy policy, ExternalPrincipal external, String owner, WorkBudget budget) {
        this.external = external;
        this.dimensions = new RequestDimensions(policy, external, owner, budget);
        this.plainExternal = Requester.identity(
                dimensions.plain(external.identity().account(), "aws"),
                dimensions.organizations(),
                dimensions.networks(),
                dimensions.othersOfIdentities(),
                external);
    }

    /** Identities that signed in with a provider that is named as principal. */
    Requester signedIn(Principal.Unbounded provider) {
        return signedIn.computeIfAbsent(provider.written(), first -> plainExternal.as(dimensions.signedIn(provider)));
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
                first -> plainExternal.as(dimensions.plain(id, partition)));
    }

    /** The identities that a principal names. */
    Requester named(Principal.Account account) {
        return named.computeIfAbsent(account, named -> plainExternal.as(dimensions.ofAccount(named)));
    }

    /** Anyone outside the owner's account. */
    Requester anyone() {
        if (anyone == null) {
            anyone = plainExternal.as(dimensions.anybody());
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
            services = dimensions.serviceNames().stream().map(this::acting).toList();
        }
        return services;
    }

    private Requester acting(String service) {
        return actingFor.computeIfAbsent(
                service,
                name -> Requester.service(
                                dimensions.sources(ServiceResource.of(name)), dimensions.othersOfServices(), external)
                        .named(name));
    }

    /** One service that is named as principal. */
    Requester service(String name) {
        return byName.computeIfAbsent(name, first -> {
            Requester service = acting(name);
            return dimensions.isNetworkCompared()
                    ? service.fromSomewhere(dimensions.networks(), dimensions.budget())
                    : service;
        });
    }
}
