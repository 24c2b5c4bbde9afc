package dev.ecrauditor.finding.quiet;

import dev.ecrauditor.event.Actor;
import dev.ecrauditor.policy.pattern.Wildcard;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The role of a session that made a call. The ARN of a session has no path; the name of a role is unique in its account
 * with any path.
 *
 * <p>Source: "CloudTrail userIdentity element", AWS CloudTrail User Guide; "IAM identifiers", IAM User Guide.
 *
 * @param partition of AWS
 * @param account of the role
 * @param name of the role
 */
record RoleSession(String partition, String account, String name) {

    private static final String NAME = "[A-Za-z0-9_+=,.@-]{1,64}";

    /** The caller chooses the name of the session, which cannot contain a slash or a colon. */
    private static final Pattern SESSION = Pattern.compile(
            "arn:(aws(?:-[a-z]+)*):sts::([0-9]{12}):assumed-role/(" + NAME + ")/[A-Za-z0-9_+=,.@-]{1,64}");

    /** The role of an actor; empty for every other principal, and where the event contradicts itself. */
    static Optional<RoleSession> of(Actor actor) {
        return actor.arn()
                .map(SESSION::matcher)
                .filter(session -> session.matches() && actor.roleName().equals(Optional.of(session.group(3))))
                .map(session -> new RoleSession(session.group(1), session.group(2), session.group(3)));
    }

    /**
     * Whether it is the role of an ARN, in the same account.
     *
     * @param role an ARN, whose name may be a glob
     */
    boolean isOf(String role) {
        String start = "arn:" + partition + ":iam::" + account + ":role/";
        return role.startsWith(start) && Wildcard.matches(role.substring(role.lastIndexOf('/') + 1), name);
    }
}
