package dev.ecrauditor.report.sarif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.report.JsonSchemas;
import dev.ecrauditor.report.ReportGap;
import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.report.SampleRows;
import dev.ecrauditor.rule.Severity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SarifWriterTest {

    private final StringWriter text = new StringWriter();
    private final SarifWriter writer = new SarifWriter(new PrintWriter(text), SampleRows.run());

    private Json run() {
        writer.finish(true);
        assertThat(JsonSchemas.SARIF.errors(text.toString())).isEmpty();
        try {
            return JsonReader.read(text.toString()).items("runs").get(0);
        } catch (MalformedJson malformed) {
            throw new AssertionError(text.toString(), malformed);
        }
    }

    private Json only(ReportRow row) {
        writer.add(row);
        List<Json> results = run().items("results");
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    @Test
    void aRunWithoutResultsIsValidAndHoldsEveryRule() {
        Json run = run();

        assertThat(run.items("results")).isEmpty();
        assertThat(run.items("tool", "driver", "rules")).hasSize(2);
        Json rule = run.items("tool", "driver", "rules").get(0);
        assertThat(rule.text("id")).contains("ecr-policy-not-public");
        assertThat(rule.text("helpUri").orElseThrow()).endsWith("/docs/rules/ecr-policy-not-public.md");
        assertThat(rule.text("defaultConfiguration", "level")).contains("error");
        assertThat(rule.text("properties", "security-severity")).contains("9.5");
        assertThat(rule.items("properties", "mappings", "NIST SP 800-53 Rev. 5"))
                .containsExactly(Json.of("AC-3"));
        assertThat(rule.at("properties", "mappings", "seed").isAbsent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"CRITICAL,error", "HIGH,error", "MEDIUM,warning", "LOW,note"})
    void theLevelOfAFailureFollowsItsSeverity(Severity severity, String level) {
        Json result = only(SampleRows.row(ReportRow.Kind.FAIL, severity, "It is open."));

        assertThat(result.text("kind")).contains("fail");
        assertThat(result.text("level")).contains(level);
        assertThat(result.whole("ruleIndex")).contains(0L);
    }

    @Test
    void whatCouldNotBeEvaluatedIsOpenWithoutALevel() {
        Json result = only(SampleRows.row(ReportRow.Kind.UNKNOWN));

        assertThat(result.text("kind")).contains("open");
        assertThat(result.text("level")).contains("none");
    }

    @ParameterizedTest
    @EnumSource(
            value = ReportRow.Kind.class,
            names = {"PASS", "NOT_APPLICABLE"})
    void whatNeedsNoAttentionIsLeftOut(ReportRow.Kind kind) {
        writer.add(SampleRows.row(kind));

        assertThat(run().items("results")).isEmpty();
    }

    @Test
    void aWaivedFailureIsSuppressedWithItsReason() {
        Json suppression = only(SampleRows.row(ReportRow.Kind.WAIVED))
                .items("suppressions")
                .get(0);

        assertThat(suppression.text("status")).contains("accepted");
        assertThat(suppression.text("justification")).contains("payments until 2027-01-31: partner moves");
    }

    @Test
    void aRepositoryIsALogicalLocation() {
        Json location =
                only(SampleRows.row(ReportRow.Kind.FAIL)).items("locations").get(0);

        assertThat(location.items("logicalLocations").get(0).text("fullyQualifiedName"))
                .contains("arn:aws:ecr:us-east-1:111122223333:repository/payments/api");
        assertThat(location.at("physicalLocation").isAbsent()).isTrue();
    }

    @Test
    void aRegistryIsALogicalLocationToo() {
        Json result = only(SampleRows.about(new Subject.Registry("111122223333", "us-east-1")));

        assertThat(result.items("locations").get(0).items("logicalLocations")).hasSize(1);
    }

    @Test
    void aFileIsAPhysicalLocationWithItsLine() {
        Json location = only(SampleRows.at("modules\\ecr repo/main.tf", 12))
                .items("locations")
                .get(0);

        assertThat(location.text("physicalLocation", "artifactLocation", "uri")).contains("modules/ecr%20repo/main.tf");
        assertThat(location.whole("physicalLocation", "region", "startLine")).contains(12L);
        assertThat(location.items("logicalLocations").get(0).text("fullyQualifiedName"))
                .contains("aws_ecr_repository.api");
    }

    @Test
    void theFingerprintStaysWhenTextAndLineChange() {
        String first = SampleRows.at("main.tf", 12).id();

        assertThat(SampleRows.at("main.tf", 40).id()).isEqualTo(first);
        assertThat(SampleRows.at("other.tf", 12).id()).isNotEqualTo(first);
        assertThat(SampleRows.row(ReportRow.Kind.FAIL, Severity.LOW, "other").id())
                .isEqualTo(SampleRows.row(ReportRow.Kind.UNKNOWN).id());
        assertThat(only(SampleRows.at("main.tf", 12)).text("partialFingerprints", "ecrAuditorResult/v1"))
                .contains(first);
    }

    @Test
    void aPathToManyRepositoriesNamesTheFirstHundred() {
        Json result = only(SampleRows.aboutMany(250));

        assertThat(result.items("locations")).hasSize(100);
        assertThat(result.whole("properties", "locationsLeftOut")).contains(150L);
    }

    @Test
    void hostileTextIsNeitherALinkNorAPlaceholder() {
        Json result = only(SampleRows.row(ReportRow.Kind.FAIL, Severity.HIGH, SampleRows.HOSTILE));

        assertThat(result.text("message", "text").orElseThrow())
                .contains("\\[link\\](https://evil.example){{0}}")
                .doesNotContain(" [link]");
        assertThat(text.toString()).isASCII();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b.tf", "../x y/ü.tf", "%.tf", "#.tf"})
    void everyFileNameIsAValidReference(String file) {
        only(SampleRows.at(file, 1));
    }

    @Test
    void anEmptySummaryIsReplacedByTheTitle() {
        assertThat(only(SampleRows.row(ReportRow.Kind.FAIL, Severity.LOW, " ")).text("message", "text"))
                .contains("not open to every AWS account");
    }

    @Test
    void whatWasNotReadIsANotificationAndTheRunIsNotSuccessful() {
        writer.notRead(new ReportGap(
                "111122223333", Optional.of("us-east-1"), ReportGap.Kind.GAP, "could not be read", List.of()));
        writer.notRead(new ReportGap(
                "444455556666", Optional.empty(), ReportGap.Kind.NOT_WATCHED, "the account is SUSPENDED", List.of()));
        writer.finish(false);

        assertThat(JsonSchemas.SARIF.errors(text.toString())).isEmpty();
        assertThat(text.toString())
                .contains("\"executionSuccessful\":false")
                .contains("\"level\":\"error\",\"message\":{\"text\":\"111122223333 us-east-1: could not be read\"}")
                .contains("\"level\":\"note\",\"message\":{\"text\":\"444455556666: the account is SUSPENDED\"}");
    }

    @Test
    void thousandsOfGapsAreCounted() {
        IntStream.range(0, 1_005)
                .forEach(i -> writer.notRead(new ReportGap(
                        "111122223333", Optional.empty(), ReportGap.Kind.GAP, "could not be read", List.of())));

        assertThat(run().items("invocations").get(0).items("toolExecutionNotifications"))
                .hasSize(1_001)
                .last()
                .satisfies(last -> assertThat(last.text("message", "text")).contains("5 more could not be read"));
    }
}
