package dev.ecrauditor.finding.exposure;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Verdict;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A policy that a call set and that is no longer set.
 *
 * @param change the call
 * @param policy what it set
 * @param verdicts what the rules about policies say of it, in the order of the rule registry
 */
public record TransientExposure(RepositoryChange change, RepositoryPolicy policy, Map<RuleMetadata, Verdict> verdicts) {
    public TransientExposure {
        verdicts = Collections.unmodifiableMap(new LinkedHashMap<>(verdicts));
    }
}
