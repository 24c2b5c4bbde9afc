package dev.ecrauditor.policy.explain;

import dev.ecrauditor.policy.analysis.DenyGap;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** What to change in a policy to remove a grant. */
public final class FixAdvice {

    private FixAdvice() {}

    public static String of(Policy policy, GrantGroup group) {
        if (group.bound() instanceof GrantScope.Account account) {
            return removal(policy, group, "account " + account.accountId(), account.accountId());
        }
        if (group.bound() instanceof GrantScope.Unknowable unknowable) {
            return removal(policy, group, unknowable.what(), unknowable.what());
        }
        String denials = StatementLabels.faults(policy, group.first()).stream()
                .map(gap -> "in " + gap.deny().label() + " " + DenyGapDescription.change(gap) + ", or ")
                .distinct()
                .collect(Collectors.joining());
        return (group.bound() instanceof GrantScope.Organization ? "if not all of its accounts are meant, " : "")
                + denials
                + conditionsNotMet(policy, group) + "in " + group.statement().label() + " " + change(group.bound())
                + ", or take the statement out";
    }

    /** Denials with an identity condition and a further condition that this caller does not meet. */
    private static String conditionsNotMet(Policy policy, GrantGroup group) {
        if (!group.first().isPublic()) {
            return "";
        }
        List<Integer> identityDenials = StatementLabels.of(policy, group.first()).stream()
                .map(Statement::number)
                .toList();
        return DenyGap.of(policy, group.first()).stream()
                .filter(gap -> gap.cause() == DenyGap.Cause.NOT_MET
                        && identityDenials.contains(gap.deny().number()))
                .filter(gap -> gap.deny().conditions().size() > 1)
                .map(gap -> "in " + gap.deny().label() + " take out the condition "
                        + gap.condition().map(Condition::written).orElse("") + ", or ")
                .collect(Collectors.joining());
    }

    private static String change(GrantScope bound) {
        if (bound instanceof GrantScope.AnyService) {
            return "add a condition on aws:SourceAccount or aws:SourceArn with a fixed value";
        }
        if (bound instanceof GrantScope.AnyoneThroughService) {
            return "name the service in Principal and add a condition on aws:SourceAccount or aws:SourceArn with a fixed value";
        }
        return bound instanceof GrantScope.Organization
                ? "name single accounts in Principal"
                : "name the accounts in Principal, or add the condition StringEquals aws:PrincipalOrgID with the id of your organization";
    }

    private static String removal(Policy policy, GrantGroup group, String subject, String value) {
        String rest =
                "; if nobody else is left there, take " + group.statement().label() + " out";
        if (group.isNamed()) {
            boolean one = group.principals().size() == 1;
            return (one ? "if " + group.first().principal() + " is" : "if they are")
                    + " not meant to have access, take " + (one ? "it" : "them") + " out of Principal in "
                    + group.statement().label() + rest;
        }
        return "if " + subject + " is not meant to have access, take it out of " + places(policy, group, value) + rest;
    }

    /** Where it is granted access: in the statement itself, or in the Deny statements that exempt it. */
    private static String places(Policy policy, GrantGroup group, String value) {
        boolean here = group.statement().conditions().stream()
                .flatMap(condition -> condition.values().stream())
                .anyMatch(text -> text.contains(value));
        List<Statement> denials = here ? List.of() : StatementLabels.of(policy, group.first());
        return denials.isEmpty()
                ? group.statement().label()
                : denials.stream().map(Statement::label).collect(Collectors.joining(" and "));
    }
}
