package dev.ecrauditor.infra.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.settings.file.RemediationMode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Recomputes docs/cost.md from its own assumptions, prices and formulas, and the figure of a single account. */
class CostPageTest {

    private static final DocsPage PAGE = DocsPage.of("cost.md");

    /** The columns for 10, 100 and 1,000 accounts. */
    private static final int SIZES = 3;

    @Test
    void everyQuantityIsTheProductOfItsFormula() {
        List<Map<String, Double>> known = inputs();
        assertThat(rows("## Quantities in a month")).hasSizeGreaterThan(10).allSatisfy(row -> {
            for (int size = 0; size < SIZES; size++) {
                double value = compute(row.get(1), known.get(size));
                known.get(size).put(name(row), value);
                assertThat(row.get(2 + size)).as(row.toString()).isEqualTo(format(value, 0));
            }
        });
    }

    @Test
    void everyCostIsTheProductOfItsFormulaAndTheTotalIsTheirSum() {
        List<Map<String, Double>> known = quantities();
        double[] total = new double[SIZES];
        List<List<String>> lines = new ArrayList<>(rows("## Cost in a month"));
        List<String> last = lines.remove(lines.size() - 1);
        assertThat(lines).hasSizeGreaterThan(10);
        for (List<String> line : lines) {
            for (int size = 0; size < SIZES; size++) {
                double value = compute(line.get(1), known.get(size));
                total[size] += value;
                assertThat(line.get(2 + size)).as(line.toString()).isEqualTo(format(value, 2));
            }
        }
        List<String> summary = rows("# Cost").get(0);
        for (int size = 0; size < SIZES; size++) {
            assertThat(last.get(2 + size)).isEqualTo("**" + format(total[size], 2) + "**");
            assertThat(summary.get(1 + size)).isEqualTo(format(total[size], 0));
        }
    }

    @Test
    void theEchoInCloudTrailIsTheProductOfItsFormula() {
        List<Map<String, Double>> known = quantities();
        List<String> readEvents = rows("## CloudTrail").get(0);
        List<String> summary = rows("# Cost").get(1);
        for (int size = 0; size < SIZES; size++) {
            double value = compute(readEvents.get(1), known.get(size));
            assertThat(readEvents.get(2 + size)).isEqualTo(format(value, 2));
            assertThat(summary.get(1 + size)).isEqualTo(format(value, 0));
        }
    }

    @Test
    void everyPriceIsUsed() {
        String formulas = String.join(
                " ",
                Stream.of("## Cost in a month", "## CloudTrail")
                        .flatMap(heading -> rows(heading).stream())
                        .map(row -> row.get(1))
                        .toList());
        assertThat(rows("## Prices")).allSatisfy(row -> assertThat(formulas).contains("`" + name(row) + "`"));
    }

    @Test
    void theAlarmMetricsAreThoseOfTheTemplates() {
        int deployed = alarmMetrics(RemediationMode.OFF);
        assertThat(inputs()).allSatisfy(known -> assertThat(known).containsEntry("alarmMetrics", (double) deployed));
        assertThat(PAGE.lines())
                .contains("- Remediation adds %d alarm metrics and a queue, `ON` %d alarm metrics in all."
                        .formatted(
                                alarmMetrics(RemediationMode.DRY_RUN) - deployed,
                                alarmMetrics(RemediationMode.ON) - deployed));
    }

    /** Rounded to whole dollars; what costs cents makes the upper figure the next dollar. */
    @Test
    void theFigureOfASingleAccountIsTheSumOfItsRows() {
        double low = 0;
        double high = 0;
        for (List<String> row : PAGE.table("## A single account")) {
            if (!row.get(3).equals("cents")) {
                String[] range = row.get(3).split(" to ", -1);
                low += Double.parseDouble(range[0]);
                high += Double.parseDouble(range[range.length - 1]);
            }
        }
        String figure = "about %d to %d US dollars a month".formatted(Math.round(low), (int) Math.ceil(high));
        for (DocsPage page :
                List.of(PAGE, new DocsPage(Path.of("..", "README.md")), new DocsPage(Path.of("README.md")))) {
            assertThat(String.join(" ", page.lines())).as(page.toString()).containsIgnoringCase(figure);
        }
    }

    @Test
    void aFormulaMultipliesDividesAndAdds() {
        Map<String, Double> known = Map.of("a", 6.0, "b", 4.0);
        assertThat(compute("`a` × `b` / 3 + `a` × 2", known)).isEqualTo(20.0);
        assertThatThrownBy(() -> compute("`a` × `unknown`", known)).hasMessageContaining("unknown");
    }

    private static int alarmMetrics(RemediationMode mode) {
        return SynthesizedHub.withRemediation(mode).resources("AWS::CloudWatch::Alarm").stream()
                .mapToInt(alarm -> Math.max(1, (int) stats(alarm.properties().path("Metrics"))))
                .sum();
    }

    private static long stats(JsonNode metrics) {
        return StreamSupport.stream(metrics.spliterator(), false)
                .filter(metric -> metric.has("MetricStat"))
                .count();
    }

    /** Assumptions and prices by name, for each size. */
    private static List<Map<String, Double>> inputs() {
        List<Map<String, Double>> known = new ArrayList<>();
        for (int size = 0; size < SIZES; size++) {
            Map<String, Double> values = new TreeMap<>();
            for (List<String> row : rows("## Assumptions")) {
                values.put(name(row), number(row.get(2 + size)));
            }
            for (List<String> row : rows("## Prices")) {
                values.put(name(row), number(row.get(1)));
            }
            known.add(values);
        }
        return known;
    }

    private static List<Map<String, Double>> quantities() {
        List<Map<String, Double>> known = inputs();
        for (List<String> row : rows("## Quantities in a month")) {
            known.forEach(values -> values.put(name(row), compute(row.get(1), values)));
        }
        return known;
    }

    /** A sum of products and quotients of numbers and of names in backticks. */
    private static double compute(String formula, Map<String, Double> known) {
        return Arrays.stream(formula.split(" \\+ ", -1))
                .mapToDouble(term -> product(term, known))
                .sum();
    }

    private static double product(String term, Map<String, Double> known) {
        double product = 1;
        for (MatchResult factor :
                Pattern.compile("(^| × | / )([^ ]+)").matcher(term).results().toList()) {
            double value = value(factor.group(2), known);
            product = factor.group(1).equals(" / ") ? product / value : product * value;
        }
        return product;
    }

    private static double value(String factor, Map<String, Double> known) {
        if (!factor.startsWith("`")) {
            return Double.parseDouble(factor);
        }
        Double value = known.get(factor.replace("`", ""));
        if (value == null) {
            throw new AssertionError("nothing says what " + factor + " is");
        }
        return value;
    }

    private static double number(String cell) {
        return Double.parseDouble(cell.replace(",", ""));
    }

    private static String format(double value, int digits) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN);
        return String.format(Locale.ROOT, "%,." + digits + "f", rounded);
    }

    private static String name(List<String> row) {
        return row.get(0).replace("`", "");
    }

    private static List<List<String>> rows(String heading) {
        return PAGE.table(heading);
    }
}
