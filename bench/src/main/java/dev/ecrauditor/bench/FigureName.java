package dev.ecrauditor.bench;

import dev.ecrauditor.bench.figure.AuditCommand;
import dev.ecrauditor.bench.figure.ColdStart;
import dev.ecrauditor.bench.figure.Deployment;
import dev.ecrauditor.bench.figure.Drain;
import dev.ecrauditor.bench.figure.Figure;
import dev.ecrauditor.bench.figure.JarSize;
import dev.ecrauditor.bench.figure.LoadedClasses;
import dev.ecrauditor.bench.figure.MicroBenchmarks;
import dev.ecrauditor.bench.figure.Restore;
import dev.ecrauditor.bench.figure.Rounds;
import dev.ecrauditor.bench.figure.RulesCommand;
import dev.ecrauditor.bench.figure.SweepRun;
import dev.ecrauditor.bench.figure.Warm;
import java.util.Locale;

/** The figures by their names on the command line, in the order in which they are measured. */
enum FigureName {
    JAR,
    COLD,
    CLASSES,
    RESTORE,
    WARM,
    DRAIN,
    SWEEP,
    AUDIT,
    RULES,
    MICRO;

    /**
     * How much is measured.
     *
     * @param rounds of starts and events
     * @param repositories of the registry that the command line audits
     * @param swept repositories that the sweep function reads
     */
    record Size(Rounds rounds, int repositories, int swept) {}

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    Figure of(Workspace workspace, Deployment deployment, Size size) {
        return switch (this) {
            case JAR -> new JarSize(workspace.jar());
            case COLD -> new ColdStart(deployment, size.rounds());
            case CLASSES -> new LoadedClasses(deployment, workspace.directory());
            case RESTORE -> new Restore(deployment, size.rounds());
            case WARM -> new Warm(deployment, size.rounds());
            case DRAIN -> new Drain(deployment, size.rounds());
            case SWEEP -> new SweepRun(deployment, size.swept());
            case AUDIT -> new AuditCommand(workspace.commandLine(), deployment.stub(), size.repositories());
            case RULES -> new RulesCommand(workspace.commandLine(), size.rounds());
            case MICRO -> new MicroBenchmarks(workspace.java(), workspace.directory());
        };
    }
}
