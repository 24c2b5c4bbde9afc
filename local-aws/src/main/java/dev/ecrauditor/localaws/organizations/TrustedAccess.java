package dev.ecrauditor.localaws.organizations;

import dev.ecrauditor.localaws.call.Call;

/** What CloudFormation asks AWS Organizations: whether StackSets are trusted, and whom they have as administrators. */
public final class TrustedAccess {

    static final String STACK_SETS = "member.org.stacksets.cloudformation.amazonaws.com";

    private final Membership membership;

    public TrustedAccess(Membership membership) {
        this.membership = membership;
    }

    public boolean ofStackSets(Call call) {
        return membership
                .organizationOf(call)
                .filter(organization -> organization.trusts(STACK_SETS))
                .isPresent();
    }

    public boolean isAdministrator(Call call) {
        return membership
                .organizationOf(call)
                .filter(organization -> organization.administers(call.place().account(), STACK_SETS))
                .isPresent();
    }
}
