package dev.ecrauditor.cli.report.html;

import dev.ecrauditor.report.ReportGap;
import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.report.ReportRun;
import dev.ecrauditor.report.ReportWriter;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects results, and prints the page at the end. It keeps the worst results only, and counts all. */
public final class HtmlWriter implements ReportWriter {

    private static final int MOST_GAPS = 500;

    private final PrintWriter out;
    private final ReportRun run;
    private final Map<Mark, Integer> counts = new EnumMap<>(Mark.class);
    private final Map<String, RuleCount> rules = new LinkedHashMap<>();
    private final Sections sections = new Sections();
    private final AccessView access = new AccessView();
    private final List<ReportGap> gaps = new ArrayList<>();
    private int gapsLeftOut;
    private int resources;
    private String lastResource = "";

    public HtmlWriter(PrintWriter out, ReportRun run) {
        this.out = out;
        this.run = run;
        run.rules().forEach(rule -> rules.put(rule.id(), new RuleCount(rule)));
    }

    @Override
    public void add(ReportRow row) {
        Mark.of(row).ifPresent(mark -> counts.merge(mark, 1, Integer::sum));
        rules.computeIfAbsent(row.rule().id(), id -> new RuleCount(row.rule())).add(row.kind());
        sections.add(row);
        String resource = row.qualifiedName();
        if (!resource.equals(lastResource)) {
            resources++;
            lastResource = resource;
        }
    }

    /** Takes the open access paths of one registry, also when there are none. */
    public void addAccess(List<AccessLine> open) {
        access.add(open);
    }

    @Override
    public void notRead(ReportGap gap) {
        if (gaps.size() < MOST_GAPS) {
            gaps.add(gap);
        } else {
            gapsLeftOut++;
        }
    }

    @Override
    public void finish(boolean isComplete) {
        List<Section> listed = sections.listed();
        ReportPage page = new ReportPage(
                run,
                counts,
                resources,
                access,
                new ReportPage.SectionList(listed, sections.leftOut()),
                List.copyOf(rules.values()),
                new ReportPage.Coverage(List.copyOf(gaps), gapsLeftOut, isComplete),
                PageText.load());
        StringOutput html = new StringOutput();
        TemplateEngine.createPrecompiled(ContentType.Html).render("report.jte", page, html);
        out.print(html);
        out.flush();
    }
}
