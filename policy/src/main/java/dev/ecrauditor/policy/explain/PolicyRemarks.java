package dev.ecrauditor.policy.explain;

import dev.ecrauditor.policy.analysis.IdleStatement;
import dev.ecrauditor.policy.analysis.Lockout;
import dev.ecrauditor.policy.analysis.QuestionableAction;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Remarks on a policy besides its grants: who is locked out, what never applies, what is mistyped. */
public final class PolicyRemarks {

    private PolicyRemarks() {}

    /** The remarks, each one or two sentences. */
    public static List<String> of(Policy policy, String owner) {
        List<String> remarks = new ArrayList<>();
        Lockout.of(policy, owner).map(PolicyRemarks::lockout).ifPresent(remarks::add);
        IdleStatement.of(policy, owner).forEach(idle -> remarks.add(idle(idle)));
        QuestionableAction.of(policy).forEach(action -> remarks.add(action(action)));
        for (Statement statement : policy.statements()) {
            statement.principals().stream()
                    .filter(Principal::hasWildcardInside)
                    .map(principal -> capital(statement.label()) + " names " + principal.written()
                            + ": AWS does not expand a wildcard inside a principal, and ECR will probably refuse the policy."
                            + " Name the account, and narrow it by ArnLike aws:PrincipalArn.")
                    .distinct()
                    .forEach(remarks::add);
        }
        policy.oddities().forEach(oddity -> remarks.add("Does not follow AWS's grammar: " + oddity + "."));
        return remarks;
    }

    private static String lockout(Lockout lockout) {
        String denials = lockout.denials().stream().map(Statement::label).collect(Collectors.joining(" and "));
        String what = lockout.everything() ? "every action" : String.join(", ", lockout.actions());
        List<String> nobody = new ArrayList<>();
        if (lockout.hidesPolicy()) {
            nobody.add("nobody can read the policy, which locks out the auditor");
        }
        if (lockout.keepsPolicy()) {
            nobody.add("nobody can replace or delete it");
        }
        return "Locks out the owner: " + denials + " denies " + what
                + " to every identity of the repository's own account, so "
                + String.join(", and ", nobody)
                + ". An explicit Deny in the repository policy overrides every permission in IAM. To restore the owner's"
                + " access, name who is meant in Principal, or except the owner's roles by a condition. Where the policy is"
                + " in force already, try it as the account's root user: AWS does not document whether root is exempt.";
    }

    private static String idle(IdleStatement idle) {
        Statement statement = idle.statement();
        String conditions = idle.conditions().stream().map(Condition::written).collect(Collectors.joining("; "));
        String effect = statement.effect() == Statement.Effect.ALLOW ? "allows nothing" : "denies nothing";
        return capital(statement.label()) + " never applies and " + effect + ": no request meets " + conditions + ". "
                + why(idle);
    }

    private static String why(IdleStatement idle) {
        ConditionKey key = idle.conditions().get(0).key();
        return switch (idle.cause()) {
            case SERVICE_WITHOUT_KEY ->
                "A service that calls by itself has no " + key
                        + "; restrict it by aws:SourceOrgID, aws:SourceAccount or aws:SourceArn.";
            case ONLY_SERVICES_HAVE_KEY -> "Only a service that calls by itself for a resource has " + key + ".";
            case NOT_A_PUBLIC_ADDRESS ->
                "aws:SourceIp is always a public address, never a private, shared, link-local or loopback one, and it is absent through a"
                        + " VPC endpoint: use aws:SourceVpc, aws:SourceVpce or aws:VpcSourceIp.";
            case WILDCARD_TO_THE_LETTER ->
                idle.conditions().get(0).operator()
                        + " takes * and ? literally, and no such value exists: use StringLike or ArnLike.";
            case NO_SUCH_VALUE -> "No request that AWS makes has such a value of " + key + ".";
            case NOT_TOGETHER -> "Each can be met, but not all of them by one request.";
        };
    }

    private static String action(QuestionableAction action) {
        String where = capital(action.statement().label()) + " names the action \"" + action.written() + "\"";
        String nearest =
                action.nearest().map(real -> " Perhaps " + real + " is meant.").orElse("");
        boolean allows = action.statement().effect() == Statement.Effect.ALLOW;
        return switch (action.fault()) {
            case MISTYPED ->
                where + ", which is mistyped: no action of AWS is named like that, so it "
                        + (allows ? "grants" : "denies") + " nothing." + nearest;
            case UNKNOWN ->
                where + ", which is unknown: AWS may have added it, so it counts as " + (allows ? "granted" : "denied")
                        + "." + nearest;
            case NOT_OF_A_REPOSITORY -> where + ", which no repository policy can " + (allows ? "grant" : "deny") + ".";
        };
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
