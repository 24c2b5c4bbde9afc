package dev.ecrauditor.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The ratios of a run as bars, with their quartiles and goals. Colours have enough contrast on white and on black, and
 * follow the reader's theme where that is known.
 */
public final class SvgChart {

    private static final int WIDTH = 900;
    private static final int LABELS = 420;
    private static final int BAR = 18;
    private static final int STEP = 34;
    private static final int TOP = 64;
    private static final int RIGHT = 120;

    private static final String STYLE = """
            <style>
              text { font: 13px system-ui, sans-serif; fill: #1f2328; }
              .title { font-size: 16px; font-weight: 600; }
              .bar { fill: #2f6fb7; }
              .missed { fill: #b35900; }
              .spread { stroke: #1f2328; stroke-width: 1.5; }
              .goal { stroke: #1a7f37; stroke-width: 2; stroke-dasharray: 4 3; }
              .busy { fill: #b35900; }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3; }
                .bar { fill: #58a6ff; }
                .missed, .busy { fill: #f0883e; }
                .spread { stroke: #e6edf3; }
                .goal { stroke: #3fb950; }
              }
            </style>
            """;

    private SvgChart() {}

    /** The metrics with a goal, each on a scale of its own. */
    public static String of(RunInfo run, Results results) {
        List<Results.Measured> shown = results.measured().stream()
                .filter(measured -> measured.metric().goal().isPresent())
                .toList();
        int height = TOP + shown.size() * STEP + 30;
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" width=\"%d\">\n"
                .formatted(WIDTH, height, WIDTH));
        svg.append(STYLE);
        svg.append(text("title", 10, 24, "ECR Auditor: figures with a goal (Java " + run.java() + ")"));
        svg.append(
                run.isBusy()
                        ? text("busy", 10, 46, "Busy machine: " + run.busy().get(0))
                        : text("", 10, 46, "Median; thin line: quartiles; dashed line: goal."));
        for (int row = 0; row < shown.size(); row++) {
            appendBar(svg, shown.get(row), TOP + row * STEP);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void appendBar(StringBuilder svg, Results.Measured measured, int y) {
        Samples samples = measured.samples();
        Optional<Goal> goal = measured.metric().goal();
        double limit = goal.map(Goal::limit).orElse(0.0);
        double scale = (WIDTH - LABELS - RIGHT) / Math.max(Math.max(samples.upperQuartile(), limit), 1e-9);
        String kind = measured.isMet().orElse(true) ? "bar" : "missed";
        int middle = y + BAR / 2;
        svg.append(text(
                "",
                10,
                y + 14,
                measured.metric().title() + " (" + measured.metric().unit() + ")"));
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
                kind,
                LABELS,
                y,
                samples.median() * scale,
                BAR));
        svg.append(line(
                "spread",
                LABELS + samples.lowerQuartile() * scale,
                middle,
                LABELS + samples.upperQuartile() * scale,
                middle));
        svg.append(line("goal", LABELS + limit * scale, y - 4, LABELS + limit * scale, y + BAR + 4));
        svg.append(text(
                "",
                WIDTH - RIGHT + 6,
                y + 14,
                TextTable.number(samples.median()) + " ("
                        + goal.map(Goal::toString).orElse("") + ")"));
    }

    private static String line(String kind, double fromX, double fromY, double toX, double toY) {
        return String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                kind,
                fromX,
                fromY,
                toX,
                toY);
    }

    private static String text(String kind, int x, int y, String words) {
        String escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n".formatted(kind, x, y, escaped);
    }
}
