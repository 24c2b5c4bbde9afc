package dev.ecrauditor.cli;

import dev.ecrauditor.policy.AccessFacts;
import dev.ecrauditor.policy.Condition;
import dev.ecrauditor.policy.Grant;
import dev.ecrauditor.policy.Grant.Bound;
import dev.ecrauditor.policy.Statement;
import dev.ecrauditor.policy.Witness;
import dev.ecrauditor.rule.Trust;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/** Explains a policy to a person: who can do what, from where, why, and what to change. */
final class PolicyText {

    private final PrintWriter out;
    private final Trust trust;

    /**
     * @param trust accounts and organizations that are meant to have access
     */
    PolicyText(PrintWriter out, Trust trust) {
        this.out = out;
        this.trust = trust;
    }

    void unreadable(String id, String reason) {
        out.println(Colours.strong(Printable.of(id)) + ": cannot be read, so nobody knows who can use the repository: "
                + reason + ".");
        out.println();
    }

    void explain(String id, String owner, AccessFacts facts) {
        out.println(Colours.strong(Printable.of(id)) + " (repository of account " + owner + "): " + headline(facts));
        facts.grants().forEach(this::explain);
        facts.unclear().forEach(what -> line("  Not judged: " + what + "."));
        facts.unresolvedPrincipals()
                .forEach(name -> line("  Names " + name + ", an identity that no longer exists: remove it."));
        out.println();
    }

    private static String headline(AccessFacts facts) {
        if (facts.isPublic()) {
            return facts.outsiderCanWrite()
                    ? "PUBLIC: every AWS account can use it, and outsiders can change it."
                    : "PUBLIC: every AWS account can read it.";
        }
        if (facts.grants().isEmpty()) {
            return facts.unclear().isEmpty() ? "nobody outside the account can use it." : "not judged in full.";
        }
        return "not public; others outside the account can use it"
                + (facts.outsiderCanWrite() ? ", and some can change it." : ", to read.");
    }

    private void explain(Grant grant) {
        Statement statement = grant.statement();
        line("  Statement " + statement.number()
                + statement.sid().map(sid -> " (Sid \"" + sid + "\")").orElse("") + " allows principal "
                + grant.principal()
                + ":");
        line("    " + who(grant.bound()) + (trust.covers(grant) ? " (trusted)" : "") + " can");
        grant.actions()
                .forEach((level, actions) ->
                        line("      " + level.name().toLowerCase(Locale.ROOT) + ": " + String.join(", ", actions)));
        line("    because " + why(statement) + ".");
        line("    Proof: " + proof(grant.witness()) + ".");
        line("    To close it: " + fix(statement, grant.bound()) + ".");
    }

    private void line(String text) {
        out.println(Printable.of(text));
    }

    private static String who(Bound bound) {
        if (bound instanceof Bound.Account account) {
            return "Account " + account.accountId()
                    + (account.organizations().isEmpty()
                            ? ""
                            : ", as a member of organization " + account.organizations());
        }
        if (bound instanceof Bound.Organization organization) {
            return "Every account of organization " + String.join(", ", organization.ids());
        }
        if (bound instanceof Bound.Network network) {
            return "Every AWS account, from " + String.join(", ", network.networks()) + " and its network only,";
        }
        if (bound instanceof Bound.Unknowable unknowable) {
            return "Somebody whose account cannot be known (" + unknowable.what() + ")";
        }
        if (bound instanceof Bound.AnyService) {
            return "The service, on behalf of anybody's resources,";
        }
        return bound instanceof Bound.Anyone
                ? "Every identity of every AWS account in the world"
                : "Every AWS account in the world, through an AWS service that acts for it,";
    }

    private static String why(Statement statement) {
        return statement.conditions().isEmpty()
                ? "the statement has no condition"
                : "its conditions leave them in: "
                        + statement.conditions().stream()
                                .map(Condition::written)
                                .collect(Collectors.joining("; "));
    }

    private static String proof(Witness witness) {
        String context = witness.context().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("aws:PrincipalArn"))
                .map(entry -> entry.getKey() + " = " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
        String ownAccount = witness.principal().startsWith("arn:") ? " (once its own account lets it)" : "";
        return witness.principal() + " may call " + witness.action() + ownAccount + " with " + context;
    }

    private static String fix(Statement statement, Bound bound) {
        return "in " + statement.label() + " " + fix(bound) + ", or take the statement out";
    }

    private static String fix(Bound bound) {
        if (bound instanceof Bound.AnyService) {
            return "add a condition on aws:SourceAccount or aws:SourceArn with a fixed value";
        }
        if (bound instanceof Bound.Account || bound instanceof Bound.Unknowable) {
            return "remove the principal or condition value, unless it is meant";
        }
        return bound instanceof Bound.Organization
                ? "name single accounts instead, unless the whole organization is meant"
                : "name the accounts in Principal, or add the condition StringEquals aws:PrincipalOrgID with the id of your organization";
    }
}
