package dev.ecrauditor.cli.check;

import dev.ecrauditor.cli.check.RowWaivers.Left;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.iac.check.CheckedSubject;
import dev.ecrauditor.iac.check.PropertyAdvice;
import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.report.ReportRule;
import dev.ecrauditor.report.SourceLocation;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rule's verdict on one declaration, as a table row or a line of JSON.
 *
 * @param subject what was evaluated
 * @param rule the rule
 * @param left what waivers leave
 */
public record CheckRow(CheckedSubject subject, RuleMetadata rule, Left left) {

    /** How many verdicts of a kind there are is counted by these. */
    public enum Kind {
        FAIL,
        UNKNOWN,
        PASS,
        NOT_APPLICABLE,
        /** It fails, and a waiver accepts it. */
        WAIVED
    }

    static List<CheckRow> of(CheckedSubject subject, RowWaivers waivers) {
        return subject.verdicts().entrySet().stream()
                .map(entry ->
                        new CheckRow(subject, entry.getKey(), waivers.apply(subject, entry.getKey(), entry.getValue())))
                .toList();
    }

    public Kind kind() {
        if (left.waiver().isPresent()) {
            return Kind.WAIVED;
        }
        if (left.verdict() instanceof Verdict.Fail) {
            return Kind.FAIL;
        }
        if (left.verdict() instanceof Verdict.Pass) {
            return Kind.PASS;
        }
        return left.verdict() instanceof Verdict.Unknown ? Kind.UNKNOWN : Kind.NOT_APPLICABLE;
    }

    /** True for what needs a person's attention: unknown is not compliant. */
    boolean isBad() {
        return kind() == Kind.FAIL || kind() == Kind.UNKNOWN;
    }

    public Severity severity() {
        return left.verdict() instanceof Verdict.Fail fail ? fail.severity() : rule.severity();
    }

    /** The line that declares what the rule evaluates. */
    public SourcePosition position() {
        return subject.declared().position(rule.setting());
    }

    public DeclaredResource resource() {
        return subject.declared().resource();
    }

    /** One sentence. */
    public String summary() {
        if (left.verdict() instanceof Verdict.Fail fail) {
            return DeploymentPlace.readable(fail.evidence().summary());
        }
        if (left.verdict() instanceof Verdict.Unknown unknown) {
            return "could not be evaluated: " + DeploymentPlace.readable(unknown.sentence());
        }
        return left.verdict() instanceof Verdict.NotApplicable not ? not.why() : rule.title();
    }

    /** Named facts in reading order; none unless the rule fails. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        if (left.verdict() instanceof Verdict.Fail fail) {
            fail.evidence()
                    .facts()
                    .forEach((name, value) ->
                            facts.put(DeploymentPlace.readable(name), DeploymentPlace.readable(value)));
        }
        return facts;
    }

    /** What to change in the declaration. */
    public Optional<String> advice() {
        return left.verdict() instanceof Verdict.Fail
                ? Optional.of(PropertyAdvice.of(rule.setting(), resource()))
                : Optional.empty();
    }

    /** As every form of report shows it. */
    ReportRow reportRow() {
        List<String> fix = advice().map(text -> "# " + text).stream().toList();
        return new ReportRow(
                ReportRule.of(rule),
                ReportRow.Target.of(subject.subject()),
                new ReportRow.Result(ReportRow.Kind.valueOf(kind().name()), severity(), summary(), facts(), fix),
                left.acceptances(),
                Optional.of(new SourceLocation(
                        position().file(), position().line(), resource().address())));
    }

    /** The documented line. */
    Json json() {
        JsonObject facts = new JsonObject();
        facts().forEach(facts::put);
        return new JsonObject()
                .put("rule", rule.id())
                .put("file", position().file())
                .put("line", position().line())
                .put("resource", resource().address())
                .put("type", resource().type())
                .put(
                        "subject",
                        new JsonObject()
                                .put("kind", subject.subject().kind().name())
                                .put("name", name())
                                .build())
                .put("verdict", kind().name())
                .put("severity", severity().name())
                .put(
                        "evidence",
                        new JsonObject()
                                .put("summary", summary())
                                .put("facts", facts.build())
                                .build())
                .put("remediation", Json.of(advice().stream().toList()))
                .put("waived", left.waiver())
                .build();
    }

    private String name() {
        Subject declared = subject.subject();
        return declared instanceof Subject.Registry ? "registry" : DeploymentPlace.readable(declared.name());
    }
}
