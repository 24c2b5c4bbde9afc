package dev.ecrauditor.repository;

/**
 * An account of the organization.
 *
 * @param id twelve digits
 * @param name the name in AWS Organizations; empty where it is not known
 * @param state the state in AWS Organizations, such as {@code ACTIVE} or {@code SUSPENDED}
 */
public record MemberAccount(String id, String name, String state) {

    private static final String ACTIVE = "ACTIVE";

    /** An account that the user names: taken as active. */
    public static MemberAccount named(String id) {
        return new MemberAccount(id, "", ACTIVE);
    }

    /** Only an active account can be read. */
    public boolean isActive() {
        return state.equals(ACTIVE);
    }
}
