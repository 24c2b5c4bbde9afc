package dev.ecrauditor.cli.audit;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Instant;
import java.util.List;

/** One rule's verdict on one repository, as a table row or a line of JSON. */
record VerdictRow(RepositoryArn repository, Instant createdAt, RuleMetadata metadata, Verdict verdict) {

    String name() {
        if (verdict instanceof Verdict.Pass) {
            return "PASS";
        }
        if (verdict instanceof Verdict.Fail) {
            return "FAIL";
        }
        return verdict instanceof Verdict.Unknown ? "UNKNOWN" : "NOT_APPLICABLE";
    }

    /** True for what needs a person's attention: unknown is not compliant. */
    boolean isBad() {
        return verdict instanceof Verdict.Fail || verdict instanceof Verdict.Unknown;
    }

    /** True where the rule could not be evaluated. */
    boolean isUnknown() {
        return verdict instanceof Verdict.Unknown;
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
     * The documented line: {@code rule}, {@code account}, {@code repositoryArn}, {@code verdict}, {@code severity},
     * {@code evidence}, {@code remediation}.
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
                .put("account", repository.account())
                .put("repositoryArn", repository.toString())
                .put("verdict", name())
                .put("severity", severity().name())
                .put("evidence", evidence)
                .put("remediation", Json.of(fix()))
                .build();
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
            return found.isEmpty() ? metadata.fixFor(repository) : found;
        }
        return verdict instanceof Verdict.Unknown unknown
                ? unknown.denied()
                        .map(call -> DenialAdvice.of(call, repository))
                        .orElse(List.of())
                : List.of();
    }
}
