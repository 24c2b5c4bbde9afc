package dev.ecrauditor.rule;

import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.Setting;
import java.util.List;

/**
 * What alerts and reports say about a rule.
 *
 * @param id the rule's id, which names the good state
 * @param title the good state in a few words
 * @param problem what is said of a repository that fails, as in "payments/api {problem}"
 * @param why the reason it matters, in one sentence
 * @param fix the commands that reach it, with {@code {repository}}, {@code {region}}, {@code {account}} and
 *     {@code {domain}} to be filled in
 * @param severity the severity of a failure; a rule may raise or lower it by what it finds
 * @param setting the setting the rule evaluates
 * @param permissions the IAM actions its facts need
 * @param mappings ids of the same control elsewhere, such as {@code Security Hub ECR.1}
 */
public record RuleMetadata(
        String id,
        String title,
        String problem,
        String why,
        List<String> fix,
        Severity severity,
        Setting setting,
        List<String> permissions,
        List<String> mappings) {

    public RuleMetadata {
        fix = List.copyOf(fix);
        permissions = List.copyOf(permissions);
        mappings = List.copyOf(mappings);
    }

    /** The commands that reach the good state, for this very repository. */
    public List<String> fixFor(RepositoryArn repository) {
        return fix.stream()
                .map(line -> line.replace("{repository}", repository.name())
                        .replace("{region}", repository.region())
                        .replace("{account}", repository.account())
                        .replace("{domain}", repository.domain()))
                .toList();
    }
}
