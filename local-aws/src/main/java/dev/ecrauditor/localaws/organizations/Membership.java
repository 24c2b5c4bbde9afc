package dev.ecrauditor.localaws.organizations;

import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.Call;
import java.util.Optional;

/** The one organization of the simulation, and what the caller of a call is in it. */
public final class Membership {

    private static final String PARENT = "(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})";

    private volatile Optional<Organization> organization = Optional.empty();

    /** Replaces the organization. */
    public void replace(Organization changed) {
        organization = Optional.of(changed);
    }

    Optional<Organization> organizationOf(Call call) {
        return organization.filter(known -> known.isMember(call.place().account()));
    }

    /** Whether both accounts are members of the organization. */
    public boolean areTogether(String account, String other) {
        return organization
                .filter(known -> known.isMember(account) && known.isMember(other))
                .isPresent();
    }

    /** The organization of the caller, who may be any member. */
    Organization ofMember(Call call) {
        return organizationOf(call)
                .orElseThrow(() -> AwsError.badRequest(
                        "AWSOrganizationsNotInUseException", "Your account is not a member of an organization."));
    }

    /** The organization of the caller, who must be its management account or a delegated administrator. */
    Organization ofReader(Call call) {
        Organization known = ofMember(call);
        return known.mayRead(call.place().account()) ? known : refuse();
    }

    /** The organization of the caller, who must be its management account. */
    Organization ofManagement(Call call) {
        Organization known = ofMember(call);
        return known.managementAccount().equals(call.place().account()) ? known : refuse();
    }

    /** The root or organizational unit that a parameter names. */
    static String parent(Call call, Organization organization, String parameter) {
        String parent = call.parameters().text(parameter);
        if (!parent.matches(PARENT)) {
            throw call.invalid(parameter, "must match " + PARENT);
        }
        if (!organization.isParent(parent)) {
            throw AwsError.badRequest("ParentNotFoundException", "You specified parent that doesn't exist.");
        }
        return parent;
    }

    private static Organization refuse() {
        throw AwsError.badRequest("AccessDeniedException", "You don't have permissions to access this resource.");
    }
}
