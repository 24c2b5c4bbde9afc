package dev.ecrauditor.report.asff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.report.JsonSchemas;
import dev.ecrauditor.report.ReportGap;
import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.report.SampleRows;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.Severity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsffWriterTest {

    private static final String REPEATED = "\u00e4\uD83D\uDE00".repeat(20_000);

    private static List<Json> written(ReportRow... rows) {
        StringWriter text = new StringWriter();
        AsffWriter writer = new AsffWriter(new PrintWriter(text), SampleRows.AT);
        List.of(rows).forEach(writer::add);
        writer.notRead(new ReportGap("111122223333", Optional.empty(), ReportGap.Kind.GAP, "denied", List.of()));
        writer.finish(true);
        assertThat(JsonSchemas.ASFF.errors(text.toString())).isEmpty();
        try {
            return JsonReader.read(text.toString()).items();
        } catch (MalformedJson malformed) {
            throw new AssertionError(text.toString(), malformed);
        }
    }

    private static Json only(ReportRow row) {
        List<Json> findings = written(row);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void noFindingIsAnEmptyArray() {
        assertThat(written()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "FAIL,FAILED,CRITICAL,NEW",
        "UNKNOWN,WARNING,CRITICAL,NEW",
        "PASS,PASSED,INFORMATIONAL,RESOLVED",
        "WAIVED,FAILED,CRITICAL,SUPPRESSED",
        "INFORMATION,PASSED,INFORMATIONAL,RESOLVED"
    })
    void theVerdictDecidesComplianceSeverityAndWorkflow(
            ReportRow.Kind kind, String compliance, String severity, String workflow) {
        Json finding = only(SampleRows.row(kind));

        assertThat(finding.text("Compliance", "Status")).contains(compliance);
        assertThat(finding.text("Severity", "Label")).contains(severity);
        assertThat(finding.text("FindingProviderFields", "Severity", "Label")).contains(severity);
        assertThat(finding.text("Workflow", "Status")).contains(workflow);
        assertThat(finding.text("RecordState")).contains("ACTIVE");
    }

    @Test
    void whatDoesNotApplyIsLeftOutOfTheArray() {
        assertThat(written(SampleRows.row(ReportRow.Kind.NOT_APPLICABLE))).isEmpty();
        assertThat(AsffFinding.of(SampleRows.row(ReportRow.Kind.NOT_APPLICABLE), SampleRows.AT)
                        .json()
                        .text("Compliance", "Status"))
                .contains("NOT_AVAILABLE");
    }

    @Test
    void aFindingNamesTheMemberTheRuleAndTheRepository() {
        Json finding = only(SampleRows.row(ReportRow.Kind.FAIL));

        assertThat(finding.text("AwsAccountId")).contains("111122223333");
        assertThat(finding.text("ProductArn"))
                .contains("arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default");
        assertThat(finding.text("GeneratorId")).contains("ecr-auditor/ecr-policy-not-public");
        assertThat(finding.text("CreatedAt")).contains("2026-11-30T06:00:00.123Z");
        Json resource = finding.items("Resources").get(0);
        assertThat(resource.text("Type")).contains("AwsEcrRepository");
        assertThat(resource.text("Details", "AwsEcrRepository", "RepositoryName"))
                .contains("payments/api");
        assertThat(finding.items("Compliance", "RelatedRequirements"))
                .containsExactly(Json.of("NIST.800-53.r5 AC-3"), Json.of("PCI DSS v4.0.1/7.2.1"));
    }

    @Test
    void anotherAccountImportsItAsItsOwnAndLeavesTheWorkflowAlone() {
        AsffFinding finding = AsffFinding.of(SampleRows.row(ReportRow.Kind.WAIVED), SampleRows.AT);
        Json imported = finding.importedBy("999988887777");
        assertThat(JsonSchemas.ASFF.errors("[" + JsonWriter.write(imported) + "]"))
                .isEmpty();
        assertThat(imported.text("AwsAccountId")).contains("999988887777");
        assertThat(imported.text("ProductArn"))
                .contains("arn:aws:securityhub:us-east-1:999988887777:product/999988887777/default");
        assertThat(imported.text("Id")).isEqualTo(finding.json().text("Id"));
        assertThat(imported.items("Resources")).isEqualTo(finding.json().items("Resources"));
        assertThat(imported.at("Workflow").isAbsent()).isTrue();
    }

    @Test
    void theIdStaysWhenWhatWasFoundChanges() {
        assertThat(only(SampleRows.row(ReportRow.Kind.FAIL)).text("Id"))
                .isEqualTo(only(SampleRows.row(ReportRow.Kind.UNKNOWN, Severity.LOW, "denied"))
                        .text("Id"))
                .isNotEqualTo(only(SampleRows.about(SampleRows.repository("payments/web")))
                        .text("Id"));
    }

    @Test
    void aKeyAndARegistryAreResourcesOfTheirOwnTypes() {
        Json key = only(
                SampleRows.about(new Subject.Key("111122223333", "us-east-1", "1234abcd-12ab-34cd-56ef-1234567890ab")));
        Json registry = only(SampleRows.about(new Subject.Registry("111122223333", "us-east-1")));

        assertThat(key.items("Resources").get(0).text("Type")).contains("AwsKmsKey");
        assertThat(registry.items("Resources").get(0).text("Id")).contains("AWS::::Account:111122223333");
    }

    @Test
    void otherPartitionsHaveTheirOwnProduct() {
        Json finding = only(SampleRows.about(
                Subject.of(new RepositoryArn("aws-us-gov", "us-gov-west-1", "111122223333", "payments/api"))));

        assertThat(finding.text("ProductArn").orElseThrow()).startsWith("arn:aws-us-gov:securityhub:us-gov-west-1:");
        assertThat(finding.items("Resources").get(0).text("Partition")).contains("aws-us-gov");
    }

    @Test
    void longTextsAreCutVisiblyAndTheFindingFitsTheQuota() {
        Map<String, String> facts = new LinkedHashMap<>();
        IntStream.range(0, 60).forEach(i -> facts.put(i + REPEATED, REPEATED));
        ReportRow whole = SampleRows.aboutMany(500);
        ReportRow row = new ReportRow(
                SampleRows.PUBLIC,
                whole.target(),
                new ReportRow.Result(
                        ReportRow.Kind.UNKNOWN, Severity.HIGH, REPEATED, facts, List.of(REPEATED, REPEATED)),
                List.of(),
                Optional.empty());

        Json finding = only(row);

        assertThat(JsonWriter.write(finding).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(AsffFinding.MAX_BYTES);
        assertThat(finding.text("Description").orElseThrow()).endsWith(" [cut]");
        assertThat(finding.text("Remediation", "Recommendation", "Text").orElseThrow())
                .endsWith(" [cut]");
        assertThat(finding.items("Resources")).hasSize(32);
        assertThat(finding.text("ProductFields", "ecr-auditor/resourcesLeftOut"))
                .contains("468");
        assertThat(finding.text("ProductFields", "ecr-auditor/factsLeftOut")).contains("40");
    }

    @Test
    void anEmptyFactIsLeftOut() {
        ReportRow row = new ReportRow(
                SampleRows.SCAN,
                ReportRow.Target.of(SampleRows.repository("team/a")),
                new ReportRow.Result(ReportRow.Kind.FAIL, Severity.LOW, "", Map.of("bound", ""), List.of()),
                List.of(),
                Optional.empty());

        Json finding = only(row);

        assertThat(finding.members("ProductFields")).containsOnlyKeys("ecr-auditor/verdict", "ecr-auditor/ruleTitle");
        assertThat(finding.text("Description")).contains("scanned on push");
        assertThat(finding.at("Compliance", "RelatedRequirements").isAbsent()).isTrue();
    }

    @Test
    void theSourceAndWhoAcceptsItAreProductFields() {
        assertThat(only(SampleRows.at("main.tf", 7)).text("ProductFields", "ecr-auditor/source"))
                .contains("main.tf:7 aws_ecr_repository.api");
        assertThat(only(SampleRows.row(ReportRow.Kind.WAIVED)).text("ProductFields", "ecr-auditor/acceptedBy"))
                .contains("payments until 2027-01-31: partner moves");
    }
}
