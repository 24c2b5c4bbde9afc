package dev.ecrauditor.organization;

/**
 * An account of the organization.
 *
 * @param id twelve digits
 * @param name the name in AWS Organizations; empty where it is not known
 * @param state the state in AWS Organizations, such as {@code ACTIVE} or {@code SUSPENDED}
 * @param isManagement whether it is known to be the management account, which StackSets do not reach
 */
public record MemberAccount(String id, String name, String state, boolean isManagement) {

    private static final String ACTIVE = "ACTIVE";

    /** An account that is not known to be the management account. */
    public MemberAccount(String id, String name, String state) {
        this(id, name, state, false);
    }

    /** An account that the user names: taken as active. */
    public static MemberAccount named(String id) {
        return new MemberAccount(id, "", ACTIVE);
    }

    /** Only an active account can be read. */
    public boolean isActive() {
        return state.equals(ACTIVE);
    }
}
