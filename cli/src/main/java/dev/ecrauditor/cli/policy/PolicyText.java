package dev.ecrauditor.cli.policy;

import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.policy.action.ActionSet;
import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.analysis.Witness;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.explain.DenyGapDescription;
import dev.ecrauditor.policy.explain.FixAdvice;
import dev.ecrauditor.policy.explain.GrantGroup;
import dev.ecrauditor.policy.explain.GranteeDescription;
import dev.ecrauditor.policy.explain.PolicyHeadline;
import dev.ecrauditor.policy.explain.PolicyRemarks;
import dev.ecrauditor.policy.explain.StatementLabels;
import dev.ecrauditor.rule.TrustedParties;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Explains a policy as text: who can do what, from where, why, and what to change. */
final class PolicyText {

    private final PrintWriter out;
    private final TrustedParties trust;

    /**
     * @param trusted accounts and organizations that are meant to have access
     */
    PolicyText(PrintWriter out, TrustedParties trusted) {
        this.out = out;
        this.trust = trusted;
    }

    void unreadable(String id, String reason) {
        out.println(Colours.strong(Printable.of(id)) + ": cannot be read, so it is unknown who can use the repository: "
                + reason + ".");
        out.println();
    }

    void explain(String id, String owner, Policy policy, AccessFacts facts) {
        out.println(Colours.strong(Printable.of(id)) + " (repository of account " + owner + "): "
                + PolicyHeadline.of(policy, owner, facts));
        GrantGroup.of(facts.grants()).forEach(group -> explain(policy, group));
        facts.unclear().forEach(what -> line("  Not evaluated: " + what + "."));
        if (facts.wildcardActions()) {
            line("  Allows actions by wildcard or by exception, which includes actions that AWS adds later: "
                    + wildcards(policy) + ". Name the actions that are needed.");
        }
        facts.unresolvedPrincipals().forEach(name -> line("  Names " + unresolved(name)));
        PolicyRemarks.of(policy, owner).forEach(remark -> line("  " + remark));
        out.println();
    }

    private void explain(Policy policy, GrantGroup group) {
        Statement statement = group.statement();
        line("  Statement " + StatementLabels.number(statement) + " allows principal"
                + (group.principals().size() == 1 ? " " : "s ") + String.join(", ", group.principals()) + ":");
        String mark = trust.covers(group.first()) ? " (trusted)" : "";
        line("    " + GranteeDescription.of(policy, group, mark) + " can");
        group.first()
                .actions()
                .forEach((level, actions) ->
                        line("      " + level.name().toLowerCase(Locale.ROOT) + ": " + String.join(", ", actions)));
        line("    because " + why(policy, group) + ".");
        line("    Example request" + (group.principals().size() == 1 ? "" : " for the first") + ": "
                + request(group.first().witness()) + ".");
        line("    Fix: " + FixAdvice.of(policy, group) + ".");
    }

    private void line(String text) {
        out.println(Printable.of(text));
    }

    private static String why(Policy policy, GrantGroup group) {
        Statement statement = group.statement();
        String own = statement.conditions().isEmpty()
                ? "the statement has no condition" + missing(group.bound())
                : "its conditions do not exclude them: "
                        + statement.conditions().stream()
                                .map(Condition::written)
                                .collect(Collectors.joining("; "))
                        + missing(group.bound());
        boolean isBounded =
                !(group.bound() instanceof GrantScope.Anyone || group.bound() instanceof GrantScope.AnyService);
        List<Statement> denials =
                isBounded ? StatementLabels.of(policy, group.first()) : StatementLabels.avoided(policy, group.first());
        return own
                + denials.stream()
                        .map(deny -> "; " + StatementLabels.words(deny)
                                + (isBounded ? "" : ", which does not apply to the example request"))
                        .collect(Collectors.joining())
                + StatementLabels.faults(policy, group.first()).stream()
                        .map(gap -> "; " + gap.deny().label() + " certainly denies nobody: "
                                + DenyGapDescription.fault(gap))
                        .distinct()
                        .collect(Collectors.joining());
    }

    /** The conditions that would restrict the grant and are absent. */
    private static String missing(GrantScope bound) {
        if (bound instanceof GrantScope.AnyService || bound instanceof GrantScope.AnyoneThroughService) {
            return " (no aws:SourceAccount or aws:SourceArn condition says for whom the service may act)";
        }
        return bound instanceof GrantScope.Anyone
                ? " (no aws:PrincipalOrgID or aws:PrincipalAccount condition says who may call)"
                : "";
    }

    private static String request(Witness witness) {
        String context = witness.context().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("aws:PrincipalArn"))
                .map(entry -> entry.getKey() + " = " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
        String ownAccount = witness.principal().startsWith("arn:") ? " (if its own account allows it)" : "";
        return witness.principal() + " may call " + witness.action() + ownAccount + " with " + context;
    }

    private static String wildcards(Policy policy) {
        return policy.statements().stream()
                .filter(statement -> statement.effect() == Statement.Effect.ALLOW
                        && statement.actions().isOpenEnded())
                .map(statement ->
                        "statement " + StatementLabels.number(statement) + " " + wildcards(statement.actions()))
                .collect(Collectors.joining("; "));
    }

    private static String wildcards(ActionSet actions) {
        if (actions.allExcept()) {
            return "everything but " + String.join(", ", actions.patterns());
        }
        return actions.patterns().stream()
                .filter(pattern -> pattern.contains("*") || pattern.contains("?"))
                .collect(Collectors.joining(", "));
    }

    private static String unresolved(String name) {
        return Principal.Unresolved.isUniqueId(name)
                ? name + ", an identity that no longer exists: remove it."
                : name
                        + ", which is not a principal of AWS, perhaps mistyped or a placeholder: ECR will probably reject the policy.";
    }
}
