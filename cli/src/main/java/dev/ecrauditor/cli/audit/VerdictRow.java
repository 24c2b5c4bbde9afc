package dev.ecrauditor.cli.audit;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.waiver.WaivedFailure;
import dev.ecrauditor.finding.waiver.Waivers;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.Waiver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One rule's verdict on one repository, as a table row or a line of JSON.
 *
 * @param verdict as the rule found it
 * @param waived what the waivers of the settings cover; empty where nothing is waived
 */
record VerdictRow(
        RepositoryArn repository,
        Instant createdAt,
        RuleMetadata metadata,
        Verdict verdict,
        Optional<WaivedFailure> waived) {

    VerdictRow(RepositoryArn repository, Instant createdAt, RuleMetadata metadata, Verdict verdict) {
        this(repository, createdAt, metadata, verdict, Optional.empty());
    }

    /** The same row under waivers that hold now. */
    VerdictRow waivedBy(List<Waiver> waivers, Instant now) {
        if (!(verdict instanceof Verdict.Fail fail)) {
            return this;
        }
        WaivedFailure failure = new Waivers(waivers, Subject.of(repository), now).apply(metadata.id(), fail);
        return failure.waivers().isEmpty()
                ? this
                : new VerdictRow(repository, createdAt, metadata, verdict, Optional.of(failure));
    }

    String name() {
        if (isWaived()) {
            return "WAIVED";
        }
        if (shown() instanceof Verdict.Pass) {
            return "PASS";
        }
        if (shown() instanceof Verdict.Fail) {
            return "FAIL";
        }
        return shown() instanceof Verdict.Unknown ? "UNKNOWN" : "NOT_APPLICABLE";
    }

    /** True where waivers cover everything that was found. */
    private boolean isWaived() {
        return waived.filter(failure -> failure.remaining() instanceof Verdict.Pass)
                .isPresent();
    }

    /** What waivers leave; all of it where they cover everything. */
    private Verdict shown() {
        return waived.map(failure -> isWaived() ? failure.whole() : failure.remaining())
                .orElse(verdict);
    }

    /** True for what needs a person's attention: unknown is not compliant. */
    boolean isBad() {
        return !isWaived() && (shown() instanceof Verdict.Fail || shown() instanceof Verdict.Unknown);
    }

    /** True where the rule could not be evaluated. */
    boolean isUnknown() {
        return shown() instanceof Verdict.Unknown;
    }

    Severity severity() {
        return shown() instanceof Verdict.Fail fail ? fail.severity() : metadata.severity();
    }

    /** One sentence. */
    String summary() {
        if (shown() instanceof Verdict.Fail fail) {
            return fail.evidence().summary();
        }
        if (shown() instanceof Verdict.Unknown unknown) {
            return "could not be evaluated: " + unknown.sentence();
        }
        return shown() instanceof Verdict.NotApplicable not ? not.why() : metadata.title();
    }

    /**
     * The documented line: {@code rule}, {@code account}, {@code repositoryArn}, {@code verdict}, {@code severity},
     * {@code evidence}, {@code remediation}, and {@code waived} where waivers cover something.
     */
    Json json() {
        JsonObject facts = new JsonObject();
        if (shown() instanceof Verdict.Fail fail) {
            Evidence evidence = fail.evidence();
            evidence.facts().forEach(facts::put);
        }
        waived.ifPresent(failure -> failure.facts().forEach(facts::put));
        if (shown() instanceof Verdict.Unknown unknown) {
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
                .put("waived", waived.map(VerdictRow::waivers))
                .build();
    }

    private static Json waivers(WaivedFailure failure) {
        return new Json.Arr(failure.waivers().stream()
                .<Json>map(waiver -> new JsonObject()
                        .put("owner", waiver.owner())
                        .put("reason", waiver.reason())
                        .put("expires", waiver.expires().toString())
                        .build())
                .toList());
    }

    /** Puts a denied call as facts: the action, the kind of policy that denies it, and whether it does explicitly. */
    static void put(DeniedCall call, JsonObject facts) {
        facts.put("deniedAction", call.action())
                .put("deniedBy", call.denial().policyType().name())
                .put("explicitDeny", call.denial().explicit());
    }

    /** The fix, in lines: those that begin with {@code #} are explanations, the others are commands. */
    List<String> fix() {
        if (shown() instanceof Verdict.Fail fail) {
            List<String> found = fail.evidence().fix();
            return found.isEmpty() ? metadata.fixFor(repository) : found;
        }
        return shown() instanceof Verdict.Unknown unknown
                ? unknown.denied()
                        .map(call -> DenialAdvice.of(call, repository))
                        .orElse(List.of())
                : List.of();
    }
}
