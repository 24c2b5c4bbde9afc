package dev.ecrauditor.settings;

import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Findings for which somebody accepts responsibility until a date.
 *
 * @param rules the ids of the rules that may fail
 * @param scope where
 * @param grants the access that it covers, of rules that report access; empty for other rules
 * @param owner who has accepted it
 * @param reason why
 * @param expires the last day it holds, by UTC
 */
public record Waiver(
        List<String> rules, Scope scope, List<WaivedAccess> grants, String owner, String reason, LocalDate expires) {

    public Waiver {
        rules = List.copyOf(rules);
        grants = List.copyOf(grants);
    }

    /** A waiver of rules that do not report access. */
    public Waiver(List<String> rules, Scope scope, String owner, String reason, LocalDate expires) {
        this(rules, scope, List.of(), owner, reason, expires);
    }

    /** Whether it is about a rule and a repository, and its day is not over. */
    public boolean holds(String ruleId, RepositoryArn repository, Instant at) {
        return holds(ruleId, at) && scope.contains(repository);
    }

    /** The same for what an account has only once in a Region, such as its registry, and for its keys. */
    public boolean holdsForAccount(String ruleId, String account, Instant at) {
        return holds(ruleId, at) && scope.containsAllOf(account);
    }

    private boolean holds(String ruleId, Instant at) {
        return rules.contains(ruleId) && !isOver(at);
    }

    /** Whether its last day is over. */
    public boolean isOver(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate().isAfter(expires);
    }

    /** As in "payments@example.org until 2027-01-31". */
    public String terms() {
        return owner + " until " + expires;
    }
}
