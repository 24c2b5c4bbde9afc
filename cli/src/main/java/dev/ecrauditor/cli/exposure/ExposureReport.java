package dev.ecrauditor.cli.exposure;

import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.exposure.AccountExposures.RegistryView;
import dev.ecrauditor.cli.exposure.words.AccessLines;
import dev.ecrauditor.cli.exposure.words.ExposureRows;
import dev.ecrauditor.cli.report.ReportForm;
import dev.ecrauditor.cli.report.ReportOutput;
import dev.ecrauditor.cli.report.html.HtmlWriter;
import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.Exposure;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.report.ReportWriter;
import dev.ecrauditor.rule.Severity;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.ExitCode;

/** Prints the exposure of accounts as they are read, and decides the exit status. */
final class ExposureReport {

    /** A path is at or above {@code --fail-on}. */
    private static final int FINDINGS = 1;

    private final PrintWriter out;
    private final ReportOutput output;
    private final Optional<ReportWriter> writer;
    private final TreeMap<Severity, Integer> bySeverity = new TreeMap<>(Comparator.reverseOrder());
    private final List<ReadGap> gaps = new ArrayList<>();
    private int information;
    private int closed;
    private int unknown;
    private int registries;

    ExposureReport(ReportOutput output) {
        this.out = output.out();
        this.output = output;
        this.writer = output.writer();
    }

    void add(AccountExposures account) {
        gaps.addAll(account.gaps());
        account.exposures().forEach(this::add);
        account.gaps().forEach(this::print);
    }

    private void print(ReadGap gap) {
        if (output.isJson()) {
            out.println(JsonWriter.write(gap.json()));
        }
        writer.ifPresent(form -> form.notRead(gap.reportGap()));
        if (output.form() == ReportForm.ASFF && gap.isGap()) {
            output.err().println("exposure: " + gap.reportGap().words());
        }
    }

    private void add(RegistryView view) {
        registries++;
        for (AccessPath path : view.exposure().paths()) {
            if (path.severity().isPresent()) {
                bySeverity.merge(path.severity().get(), 1, Integer::sum);
            } else {
                information++;
            }
        }
        closed += view.exposure().closed().size();
        unknown += view.exposure().unknown().size();
        print(view);
    }

    private void print(RegistryView view) {
        if (output.isJson()) {
            ExposureJson.lines(view.exposure()).forEach(line -> out.println(JsonWriter.write(line)));
        } else if (output.isText()) {
            new ExposureText(out).print(view);
        }
        writer.ifPresent(form -> print(form, view.exposure()));
    }

    private static void print(ReportWriter form, Exposure exposure) {
        ExposureRows.of(exposure).forEach(form::add);
        if (form instanceof HtmlWriter page) {
            page.addAccess(AccessLines.of(exposure));
        }
    }

    void finish() {
        writer.ifPresent(form -> form.finish(isComplete()));
        if (!output.isText()) {
            return;
        }
        new ExposureText(out).print(gaps);
        String open = bySeverity.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().name())
                .collect(Collectors.joining(", "));
        out.println(registries + (registries == 1 ? " registry: " : " registries: ")
                + (open.isEmpty() ? "no open access paths" : "open access paths: " + open)
                + ", " + information + " for information; " + closed + " closed by a Deny; " + unknown
                + " not proven closed");
    }

    /** Unknown counts as exposed: it is not proven closed. */
    int status(Optional<Severity> failOn) {
        boolean fails = failOn.isPresent()
                && bySeverity.keySet().stream().anyMatch(severity -> severity.compareTo(failOn.get()) >= 0);
        if (fails) {
            return FINDINGS;
        }
        return isComplete() ? ExitCode.OK : EcrAuditor.COULD_NOT_READ;
    }

    private boolean isComplete() {
        return unknown == 0 && gaps.stream().noneMatch(ReadGap::isGap);
    }
}
