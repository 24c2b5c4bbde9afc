package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.analysis.GrantScopeFinder.Search;
import dev.ecrauditor.policy.analysis.WitnessSearch.Found;
import dev.ecrauditor.policy.request.OrganizationCandidates;
import dev.ecrauditor.policy.request.RequestConstraint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the organizations whose members have access, also where it depends on the organization of the owner. */
final class OrganizationMembers {

    private final NamedConstraints named;

    OrganizationMembers(NamedConstraints named) {
        this.named = named;
    }

    /**
     * The organizations whose members have access: those that a policy names as such and, unless the owner's is one of
     * them, those that have access if they are the owner's.
     */
    Map<String, Found> members(Set<String> reported, Search search) {
        Map<String, Found> members = new LinkedHashMap<>();
        for (String id : named.of(RequestConstraint.Kind.ORGANIZATION)) {
            if (!reported.contains(id)) {
                member(id, search)
                        .or(() -> memberUnderOtherOwner(id, search))
                        .ifPresent(found -> members.put(id, found));
            }
        }
        if (members.containsKey(OrganizationCandidates.OWNERS) || reported.contains(OrganizationCandidates.OWNERS)) {
            return members;
        }
        for (String id : named.of(RequestConstraint.Kind.OWNER)) {
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
                        || named.of(RequestConstraint.Kind.OWNER).isEmpty()
                ? Optional.empty()
                : search.with(constraint -> constraint.kind() == RequestConstraint.Kind.OWNER
                                ? !constraint.value().equals(id)
                                : constraint.equals(new RequestConstraint(RequestConstraint.Kind.ORGANIZATION, id)))
                        .filter(found -> NamedConstraints.isBy(RequestConstraint.Kind.ORGANIZATION, found));
    }

    /** A member of an organization that has access if it is the owner's. */
    private static Optional<Found> owners(String id, Search search) {
        return search.with(constraint -> constraint.value().equals(id)
                        && (constraint.kind() == RequestConstraint.Kind.ORGANIZATION
                                || constraint.kind() == RequestConstraint.Kind.OWNER))
                .filter(found -> NamedConstraints.isBy(RequestConstraint.Kind.ORGANIZATION, found));
    }
}
