package dev.ecrauditor.iac.check;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.iac.registry.DeclaredSubject;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Verdict;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A declared repository, registry or key with the verdict of every rule about it.
 *
 * @param declared what was declared
 * @param subject what it will be; with stand-ins for an account and Region that are not known
 * @param verdicts in the order of the rules
 */
public record CheckedSubject(DeclaredSubject declared, Subject subject, Map<RuleMetadata, Verdict> verdicts) {

    public CheckedSubject {
        verdicts = Collections.unmodifiableMap(new LinkedHashMap<>(verdicts));
    }
}
