package dev.ecrauditor.policy;

import dev.ecrauditor.policy.Grant.Bound;
import dev.ecrauditor.policy.WitnessSearch.Found;
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
final class Reach {

    /** Looks for a request with no other ties than these. */
    interface Search {
        Optional<Found> with(Predicate<Tie> ties);
    }

    /** Somebody reached, with the request that proves it. */
    record Reached(Bound bound, Found found) {}

    private final Requester requester;
    private final String owner;
    private final Optional<Bound> everybody;
    private final Search search;
    private final List<Reached> reached = new ArrayList<>();
    private @Nullable Boolean byItself;
    private @Nullable Map<Tie.Kind, Set<String>> named;

    private Reach(Requester requester, String owner, Optional<Bound> everybody, Search search) {
        this.requester = requester;
        this.owner = owner;
        this.everybody = everybody;
        this.search = search;
    }

    /**
     * @param everybody what it is called when nothing ties the requester
     */
    static List<Reached> of(Requester requester, String owner, Bound everybody, Search search) {
        Reach reach = new Reach(requester, owner, Optional.of(everybody), search);
        Optional<Found> untied = reach.whoeverTheOwnerIs(search, tie -> false);
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
        Reach reach = new Reach(requester, "", Optional.empty(), search);
        reach.account(account, Reach::isNoOrganization);
        return reach.reached;
    }

    static boolean isNoOrganization(Tie tie) {
        return tie.kind() != Tie.Kind.ORGANIZATION && tie.kind() != Tie.Kind.OWNER;
    }

    /** With these ties; or else, if the owner is in an organization that the policy names. */
    private Optional<Found> whoeverTheOwnerIs(Search with, Predicate<Tie> ties) {
        Optional<Found> found = with.with(ties);
        return found.isPresent() || named(Tie.Kind.OWNER).isEmpty()
                ? found
                : with.with(ties.or(tie -> tie.kind() == Tie.Kind.OWNER));
    }

    /** Every network that is enough by itself, or, where only several together are, those. */
    private void network() {
        Optional<Found> inNetwork = whoeverTheOwnerIs(this::bounded, tie -> tie.kind() == Tie.Kind.NETWORK);
        inNetwork.filter(found -> isBy(Tie.Kind.NETWORK, found)).ifPresent(found -> {
            Set<String> enough = new LinkedHashSet<>();
            Set<String> all = named(Tie.Kind.NETWORK);
            for (String network : all) {
                if (all.size() > 1
                        && bounded(new Tie(Tie.Kind.NETWORK, network)::equals).isPresent()) {
                    enough.add(network);
                }
            }
            add(new Bound.Network(enough.isEmpty() ? values(found, Tie.Kind.NETWORK) : enough), found);
        });
    }

    private void organizations() {
        Predicate<Tie> network = network(reached);
        members(Set.of(), ties -> bounded(network.or(ties)))
                .forEach((id, found) -> add(new Bound.Organization(Set.of(id)), found));
    }

    /**
     * Who is let in as a member of which organization: of those a policy names as such, and, unless the owner's is one of them, of
     * those that are let in if they are the owner's.
     */
    private Map<String, Found> members(Set<String> told, Search search) {
        Map<String, Found> members = new LinkedHashMap<>();
        for (String id : named(Tie.Kind.ORGANIZATION)) {
            if (!told.contains(id)) {
                member(id, search).or(() -> othersMember(id, search)).ifPresent(found -> members.put(id, found));
            }
        }
        if (members.containsKey(OrganizationCandidates.OWNERS) || told.contains(OrganizationCandidates.OWNERS)) {
            return members;
        }
        for (String id : named(Tie.Kind.OWNER)) {
            if (!members.containsKey(id) && !told.contains(id)) {
                owners(id, search).ifPresent(found -> members.put(id, found));
            }
        }
        return members;
    }

    private static Optional<Found> member(String id, Search search) {
        return search.with(new Tie(Tie.Kind.ORGANIZATION, id)::equals);
    }

    /** A member of an organization that is let in if the owner is in a certain other one. */
    private Optional<Found> othersMember(String id, Search search) {
        return id.equals(OrganizationCandidates.OWNERS) || named(Tie.Kind.OWNER).isEmpty()
                ? Optional.empty()
                : search.with(tie -> tie.kind() == Tie.Kind.OWNER
                                ? !tie.value().equals(id)
                                : tie.equals(new Tie(Tie.Kind.ORGANIZATION, id)))
                        .filter(found -> isBy(Tie.Kind.ORGANIZATION, found));
    }

    /** False for who is only found by something else, such as a unique id; whoever is tied to nothing is everybody. */
    private static boolean isBy(Tie.Kind kind, Found found) {
        return found.ties().stream().anyMatch(tie -> tie.kind() == kind)
                || found.ties().stream().allMatch(tie -> tie.kind() == Tie.Kind.OWNER);
    }

    /** A member of an organization that is let in if that is the owner's. */
    private static Optional<Found> owners(String id, Search search) {
        return search.with(tie ->
                        tie.value().equals(id) && (tie.kind() == Tie.Kind.ORGANIZATION || tie.kind() == Tie.Kind.OWNER))
                .filter(found -> isBy(Tie.Kind.ORGANIZATION, found));
    }

    /** With these ties alone, or, where a unique id or a resource is not enough by itself, with one of those besides. */
    private Optional<Found> bounded(Predicate<Tie> ties) {
        Optional<Found> found = search.with(ties);
        return found.isPresent() || isReachedByItself() ? found : search.with(ties.or(Reach::isUnknowable));
    }

    private boolean isReachedByItself() {
        if (byItself == null) {
            byItself = (named(Tie.Kind.UNIQUE_ID).isEmpty()
                            && named(Tie.Kind.RESOURCE).isEmpty())
                    || search.with(Reach::isUnknowable).isPresent();
        }
        return byItself;
    }

    private static boolean isUnknowable(Tie tie) {
        return tie.kind() == Tie.Kind.UNIQUE_ID || tie.kind() == Tie.Kind.RESOURCE;
    }

    private void accounts() {
        Predicate<Tie> network = network(reached);
        for (String account : named(Tie.Kind.ACCOUNT)) {
            if (account.equals(owner)) {
                continue;
            }
            Predicate<Tie> ofIt = network.or(new Tie(Tie.Kind.ACCOUNT, account)::equals);
            account(account, ofIt);
        }
    }

    /** An account by itself, or else all organizations with which it is reached, or else one identity or resource in it. */
    private void account(String account, Predicate<Tie> ties) {
        Optional<Found> alone = whoeverTheOwnerIs(search, ties);
        if (alone.isPresent()) {
            add(new Bound.Account(account, Set.of()), alone.get());
            return;
        }
        Map<String, Found> members = members(toldOrganizations(), more -> search.with(ties.or(more)));
        if (!members.isEmpty()) {
            add(
                    new Bound.Account(account, members.keySet()),
                    members.values().iterator().next());
        } else {
            search.with(ties.or(Reach::isUnknowable))
                    .filter(one -> one.ties().contains(new Tie(Tie.Kind.ACCOUNT, account)))
                    .ifPresent(one -> add(new Bound.Account(account, Set.of()), one));
        }
    }

    /** Tied to somebody whose account cannot be known, perhaps in an organization, or to several things at once. */
    private void unknowable() {
        Set<String> told = toldOrganizations();
        Predicate<Tie> somebody = network(reached)
                .or(Reach::isUnknowable)
                .or(tie -> tie.kind() == Tie.Kind.ORGANIZATION && !told.contains(tie.value()));
        Optional<Found> one = search.with(somebody)
                .or(() -> named(Tie.Kind.OWNER).isEmpty()
                        ? Optional.empty()
                        : search.with(tie -> tie.kind() == Tie.Kind.OWNER || isUnknowable(tie)));
        Optional<Found> found = one.isPresent() || !reached.isEmpty()
                ? one
                : search.with(tie -> !tie.equals(new Tie(Tie.Kind.ACCOUNT, owner)));
        found.ifPresent(request -> {
            Set<String> names = new LinkedHashSet<>(List.of(whom(request)));
            add(new Bound.Unknowable(whom(request)), request);
            each(somebody, names);
        });
    }

    /** Every other unique id and resource that is let in, as the first is: by itself or together with what was needed there. */
    private void each(Predicate<Tie> somebody, Set<String> names) {
        for (Tie.Kind kind : List.of(Tie.Kind.UNIQUE_ID, Tie.Kind.RESOURCE)) {
            for (String name : named(kind)) {
                if (names.contains(name)) {
                    continue;
                }
                Tie itself = new Tie(kind, name);
                search.with(tie -> isUnknowable(tie) ? tie.equals(itself) : somebody.test(tie))
                        .filter(request -> request.ties().contains(itself) && names.add(name))
                        .ifPresent(request -> add(new Bound.Unknowable(name), request));
            }
        }
    }

    private static String whom(Found found) {
        return found.ties().stream()
                .filter(Reach::isNoOrganization)
                .findFirst()
                .or(() -> found.ties().stream().findFirst())
                .map(Tie::value)
                .orElse("");
    }

    private Set<String> toldOrganizations() {
        Set<String> told = new LinkedHashSet<>();
        for (Reached one : reached) {
            if (one.bound() instanceof Bound.Organization) {
                add(one.found().ties(), Tie.Kind.ORGANIZATION, told);
            }
        }
        return told;
    }

    /** Who is found without ties after a search for just that was given up is everybody all the same. */
    private void add(Bound bound, Found found) {
        boolean untied = found.ties().stream().allMatch(tie -> tie.kind() == Tie.Kind.OWNER);
        reached.add(new Reached(untied ? everybody.orElse(bound) : bound, found));
    }

    /** Where a network alone is enough it is told by itself, and the rest has to do without. */
    private static Predicate<Tie> network(List<Reached> reached) {
        boolean enough = reached.stream().anyMatch(one -> one.bound() instanceof Bound.Network);
        return tie -> !enough && tie.kind() == Tie.Kind.NETWORK;
    }

    private Set<String> named(Tie.Kind kind) {
        if (named == null) {
            named = new EnumMap<>(Tie.Kind.class);
            for (Part part : requester.parts()) {
                for (Tie tie : part.ties()) {
                    named.computeIfAbsent(tie.kind(), first -> new LinkedHashSet<>())
                            .add(tie.value());
                }
            }
        }
        return named.getOrDefault(kind, Set.of());
    }

    static Set<String> values(Found found, Tie.Kind kind) {
        Set<String> values = new LinkedHashSet<>();
        add(found.ties(), kind, values);
        return values;
    }

    private static void add(Set<Tie> ties, Tie.Kind kind, Set<String> values) {
        for (Tie tie : ties) {
            if (tie.kind() == kind) {
                values.add(tie.value());
            }
        }
    }
}
