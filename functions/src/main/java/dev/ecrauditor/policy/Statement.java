package dev.ecrauditor.policy;

import java.util.List;
import java.util.Optional;

/**
 * One statement of a policy.
 *
 * @param number its place in the policy, from 1
 * @param sid its Sid, if it has one
 * @param effect Allow or Deny
 * @param principals whom it names
 * @param everyoneExcept true for NotPrincipal: it is about everyone who is not named
 * @param actions which actions it covers
 * @param everyResource false when Resource or NotResource limits it; ECR documents neither for repository policies
 * @param conditions all of them must hold
 */
public record Statement(
        int number,
        Optional<String> sid,
        Effect effect,
        List<Principal> principals,
        boolean everyoneExcept,
        ActionSet actions,
        boolean everyResource,
        List<Condition> conditions) {

    public Statement {
        principals = List.copyOf(principals);
        conditions = List.copyOf(conditions);
    }

    /** The two effects; AWS compares them case-sensitively. */
    public enum Effect {
        ALLOW,
        DENY
    }

    /** How a person finds the statement: its Sid, else its number. */
    public String label() {
        return sid.map(text -> "Sid \"" + text + "\"").orElse("statement " + number);
    }

    /** True when, as an Allow, it may reach every AWS account as far as its principal element goes. */
    boolean mayReachAnyone() {
        return everyoneExcept || principals.stream().anyMatch(Statement::isOpenEnded);
    }

    /** True when, as a Deny, it surely reaches every AWS account but those of somebody in particular. */
    boolean surelyReachesStrangers() {
        return everyResource
                && (everyoneExcept
                        ? principals.stream().noneMatch(Statement::isOpenEnded)
                        : principals.stream().anyMatch(principal -> principal instanceof Principal.Anyone));
    }

    private static boolean isOpenEnded(Principal principal) {
        return principal instanceof Principal.Anyone || principal instanceof Principal.Unbounded;
    }
}
