package dev.ecrauditor.settings;

import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A finding that is accepted until a date.
 *
 * @param rules the ids of the rules that may fail
 * @param scope where
 * @param owner who has accepted it
 * @param reason why
 * @param expires the last day it holds, by UTC
 */
public record Waiver(List<String> rules, Scope scope, String owner, String reason, LocalDate expires) {

    public Waiver {
        rules = List.copyOf(rules);
    }

    boolean holds(String ruleId, RepositoryArn repository, Instant at) {
        return rules.contains(ruleId)
                && scope.contains(repository)
                && !at.atZone(ZoneOffset.UTC).toLocalDate().isAfter(expires);
    }
}
