package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.analysis.WitnessSearch.Found;
import dev.ecrauditor.policy.request.OrganizationCandidates;
import dev.ecrauditor.policy.request.RequestConstraint;
import dev.ecrauditor.policy.request.RequestDimension;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds to whom a statement grants access among one kind of requester: everybody, or those in a network, an
 * organization or an account.
 */
final class GrantScopeFinder {

    /** Searches for a request with no other constraints than these. */
    interface Search {
        Optional<Found> with(Predicate<RequestConstraint> constraints);
    }

    /** A scope that has access, with the example request that proves it. */
    record Reached(GrantScope bound, Found found) {}

    private final Requester requester;
    private final String owner;
    private final Optional<GrantScope> everybody;
    private final Search search;
    private final List<Reached> reached = new ArrayList<>();
    private @Nullable Boolean unknowableSufficient;
    private @Nullable Map<RequestConstraint.Kind, Set<String>> named;

    private GrantScopeFinder(Requester requester, String owner, Optional<GrantScope> everybody, Search search) {
        this.requester = requester;
        this.owner = owner;
        this.everybody = everybody;
        this.search = search;
    }

    /**
     * @param everybody the scope when the requester needs no constraint
     */
    static List<Reached> of(Requester requester, String owner, GrantScope everybody, Search search) {
        GrantScopeFinder finder = new GrantScopeFinder(requester, owner, Optional.of(everybody), search);
        Optional<Found> unconstrained = finder.forAnyOwner(search, constraint -> false);
        if (unconstrained.isPresent()) {
            return List.of(new Reached(everybody, unconstrained.get()));
        }
        finder.network();
        finder.organizations();
        finder.accounts();
        finder.unknowable();
        return finder.reached;
    }

    /** The scopes of a principal that names an account, from any network. */
    static List<Reached> of(Requester requester, String account, Search search) {
        GrantScopeFinder finder = new GrantScopeFinder(requester, "", Optional.empty(), search);
        finder.account(account, GrantScopeFinder::isNoOrganization);
        return finder.reached;
    }

    static boolean isNoOrganization(RequestConstraint constraint) {
        return constraint.kind() != RequestConstraint.Kind.ORGANIZATION
                && constraint.kind() != RequestConstraint.Kind.OWNER;
    }

    /** With these constraints; otherwise also with the owner in an organization that the policy names. */
    private Optional<Found> forAnyOwner(Search with, Predicate<RequestConstraint> constraints) {
        Optional<Found> found = with.with(constraints);
        return found.isPresent() || named(RequestConstraint.Kind.OWNER).isEmpty()
                ? found
                : with.with(constraints.or(constraint -> constraint.kind() == RequestConstraint.Kind.OWNER));
    }

    /** Every network that suffices by itself, or, where only several together suffice, those. */
    private void network() {
        Optional<Found> inNetwork =
                forAnyOwner(this::restricted, constraint -> constraint.kind() == RequestConstraint.Kind.NETWORK);
        inNetwork.filter(found -> isBy(RequestConstraint.Kind.NETWORK, found)).ifPresent(found -> {
            Set<String> sufficient = new LinkedHashSet<>();
            Set<String> all = named(RequestConstraint.Kind.NETWORK);
            for (String network : all) {
                if (all.size() > 1
                        && restricted(new RequestConstraint(RequestConstraint.Kind.NETWORK, network)::equals)
                                .isPresent()) {
                    sufficient.add(network);
                }
            }
            add(
                    new GrantScope.Network(
                            sufficient.isEmpty() ? values(found, RequestConstraint.Kind.NETWORK) : sufficient),
                    found);
        });
    }

    private void organizations() {
        Predicate<RequestConstraint> network = network(reached);
        members(Set.of(), constraints -> restricted(network.or(constraints)))
                .forEach((id, found) -> add(new GrantScope.Organization(Set.of(id)), found));
    }

    /**
     * The organizations whose members have access: those that a policy names as such and, unless the owner's is one of
     * them, those that have access if they are the owner's.
     */
    private Map<String, Found> members(Set<String> reported, Search search) {
        Map<String, Found> members = new LinkedHashMap<>();
        for (String id : named(RequestConstraint.Kind.ORGANIZATION)) {
            if (!reported.contains(id)) {
                member(id, search)
                        .or(() -> memberUnderOtherOwner(id, search))
                        .ifPresent(found -> members.put(id, found));
            }
        }
        if (members.containsKey(OrganizationCandidates.OWNERS) || reported.contains(OrganizationCandidates.OWNERS)) {
            return members;
        }
        for (String id : named(RequestConstraint.Kind.OWNER)) {
            if (!members.containsKey(id) && !reported.contains(id)) {
                owners(id, search).ifPresent(found -> members.put(id, found));
            }
        }
        return members;
    }

    private static Optional<Found> member(String id, Search search) {
        return search.with(new RequestConstraint(RequestConstraint.Kind.ORGANIZATION, id)::equals);
    }

    /** A member of an organization that has access if the owner is in a certain other organization. */
    private Optional<Found> memberUnderOtherOwner(String id, Search search) {
        return id.equals(OrganizationCandidates.OWNERS)
                        || named(RequestConstraint.Kind.OWNER).isEmpty()
                ? Optional.empty()
                : search.with(constraint -> constraint.kind() == RequestConstraint.Kind.OWNER
                                ? !constraint.value().equals(id)
                                : constraint.equals(new RequestConstraint(RequestConstraint.Kind.ORGANIZATION, id)))
                        .filter(found -> isBy(RequestConstraint.Kind.ORGANIZATION, found));
    }

    /**
     * False for a request that is found only by another constraint, such as a unique id; without any constraint it
     * stands for everybody.
     */
    private static boolean isBy(RequestConstraint.Kind kind, Found found) {
        return found.constraints().stream().anyMatch(constraint -> constraint.kind() == kind)
                || found.constraints().stream()
                        .allMatch(constraint -> constraint.kind() == RequestConstraint.Kind.OWNER);
    }

    /** A member of an organization that has access if it is the owner's. */
    private static Optional<Found> owners(String id, Search search) {
        return search.with(constraint -> constraint.value().equals(id)
                        && (constraint.kind() == RequestConstraint.Kind.ORGANIZATION
                                || constraint.kind() == RequestConstraint.Kind.OWNER))
                .filter(found -> isBy(RequestConstraint.Kind.ORGANIZATION, found));
    }

    /**
     * With these constraints alone, or, where a unique id or a resource does not suffice by itself, with one of them in
     * addition.
     */
    private Optional<Found> restricted(Predicate<RequestConstraint> constraints) {
        Optional<Found> found = search.with(constraints);
        return found.isPresent() || isUnknowableSufficient()
                ? found
                : search.with(constraints.or(GrantScopeFinder::isUnknowable));
    }

    private boolean isUnknowableSufficient() {
        if (unknowableSufficient == null) {
            unknowableSufficient = (named(RequestConstraint.Kind.UNIQUE_ID).isEmpty()
                            && named(RequestConstraint.Kind.RESOURCE).isEmpty())
                    || search.with(GrantScopeFinder::isUnknowable).isPresent();
        }
        return unknowableSufficient;
    }

    private static boolean isUnknowable(RequestConstraint constraint) {
        return constraint.kind() == RequestConstraint.Kind.UNIQUE_ID
                || constraint.kind() == RequestConstraint.Kind.RESOURCE;
    }

    private void accounts() {
        Predicate<RequestConstraint> network = network(reached);
        for (String account : named(RequestConstraint.Kind.ACCOUNT)) {
            if (account.equals(owner)) {
                continue;
            }
            Predicate<RequestConstraint> ofIt =
                    network.or(new RequestConstraint(RequestConstraint.Kind.ACCOUNT, account)::equals);
            account(account, ofIt);
        }
    }

    /**
     * An account by itself or for one identity or resource in it, or else all organizations with which it has access.
     */
    private void account(String account, Predicate<RequestConstraint> constraints) {
        Optional<Found> alone = forAnyOwner(search, constraints);
        if (alone.isPresent()) {
            add(new GrantScope.Account(account, Set.of()), alone.get());
            return;
        }
        Map<String, Found> members = members(reportedOrganizations(), more -> search.with(constraints.or(more)));
        Optional<Found> one = members.isEmpty() || !isUnknowableSufficient()
                ? search.with(constraints.or(GrantScopeFinder::isUnknowable))
                        .filter(found -> found.constraints()
                                .contains(new RequestConstraint(RequestConstraint.Kind.ACCOUNT, account)))
                : Optional.empty();
        if (one.isPresent()) {
            add(new GrantScope.Account(account, Set.of()), one.get());
        } else if (!members.isEmpty()) {
            add(
                    new GrantScope.Account(account, members.keySet()),
                    members.values().iterator().next());
        }
    }

    /**
     * Constrained to a principal whose account is unknown, possibly in an organization, or to several constraints at
     * once.
     */
    private void unknowable() {
        Set<String> reported = reportedOrganizations();
        Predicate<RequestConstraint> unknown = network(reached)
                .or(GrantScopeFinder::isUnknowable)
                .or(constraint -> constraint.kind() == RequestConstraint.Kind.ORGANIZATION
                        && !reported.contains(constraint.value()));
        Optional<Found> one = search.with(unknown)
                .or(() -> named(RequestConstraint.Kind.OWNER).isEmpty()
                        ? Optional.empty()
                        : search.with(constraint ->
                                constraint.kind() == RequestConstraint.Kind.OWNER || isUnknowable(constraint)));
        Optional<Found> found = one.isPresent() || !reached.isEmpty()
                ? one
                : search.with(
                        constraint -> !constraint.equals(new RequestConstraint(RequestConstraint.Kind.ACCOUNT, owner)));
        found.ifPresent(request -> {
            Set<String> names = new LinkedHashSet<>(List.of(subject(request)));
            add(new GrantScope.Unknowable(subject(request)), request);
            each(unknown, names);
        });
    }

    /**
     * Every other unique id and resource that has access like the first one: by itself or with the same additional
     * constraints.
     */
    private void each(Predicate<RequestConstraint> unknown, Set<String> names) {
        for (RequestConstraint.Kind kind : List.of(RequestConstraint.Kind.UNIQUE_ID, RequestConstraint.Kind.RESOURCE)) {
            for (String name : named(kind)) {
                if (names.contains(name)) {
                    continue;
                }
                RequestConstraint itself = new RequestConstraint(kind, name);
                search.with(constraint ->
                                isUnknowable(constraint) ? constraint.equals(itself) : unknown.test(constraint))
                        .filter(request -> request.constraints().contains(itself) && names.add(name))
                        .ifPresent(request -> add(new GrantScope.Unknowable(name), request));
            }
        }
    }

    private static String subject(Found found) {
        return found.constraints().stream()
                .filter(GrantScopeFinder::isNoOrganization)
                .findFirst()
                .or(() -> found.constraints().stream().findFirst())
                .map(RequestConstraint::value)
                .orElse("");
    }

    private Set<String> reportedOrganizations() {
        Set<String> reported = new LinkedHashSet<>();
        for (Reached one : reached) {
            if (one.bound() instanceof GrantScope.Organization) {
                add(one.found().constraints(), RequestConstraint.Kind.ORGANIZATION, reported);
            }
        }
        return reported;
    }

    /**
     * A request without constraints stands for everybody, even where the search for exactly that was given up before.
     */
    private void add(GrantScope bound, Found found) {
        boolean unconstrained =
                found.constraints().stream().allMatch(constraint -> constraint.kind() == RequestConstraint.Kind.OWNER);
        reached.add(new Reached(unconstrained ? everybody.orElse(bound) : bound, found));
    }

    /** Where a network alone suffices it is reported by itself, and the other scopes are searched without it. */
    private static Predicate<RequestConstraint> network(List<Reached> reached) {
        boolean suffices = reached.stream().anyMatch(one -> one.bound() instanceof GrantScope.Network);
        return constraint -> !suffices && constraint.kind() == RequestConstraint.Kind.NETWORK;
    }

    private Set<String> named(RequestConstraint.Kind kind) {
        if (named == null) {
            named = new EnumMap<>(RequestConstraint.Kind.class);
            for (RequestDimension part : requester.parts()) {
                for (RequestConstraint constraint : part.constraints()) {
                    named.computeIfAbsent(constraint.kind(), first -> new LinkedHashSet<>())
                            .add(constraint.value());
                }
            }
        }
        return named.getOrDefault(kind, Set.of());
    }

    static Set<String> values(Found found, RequestConstraint.Kind kind) {
        Set<String> values = new LinkedHashSet<>();
        add(found.constraints(), kind, values);
        return values;
    }

    private static void add(Set<RequestConstraint> constraints, RequestConstraint.Kind kind, Set<String> values) {
        for (RequestConstraint constraint : constraints) {
            if (constraint.kind() == kind) {
                values.add(constraint.value());
            }
        }
    }
}
