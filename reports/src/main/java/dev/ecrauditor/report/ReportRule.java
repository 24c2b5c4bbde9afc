package dev.ecrauditor.report;

import dev.ecrauditor.rule.Mapping;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import java.util.List;

/**
 * What a report says about a rule, or about a kind of access path.
 *
 * @param id stable between releases
 * @param title the good state in a few words
 * @param why the reason it matters, in one sentence
 * @param severity the severity of a failure, unless a result has another one
 * @param helpUri its page
 * @param mappings the controls elsewhere that require the same
 */
public record ReportRule(
        String id, String title, String why, Severity severity, String helpUri, List<Mapping> mappings) {

    /** Where the pages of the project are. */
    public static final String DOCS = "https://github.com/ecr-auditor/ecr-auditor/blob/main/docs/";

    public ReportRule {
        mappings = List.copyOf(mappings);
    }

    /** A rule of the catalog. */
    public static ReportRule of(RuleMetadata metadata) {
        return new ReportRule(
                metadata.id(),
                metadata.title(),
                metadata.why(),
                metadata.severity(),
                DOCS + "rules/" + metadata.id() + ".md",
                metadata.mappings());
    }
}
