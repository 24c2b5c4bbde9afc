package dev.ecrauditor.cli.exposure;

import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.exposure.AccountExposures.RegistryView;
import dev.ecrauditor.cli.terminal.Output;
import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.json.JsonWriter;
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
    private final Output output;
    private final TreeMap<Severity, Integer> bySeverity = new TreeMap<>(Comparator.reverseOrder());
    private final List<ReadGap> gaps = new ArrayList<>();
    private int information;
    private int closed;
    private int unknown;
    private int registries;

    ExposureReport(PrintWriter out, Output output) {
        this.out = out;
        this.output = output;
    }

    void add(AccountExposures account) {
        gaps.addAll(account.gaps());
        account.exposures().forEach(this::add);
        if (output == Output.JSON) {
            account.gaps().forEach(gap -> out.println(JsonWriter.write(gap.json())));
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
        if (output == Output.JSON) {
            ExposureJson.lines(view.exposure()).forEach(line -> out.println(JsonWriter.write(line)));
        } else {
            new ExposureText(out).print(view);
        }
    }

    void finish() {
        if (output == Output.JSON) {
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
        return unknown == 0 && gaps.stream().noneMatch(ReadGap::isGap) ? ExitCode.OK : EcrAuditor.COULD_NOT_READ;
    }
}
