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

/** How far a statement reaches one kind of requester: everybody, or those in a network, an organization or an account. */
final class GrantScopeFinder {

    /** Looks for a request with no other ties than these. */
    interface Search {
        Optional<Found> with(Predicate<RequestConstraint> constraints);
    }

    /** Somebody reached, with the request that proves it. */
    record Reached(GrantScope bound, Found found) {}

    private final Requester requester;
    private final String owner;
    private final Optional<GrantScope> everybody;
    private final Search search;
    private final List<Reached> reached = new ArrayList<>();
    private @Nullable Boolean byItself;
    private @Nullable Map<RequestConstraint.Kind, Set<String>> named;

    private GrantScopeFinder(Requester requester, String owner, Optional<GrantScope> everybody, Search search) {
        this.requester = requester;
        this.owner = owner;
        this.everybody = everybody;
        this.search = search;
    }

    /**
     * @param everybody what it is called when nothing ties the requester
     */
    static List<Reached> of(Requester requester, String owner, GrantScope everybody, Search search) {
        GrantScopeFinder reach = new GrantScopeFinder(requester, owner, Optional.of(everybody), search);
        Optional<Found> untied = reach.whoeverTheOwnerIs(search, constraint -> false);
        if (untied.isPresent()) {
            return List.of(new Reached(everybody, untied.get()));
        }
        reach.network();
        reach.organizations();
        reach.accounts();
        reach.unknowable();
        return reach.reached;
    }

    /** Whoever is meant by an account, wherever they call from. */
    static List<Reached> of(Requester requester, String account, Search search) {
        GrantScopeFinder reach = new GrantScopeFinder(requester, "", Optional.empty(), search);
        reach.account(account, GrantScopeFinder::isNoOrganization);
        return reach.reached;
    }

    static boolean isNoOrganization(RequestConstraint constraint) {
        return constraint.kind() != RequestConstraint.Kind.ORGANIZATION
                && constraint.kind() != RequestConstraint.Kind.OWNER;
    }

    /** With these ties; or else, if the owner is in an organization that the policy names. */
    private Optional<Found> whoeverTheOwnerIs(Search with, Predicate<RequestConstraint> constraints) {
        Optional<Found> found = with.with(constraints);
        return found.isPresent() || named(RequestConstraint.Kind.OWNER).isEmpty()
                ? found
                : with.with(constraints.or(constraint -> constraint.kind() == RequestConstraint.Kind.OWNER));
    }

    /** Every network that is enough by itself, or, where only several together are, those. */
    private void network() {
        Optional<Found> inNetwork =
                whoeverTheOwnerIs(this::restricted, constraint -> constraint.kind() == RequestConstraint.Kind.NETWORK);
        inNetwork.filter(found -> isBy(RequestConstraint.Kind.NETWORK, found)).ifPresent(found -> {
            Set<String> enough = new LinkedHashSet<>();
            Set<String> all = named(RequestConstraint.Kind.NETWORK);
            for (String network : all) {
                if (all.size() > 1
                        && restricted(new RequestConstraint(RequestConstraint.Kind.NETWORK, network)::equals)
                                .isPresent()) {
                    enough.add(network);
                }
            }
            add(
                    new GrantScope.Network(enough.isEmpty() ? values(found, RequestConstraint.Kind.NETWORK) : enough),
                    found);
        });
    }

    private void organizations() {
        Predicate<RequestConstraint> network = network(reached);
        members(Set.of(), constraints -> restricted(network.or(constraints)))
                .forEach((id, found) -> add(new GrantScope.Organization(Set.of(id)), found));
    }

    /**
     * Who is let in as a member of which organization: of those a policy names as such, and, unless the owner's is one of them, of
     * those that are let in if they are the owner's.
     */
    private Map<String, Found> members(Set<String> told, Search search) {
        Map<String, Found> members = new LinkedHashMap<>();
        for (String id : named(RequestConstraint.Kind.ORGANIZATION)) {
            if (!told.contains(id)) {
                member(id, search).or(() -> othersMember(id, search)).ifPresent(found -> members.put(id, found));
            }
        }
        if (members.containsKey(OrganizationCandidates.OWNERS) || told.contains(OrganizationCandidates.OWNERS)) {
            return members;
        }
        for (String id : named(RequestConstraint.Kind.OWNER)) {
            if (!members.containsKey(id) && !told.contains(id)) {
                owners(id, search).ifPresent(found -> members.put(id, found));
            }
        }
        return members;
    }

    private static Optional<Found> member(String id, Search search) {
        return search.with(new RequestConstraint(RequestConstraint.Kind.ORGANIZATION, id)::equals);
    }

    /** A member of an organization that is let in if the owner is in a certain other one. */
    private Optional<Found> othersMember(String id, Search search) {
        return id.equals(OrganizationCandidates.OWNERS)
                        || named(RequestConstraint.Kind.OWNER).isEmpty()
                ? Optional.empty()
                : search.with(constraint -> constraint.kind() == RequestConstraint.Kind.OWNER
                                ? !constraint.value().equals(id)
                                : constraint.equals(new RequestConstraint(RequestConstraint.Kind.ORGANIZATION, id)))
                        .filter(found -> isBy(RequestConstraint.Kind.ORGANIZATION, found));
    }

    /** False for who is only found by something else, such as a unique id; whoever is tied to nothing is everybody. */
    private static boolean isBy(RequestConstraint.Kind kind, Found found) {
        return found.constraints().stream().anyMatch(constraint -> constraint.kind() == kind)
                || found.constraints().stream()
                        .allMatch(constraint -> constraint.kind() == RequestConstraint.Kind.OWNER);
    }

    /** A member of an organization that is let in if that is the owner's. */
    private static Optional<Found> owners(String id, Search search) {
        return search.with(constraint -> constraint.value().equals(id)
                        && (constraint.kind() == RequestConstraint.Kind.ORGANIZATION
                                || constraint.kind() == RequestConstraint.Kind.OWNER))
                .filter(found -> isBy(RequestConstraint.Kind.ORGANIZATION, found));
    }

    /** With these ties alone, or, where a unique id or a resource is not enough by itself, with one of those besides. */
    private Optional<Found> restricted(Predicate<RequestConstraint> constraints) {
        Optional<Found> found = search.with(constraints);
        return found.isPresent() || isReachedByItself()
                ? found
                : search.with(constraints.or(GrantScopeFinder::isUnknowable));
    }

    private boolean isReachedByItself() {
        if (byItself == null) {
            byItself = (named(RequestConstraint.Kind.UNIQUE_ID).isEmpty()
                            && named(RequestConstraint.Kind.RESOURCE).isEmpty())
                    || search.with(GrantScopeFinder::isUnknowable).isPresent();
        }
        return byItself;
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

    /** An account by itself, or else all organizations with which it is reached, or else one identity or resource in it. */
    private void account(String account, Predicate<RequestConstraint> constraints) {
        Optional<Found> alone = whoeverTheOwnerIs(search, constraints);
        if (alone.isPresent()) {
            add(new GrantScope.Account(account, Set.of()), alone.get());
            return;
        }
        Map<String, Found> members = members(toldOrganizations(), more -> search.with(constraints.or(more)));
        if (!members.isEmpty()) {
            add(
                    new GrantScope.Account(account, members.keySet()),
                    members.values().iterator().next());
        } else {
            search.with(constraints.or(GrantScopeFinder::isUnknowable))
                    .filter(one ->
                            one.constraints().contains(new RequestConstraint(RequestConstraint.Kind.ACCOUNT, account)))
                    .ifPresent(one -> add(new GrantScope.Account(account, Set.of()), one));
        }
    }

    /** Tied to somebody whose account cannot be known, perhaps in an organization, or to several things at once. */
    private void unknowable() {
        Set<String> told = toldOrganizations();
        Predicate<RequestConstraint> somebody = network(reached)
                .or(GrantScopeFinder::isUnknowable)
                .or(constraint ->
                        constraint.kind() == RequestConstraint.Kind.ORGANIZATION && !told.contains(constraint.value()));
        Optional<Found> one = search.with(somebody)
                .or(() -> named(RequestConstraint.Kind.OWNER).isEmpty()
                        ? Optional.empty()
                        : search.with(constraint ->
                                constraint.kind() == RequestConstraint.Kind.OWNER || isUnknowable(constraint)));
        Optional<Found> found = one.isPresent() || !reached.isEmpty()
                ? one
                : search.with(
                        constraint -> !constraint.equals(new RequestConstraint(RequestConstraint.Kind.ACCOUNT, owner)));
        found.ifPresent(request -> {
            Set<String> names = new LinkedHashSet<>(List.of(whom(request)));
            add(new GrantScope.Unknowable(whom(request)), request);
            each(somebody, names);
        });
    }

    /** Every other unique id and resource that is let in, as the first is: by itself or together with what was needed there. */
    private void each(Predicate<RequestConstraint> somebody, Set<String> names) {
        for (RequestConstraint.Kind kind : List.of(RequestConstraint.Kind.UNIQUE_ID, RequestConstraint.Kind.RESOURCE)) {
            for (String name : named(kind)) {
                if (names.contains(name)) {
                    continue;
                }
                RequestConstraint itself = new RequestConstraint(kind, name);
                search.with(constraint ->
                                isUnknowable(constraint) ? constraint.equals(itself) : somebody.test(constraint))
                        .filter(request -> request.constraints().contains(itself) && names.add(name))
                        .ifPresent(request -> add(new GrantScope.Unknowable(name), request));
            }
        }
    }

    private static String whom(Found found) {
        return found.constraints().stream()
                .filter(GrantScopeFinder::isNoOrganization)
                .findFirst()
                .or(() -> found.constraints().stream().findFirst())
                .map(RequestConstraint::value)
                .orElse("");
    }

    private Set<String> toldOrganizations() {
        Set<String> told = new LinkedHashSet<>();
        for (Reached one : reached) {
            if (one.bound() instanceof GrantScope.Organization) {
                add(one.found().constraints(), RequestConstraint.Kind.ORGANIZATION, told);
            }
        }
        return told;
    }

    /** Who is found without ties after a search for just that was given up is everybody all the same. */
    private void add(GrantScope bound, Found found) {
        boolean untied =
                found.constraints().stream().allMatch(constraint -> constraint.kind() == RequestConstraint.Kind.OWNER);
        reached.add(new Reached(untied ? everybody.orElse(bound) : bound, found));
    }

    /** Where a network alone is enough it is told by itself, and the rest has to do without. */
    private static Predicate<RequestConstraint> network(List<Reached> reached) {
        boolean enough = reached.stream().anyMatch(one -> one.bound() instanceof GrantScope.Network);
        return constraint -> !enough && constraint.kind() == RequestConstraint.Kind.NETWORK;
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
