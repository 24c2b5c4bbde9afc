package dev.ecrauditor.finding.store;

import dev.ecrauditor.event.Actor;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.finding.sweep.SweepRound;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.testing.SampleRecords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One stored form of each kind as this code writes it, with a value in every member and every constant somewhere. A new
 * member belongs into {@link SampleRecords#full}; a new constant is included by itself.
 */
final class RecordSamples {

    private static final Subject.Coverage PLACE = new Subject.Coverage("111122223333", "us-east-1");
    private static final Subject.Repository REPOSITORY = SampleRecords.subject("payments/api");

    private RecordSamples() {}

    /** The stored forms, each with the name of its file. */
    static Map<String, Json> written() {
        Map<String, Json> samples = new TreeMap<>();
        Json full = SubjectRecordJson.write(SampleRecords.full(REPOSITORY));
        samples.put("record-repository", full);
        samples.put("record-every-constant", rewritten("record", everyConstant(full)));
        samples.put("record-registry", record(new Subject.Registry("111122223333", "us-east-1")));
        samples.put("record-coverage", record(PLACE));
        samples.put(
                "record-key",
                record(new Subject.Key("111122223333", "us-east-1", "1234abcd-12ab-34cd-56ef-1234567890ab")));
        for (EvaluationReason reason : EvaluationReason.values()) {
            SweepProgress sweep = SweepProgress.none(PLACE)
                    .begin(SampleRecords.NOON, "0123456789abcdef/fedcba9876543210", Optional.of(reason))
                    .at("payments/api", 3)
                    .with(new SweepProgress.Unannounced(2, Optional.of(SampleRecords.NOON)));
            samples.put("sweep-running-" + reason.name(), SweepProgressJson.write(sweep));
            samples.put("sweep-complete", SweepProgressJson.write(sweep.complete(SampleRecords.NOON.plusSeconds(60))));
        }
        samples.put(
                "round",
                SweepRoundJson.write(SweepRound.NONE
                        .begin(SampleRecords.NOON, "0123456789abcdef/fedcba9876543210")
                        .listed(Set.of("111122223333", "444455556666"), SampleRecords.NOON)
                        .at("444455556666#us-east-1", "111122223333#us-east-1")
                        .withUnreadable(2)
                        .complete(SampleRecords.NOON.plusSeconds(600))));
        return samples;
    }

    /** Reads a stored form, as its store does, and writes it again. */
    static Json rewritten(String sample, Json stored) {
        return switch (kind(sample)) {
            case "sweep" -> SweepProgressJson.write(SweepProgressJson.read(PLACE, stored));
            case "round" -> SweepRoundJson.write(SweepRoundJson.read(stored));
            default -> SubjectRecordJson.write(SubjectRecordJson.read(stored));
        };
    }

    /** The kind of a sample: the first word of its name. */
    static String kind(String sample) {
        return sample.split("-", 2)[0];
    }

    private static Json record(Subject subject) {
        return SubjectRecordJson.write(SampleRecords.withAlerts(subject, SampleRecords.NOON, "a#1"));
    }

    private static Json everyConstant(Json full) {
        Json whole = full.at("outbox", "bbb#2");
        Json alert = without(whole, "evidence", "event", "setBy");
        List<Json> alerts = new ArrayList<>();
        for (AlertStatus status : AlertStatus.values()) {
            alerts.add(with(alert, "status", status.name()));
        }
        for (Cause cause : Cause.values()) {
            alerts.add(with(alert, "cause", cause.name()));
        }
        for (Severity severity : Severity.values()) {
            alerts.add(with(alert, "severity", severity.name()));
        }
        for (EvaluationReason reason : EvaluationReason.values()) {
            alerts.add(with(alert, "reason", reason.name()));
        }
        for (FindingKey.Kind kind : FindingKey.Kind.values()) {
            alerts.add(with(alert, "finding", new FindingKey("ecr-scan-on-push", kind).toString()));
        }
        for (Actor.Tool tool : Actor.Tool.values()) {
            alerts.add(with(alert, "event", with(whole.at("event"), "tool", tool.name())));
        }
        Map<String, Json> outbox = new LinkedHashMap<>();
        for (int i = 0; i < alerts.size(); i++) {
            outbox.put("aaa#" + (100 + i), with(alerts.get(i), "index", Json.of(i)));
        }
        Json record = with(full, "outbox", new Json.Obj(outbox));
        record = with(record, "findings", new Json.Obj(findings(full.at("findings", "ecr-scan-on-push#violation"))));
        Json attempt = full.items("remediation", "history").get(0);
        List<Json> history = new ArrayList<>();
        for (AlertStatus status : AlertStatus.values()) {
            history.add(with(attempt, "outcome", status.name()));
        }
        record = with(record, "remediation", with(full.at("remediation"), "history", new Json.Arr(history)));
        return with(record, "origin", Origin.CALLER.name());
    }

    private static Map<String, Json> findings(Json whole) {
        Json finding = without(whole, "pending", "flapHistory");
        Map<String, Json> findings = new LinkedHashMap<>();
        for (FindingKey.Kind kind : FindingKey.Kind.values()) {
            findings.put(new FindingKey("ecr-scan-on-push", kind).toString(), finding);
        }
        for (Severity severity : Severity.values()) {
            findings.put("ecr-severity-" + severity.name() + "#violation", with(finding, "severity", severity.name()));
        }
        for (Cause cause : Cause.values()) {
            findings.put("ecr-cause-" + cause.name() + "#violation", with(finding, "resolvedBy", cause.name()));
        }
        Json pending = whole.items("pending").get(0);
        for (Setting setting : Setting.values()) {
            findings.put(
                    "ecr-setting-" + setting.name() + "#violation",
                    with(finding, "pending", new Json.Arr(List.of(with(pending, "setting", setting.name())))));
        }
        return findings;
    }

    private static Json without(Json object, String... names) {
        Map<String, Json> members = new LinkedHashMap<>(object.members());
        List.of(names).forEach(members::remove);
        return new Json.Obj(members);
    }

    private static Json with(Json object, String member, String value) {
        return with(object, member, Json.of(value));
    }

    private static Json with(Json object, String member, Json value) {
        Map<String, Json> members = new LinkedHashMap<>(object.members());
        members.put(member, value);
        return new Json.Obj(members);
    }
}
