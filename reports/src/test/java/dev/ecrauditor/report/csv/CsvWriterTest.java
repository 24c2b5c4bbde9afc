package dev.ecrauditor.report.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.report.ReportGap;
import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.report.SampleRows;
import dev.ecrauditor.rule.Severity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWriterTest {

    private final StringWriter text = new StringWriter();
    private final CsvWriter writer = new CsvWriter(new PrintWriter(text));

    /** A reader of RFC 4180, written anew. */
    private static List<List<String>> parsed(String csv) {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                value.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\r')) {
                record.add(value.toString());
                value.setLength(0);
                if (c == '\r') {
                    records.add(record);
                    record = new ArrayList<>();
                    i++;
                }
            } else {
                value.append(c);
            }
        }
        return records;
    }

    private List<List<String>> records() {
        writer.finish(true);
        List<List<String>> records = parsed(text.toString());
        assertThat(records).allSatisfy(record -> assertThat(record).hasSize(18));
        return records;
    }

    @Test
    void aRowHasEveryColumnOfTheHeader() {
        writer.add(SampleRows.at("main.tf", 12));

        List<List<String>> records = records();
        assertThat(records.get(0)).startsWith("verdict", "severity", "rule").endsWith("id");
        assertThat(records.get(1))
                .startsWith("FAIL", "CRITICAL", "ecr-policy-not-public", "111122223333", "us-east-1", "REPOSITORY")
                .contains("arn:aws:ecr:us-east-1:111122223333:repository/payments/api", "main.tf", "12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uFF1D1"})
    void aFormulaBeginsWithAnApostrophe(String formula) {
        writer.add(SampleRows.row(ReportRow.Kind.FAIL, Severity.LOW, formula + ", \"x\""));

        assertThat(records().get(1)).contains("'" + formula + ", \"x\"");
    }

    @Test
    void hostileTextStaysInItsCell() {
        writer.add(SampleRows.row(ReportRow.Kind.FAIL, Severity.LOW, SampleRows.HOSTILE));

        assertThat(records().get(1)).contains("'" + SampleRows.HOSTILE);
    }

    @Test
    void aWaiverAndAGapHaveTheirCells() {
        writer.add(SampleRows.row(ReportRow.Kind.WAIVED));
        writer.add(SampleRows.row(ReportRow.Kind.INFORMATION));
        writer.notRead(new ReportGap(
                "444455556666", Optional.of("us-east-1"), ReportGap.Kind.GAP, "denied", List.of("# ask", "aws sts")));

        List<List<String>> records = records();
        assertThat(records.get(1)).contains("payments", "2027-01-31", "partner moves");
        assertThat(records.get(2)).startsWith("INFORMATION", "");
        assertThat(records.get(3)).startsWith("GAP", "", "", "444455556666").contains("denied", "# ask\naws sts");
    }
}
