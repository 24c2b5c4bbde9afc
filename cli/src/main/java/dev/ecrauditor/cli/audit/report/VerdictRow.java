package dev.ecrauditor.cli.audit.report;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.List;

/**
 * One rule's verdict on one repository, registry or key, as a table row or a line of JSON.
 *
 * @param account the account that was audited
 */
record VerdictRow(Subject subject, String account, RuleMetadata metadata, Verdict verdict) {

    /** How many verdicts of a kind there are is counted by these. */
    enum Kind {
        FAIL,
        UNKNOWN,
        PASS,
        NOT_APPLICABLE
    }

    static List<VerdictRow> of(Evaluated evaluated) {
        return evaluated.verdicts().entrySet().stream()
                .map(entry ->
                        new VerdictRow(evaluated.subject(), evaluated.account(), entry.getKey(), entry.getValue()))
                .toList();
    }

    Kind kind() {
        if (verdict instanceof Verdict.Pass) {
            return Kind.PASS;
        }
        if (verdict instanceof Verdict.Fail) {
            return Kind.FAIL;
        }
        return verdict instanceof Verdict.Unknown ? Kind.UNKNOWN : Kind.NOT_APPLICABLE;
    }

    /** True for what needs a person's attention: unknown is not compliant. */
    boolean isBad() {
        return verdict instanceof Verdict.Fail || verdict instanceof Verdict.Unknown;
    }

    Severity severity() {
        return verdict instanceof Verdict.Fail fail ? fail.severity() : metadata.severity();
    }

    /** One sentence. */
    String summary() {
        if (verdict instanceof Verdict.Fail fail) {
            return fail.evidence().summary();
        }
        if (verdict instanceof Verdict.Unknown unknown) {
            return "could not be evaluated: " + unknown.sentence();
        }
        return verdict instanceof Verdict.NotApplicable not ? not.why() : metadata.title();
    }

    /**
     * The documented line: {@code rule}, {@code account}, {@code subject}, {@code repositoryArn}, {@code verdict},
     * {@code severity}, {@code evidence}, {@code remediation}.
     */
    Json json() {
        JsonObject facts = new JsonObject();
        if (verdict instanceof Verdict.Fail fail) {
            Evidence evidence = fail.evidence();
            evidence.facts().forEach(facts::put);
        }
        if (verdict instanceof Verdict.Unknown unknown) {
            unknown.denied().ifPresent(call -> put(call, facts));
        }
        Json evidence = new JsonObject()
                .put("summary", summary())
                .put("facts", facts.build())
                .build();
        return new JsonObject()
                .put("rule", metadata.id())
                .put("account", account)
                .put("subject", subjectJson())
                .put("repositoryArn", subject instanceof Subject.Repository ? arn() : new Json.Null())
                .put("verdict", kind().name())
                .put("severity", severity().name())
                .put("evidence", evidence)
                .put("remediation", Json.of(fix()))
                .build();
    }

    private Json subjectJson() {
        return new JsonObject()
                .put("kind", subject.kind().name())
                .put("region", subject.region())
                .put("arn", arn())
                .build();
    }

    /** AWS has no ARN for a registry. */
    private Json arn() {
        return subject instanceof Subject.Registry ? new Json.Null() : Json.of(subject.toString());
    }

    /** Puts a denied call as facts: the action, the kind of policy that denies it, and whether it does explicitly. */
    static void put(DeniedCall call, JsonObject facts) {
        facts.put("deniedAction", call.action())
                .put("deniedBy", call.denial().policyType().name())
                .put("explicitDeny", call.denial().explicit());
    }

    /** The fix, in lines: those that begin with {@code #} are explanations, the others are commands. */
    List<String> fix() {
        if (verdict instanceof Verdict.Fail fail) {
            List<String> found = fail.evidence().fix();
            return found.isEmpty() ? fixOfRule() : found;
        }
        return verdict instanceof Verdict.Unknown unknown
                ? unknown.denied().map(this::advice).orElse(List.of())
                : List.of();
    }

    private List<String> fixOfRule() {
        if (subject instanceof Subject.Repository repository) {
            return metadata.fixFor(repository.repository());
        }
        return KeyArn.parse(subject.toString())
                .map(metadata::fixFor)
                .orElseGet(() -> metadata.fixFor(subject.account(), subject.region()));
    }

    private List<String> advice(DeniedCall call) {
        return subject instanceof Subject.Repository repository
                ? DenialAdvice.of(call, repository.repository())
                : DenialAdvice.of(call, account, subject.region());
    }
}
