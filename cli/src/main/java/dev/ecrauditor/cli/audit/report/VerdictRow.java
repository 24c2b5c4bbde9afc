package dev.ecrauditor.cli.audit.report;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.waiver.WaivedFailure;
import dev.ecrauditor.finding.waiver.Waivers;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.report.Acceptance;
import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.report.ReportRule;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import dev.ecrauditor.settings.Waiver;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rule's verdict on one repository, registry or key, as a table row or a line of JSON.
 *
 * @param account the account that was audited
 * @param verdict as the rule found it
 * @param waived what the waivers of the settings cover; empty where nothing is waived
 */
record VerdictRow(
        Subject subject, String account, RuleMetadata metadata, Verdict verdict, Optional<WaivedFailure> waived) {

    /** How many verdicts of a kind there are is counted by these. */
    enum Kind {
        FAIL,
        UNKNOWN,
        PASS,
        NOT_APPLICABLE,
        /** It fails, and waivers cover everything that was found. */
        WAIVED
    }

    /**
     * The rows of a subject, under waivers that hold at a time.
     *
     * @param waivers those of the settings
     */
    static List<VerdictRow> of(Evaluated evaluated, List<Waiver> waivers, Instant now) {
        Waivers ofSubject = new Waivers(waivers, evaluated.subject(), now);
        return evaluated.verdicts().entrySet().stream()
                .map(entry -> new VerdictRow(
                        evaluated.subject(),
                        evaluated.account(),
                        entry.getKey(),
                        entry.getValue(),
                        waivedOf(entry.getKey(), entry.getValue(), ofSubject)))
                .toList();
    }

    private static Optional<WaivedFailure> waivedOf(RuleMetadata metadata, Verdict verdict, Waivers waivers) {
        return verdict instanceof Verdict.Fail fail
                ? Optional.of(waivers.apply(metadata.id(), fail))
                        .filter(failure -> !failure.waivers().isEmpty())
                : Optional.empty();
    }

    Kind kind() {
        if (isWaived()) {
            return Kind.WAIVED;
        }
        if (shown() instanceof Verdict.Pass) {
            return Kind.PASS;
        }
        if (shown() instanceof Verdict.Fail) {
            return Kind.FAIL;
        }
        return shown() instanceof Verdict.Unknown ? Kind.UNKNOWN : Kind.NOT_APPLICABLE;
    }

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
        return kind() == Kind.FAIL || kind() == Kind.UNKNOWN;
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
     * The documented line: {@code rule}, {@code account}, {@code subject}, {@code repositoryArn}, {@code verdict},
     * {@code severity}, {@code evidence}, {@code remediation}, and {@code waived} where waivers cover something.
     */
    Json json() {
        JsonObject facts = new JsonObject();
        facts().forEach(facts::put);
        if (shown() instanceof Verdict.Unknown unknown) {
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
                .put("waived", waived.map(VerdictRow::waivers))
                .build();
    }

    /** As every form of report shows it. */
    ReportRow reportRow() {
        return new ReportRow(
                ReportRule.of(metadata),
                ReportRow.Target.of(subject),
                new ReportRow.Result(ReportRow.Kind.valueOf(kind().name()), severity(), summary(), facts(), fix()),
                waived.map(failure -> failure.waivers().stream()
                                .map(waiver -> new Acceptance(waiver.owner(), waiver.reason(), waiver.expires()))
                                .toList())
                        .orElse(List.of()),
                Optional.empty());
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        if (shown() instanceof Verdict.Fail fail) {
            facts.putAll(fail.evidence().facts());
        }
        waived.ifPresent(failure -> facts.putAll(failure.facts()));
        return facts;
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
        if (shown() instanceof Verdict.Fail fail) {
            List<String> found = fail.evidence().fix();
            return found.isEmpty() ? fixOfRule() : found;
        }
        return shown() instanceof Verdict.Unknown unknown
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
