package dev.ecrauditor.infra.member;

/** The fixed names of the roles in a watched account. */
public final class MemberRoles {

    /** Reads repositories, and what the checks of event delivery need. */
    public static final String READ = "ecr-auditor-read";

    /** Switches scanning on. */
    public static final String REMEDIATE = "ecr-auditor-remediate";

    /** Puts events into the hub bus. */
    public static final String FORWARD = "ecr-auditor-forward";

    /** Imports findings into Security Hub CSPM. */
    public static final String IMPORT = "ecr-auditor-import";

    private MemberRoles() {}
}
