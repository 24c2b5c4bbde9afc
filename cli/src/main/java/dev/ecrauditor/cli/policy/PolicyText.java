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

/** Explains a policy to a person: who can do what, from where, why, and what to change. */
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
        out.println(Colours.strong(Printable.of(id)) + ": cannot be read, so nobody knows who can use the repository: "
                + reason + ".");
        out.println();
    }

    void explain(String id, String owner, Policy policy, AccessFacts facts) {
        out.println(Colours.strong(Printable.of(id)) + " (repository of account " + owner + "): "
                + PolicyHeadline.of(policy, owner, facts));
        GrantGroup.of(facts.grants()).forEach(group -> explain(policy, group));
        facts.unclear().forEach(what -> line("  Not judged: " + what + "."));
        if (facts.wildcardActions()) {
            line("  Allows actions by wildcard or by exception, and with that what AWS adds later: " + wildcards(policy)
                    + ". Name the actions that are needed.");
        }
        facts.unresolvedPrincipals().forEach(name -> line("  Names " + nobody(name)));
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
        line("    Proof" + (group.principals().size() == 1 ? "" : " for the first") + ": "
                + proof(group.first().witness()) + ".");
        line("    To close it: " + FixAdvice.of(policy, group) + ".");
    }

    private void line(String text) {
        out.println(Printable.of(text));
    }

    private static String why(Policy policy, GrantGroup group) {
        Statement statement = group.statement();
        String own = statement.conditions().isEmpty()
                ? "the statement has no condition" + missing(group.bound())
                : "its conditions leave them in: "
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
                        .map(deny ->
                                "; " + StatementLabels.words(deny) + (isBounded ? "" : ", which the proof gets past"))
                        .collect(Collectors.joining())
                + StatementLabels.faults(policy, group.first()).stream()
                        .map(gap ->
                                "; " + gap.deny().label() + " stops nobody for sure: " + DenyGapDescription.fault(gap))
                        .distinct()
                        .collect(Collectors.joining());
    }

    /** The conditions that would bound the grant and are not there. */
    private static String missing(GrantScope bound) {
        if (bound instanceof GrantScope.AnyService || bound instanceof GrantScope.AnyoneThroughService) {
            return " (no aws:SourceAccount or aws:SourceArn condition says for whom the service may act)";
        }
        return bound instanceof GrantScope.Anyone
                ? " (no aws:PrincipalOrgID or aws:PrincipalAccount condition says who may call)"
                : "";
    }

    private static String proof(Witness witness) {
        String context = witness.context().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("aws:PrincipalArn"))
                .map(entry -> entry.getKey() + " = " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
        String ownAccount = witness.principal().startsWith("arn:") ? " (once its own account lets it)" : "";
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

    private static String nobody(String name) {
        return Principal.Unresolved.isUniqueId(name)
                ? name + ", an identity that no longer exists: remove it."
                : name
                        + ", which is nobody AWS knows, perhaps mistyped or not filled in: ECR will probably refuse the policy.";
    }
}
