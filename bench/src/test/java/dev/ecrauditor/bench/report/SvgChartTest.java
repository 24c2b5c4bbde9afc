package dev.ecrauditor.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class SvgChartTest {

    private static final RunInfo BUSY = new RunInfo(Instant.EPOCH, "25", "A & B <1>", 2, List.of("load < 3 & more"));

    @Test
    void theChartIsWellFormedAndHasABarForEachGoal() throws Exception {
        Results results = new Results(List.of(
                Metric.of("a", "met & <good>", "x", Goal.atMost(7)),
                Metric.of("b", "missed", "events/s", Goal.atLeast(300)),
                Metric.of("c", "without a goal", "ms")));
        results.add("a", 6);
        results.add("b", 100);
        results.add("b", 120);
        results.add("c", 1);
        String svg = SvgChart.of(BUSY, results);
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(2);
        assertThat(svg)
                .contains("class=\"bar\"", "class=\"missed\"", "6 (&lt;= 7)", "110 (&gt;= 300)")
                .contains("Busy machine: load &lt; 3 &amp; more", "prefers-color-scheme: dark")
                .doesNotContain("without a goal");
    }
}
