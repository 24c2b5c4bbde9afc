package dev.ecrauditor.cli;

import dev.ecrauditor.policy.Grant.Bound;
import dev.ecrauditor.policy.Policy;
import dev.ecrauditor.policy.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** What to change in a policy so that a grant is gone. */
final class FixWords {

    private FixWords() {}

    static String of(Policy policy, GrantGroup group) {
        if (group.bound() instanceof Bound.Account account) {
            return takeOut(policy, group, "account " + account.accountId(), account.accountId());
        }
        if (group.bound() instanceof Bound.Unknowable unknowable) {
            return takeOut(policy, group, unknowable.what(), unknowable.what());
        }
        return (group.bound() instanceof Bound.Organization ? "if not all of its accounts are meant, " : "") + "in "
                + group.statement().label() + " " + change(group.bound()) + ", or take the statement out";
    }

    private static String change(Bound bound) {
        if (bound instanceof Bound.AnyService) {
            return "add a condition on aws:SourceAccount or aws:SourceArn with a fixed value";
        }
        if (bound instanceof Bound.AnyoneThroughService) {
            return "name the service in Principal and add a condition on aws:SourceAccount or aws:SourceArn with a fixed value";
        }
        return bound instanceof Bound.Organization
                ? "name single accounts in Principal"
                : "name the accounts in Principal, or add the condition StringEquals aws:PrincipalOrgID with the id of your organization";
    }

    private static String takeOut(Policy policy, GrantGroup group, String whom, String value) {
        String rest =
                "; if nobody else is left there, take " + group.statement().label() + " out";
        if (group.isNamed()) {
            boolean one = group.principals().size() == 1;
            return (one ? "if " + group.first().principal() + " is" : "if they are")
                    + " not meant to have access, take " + (one ? "it" : "them") + " out of Principal in "
                    + group.statement().label() + rest;
        }
        return "if " + whom + " is not meant to have access, take it out of " + places(policy, group, value) + rest;
    }

    /** Where it is let in: in the statement itself, or in the Deny statements that spare it. */
    private static String places(Policy policy, GrantGroup group, String value) {
        boolean here = group.statement().conditions().stream()
                .flatMap(condition -> condition.values().stream())
                .anyMatch(text -> text.contains(value));
        List<Statement> denials = here ? List.of() : Denials.of(policy, group.first());
        return denials.isEmpty()
                ? group.statement().label()
                : denials.stream().map(Statement::label).collect(Collectors.joining(" and "));
    }
}
