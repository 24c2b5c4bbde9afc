package dev.ecrauditor.cli;

import dev.ecrauditor.cli.audit.AuditCommand;
import dev.ecrauditor.cli.audit.BaselineCommand;
import dev.ecrauditor.cli.check.CheckCommand;
import dev.ecrauditor.cli.demo.DemoCommand;
import dev.ecrauditor.cli.doctor.DoctorCommand;
import dev.ecrauditor.cli.exposure.ExposureCommand;
import dev.ecrauditor.cli.findings.FindingsCommand;
import dev.ecrauditor.cli.migration.PlanMigrationCommand;
import dev.ecrauditor.cli.packaging.PackageCommand;
import dev.ecrauditor.cli.policy.PolicyCommand;
import dev.ecrauditor.cli.preview.PreviewCommand;
import dev.ecrauditor.cli.remediation.RemediationCommand;
import dev.ecrauditor.cli.replay.ReplayCommand;
import dev.ecrauditor.cli.settings.SettingsCommand;
import dev.ecrauditor.cli.terminal.StandardOutput;
import dev.ecrauditor.cli.terminal.ValueConverters;
import dev.ecrauditor.cli.waivers.WaiversCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code ecr-auditor}. Exit status: 0 done, 2 wrong use, 3 input not readable or output not writable. */
@Command(
        name = "ecr-auditor",
        description = "Audits Amazon ECR repositories from the command line, with the code of the deployed auditor.",
        mixinStandardHelpOptions = true,
        version = "ecr-auditor " + EcrAuditor.VERSION,
        synopsisSubcommandLabel = "COMMAND")
public final class EcrAuditor implements Runnable {

    /** The version of this software, as reports name it. */
    public static final String VERSION = "0.1.0";

    /** Something requested could not be read, or an event failed. */
    public static final int COULD_NOT_READ = 3;

    /** The commands by name, in the order of the help. Only the one that runs is examined, as that takes time. */
    static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("demo", DemoCommand.class);
        COMMANDS.put("preview", PreviewCommand.class);
        COMMANDS.put("replay", ReplayCommand.class);
        COMMANDS.put("audit", AuditCommand.class);
        COMMANDS.put("exposure", ExposureCommand.class);
        COMMANDS.put("findings", FindingsCommand.class);
        COMMANDS.put("baseline", BaselineCommand.class);
        COMMANDS.put("doctor", DoctorCommand.class);
        COMMANDS.put("check", CheckCommand.class);
        COMMANDS.put("policy", PolicyCommand.class);
        COMMANDS.put("plan-migration", PlanMigrationCommand.class);
        COMMANDS.put("remediation", RemediationCommand.class);
        COMMANDS.put("settings", SettingsCommand.class);
        COMMANDS.put("waivers", WaiversCommand.class);
        COMMANDS.put("package", PackageCommand.class);
        COMMANDS.put("rules", RulesCommand.class);
        COMMANDS.put("local-aws", LocalAwsCommand.class);
        COMMANDS.put("generate-completion", GenerateCompletion.class);
    }

    private static final CommandFaults FAULTS = new CommandFaults();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    public static void main(String[] args) {
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(StandardOutput.open(), err, args));
    }

    /** Runs a command line and returns its exit status. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = commands(args)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(FAULTS)
                .setExecutionExceptionHandler(FAULTS);
        ValueConverters.register(line);
        line.setExecutionStrategy(new CommandExecution(err));
        return line.execute(args);
    }

    /** With the command that is named, else with all: help, completion and suggestions for a misspelled name need them. */
    private static CommandLine commands(String... args) {
        CommandLine line = new CommandLine(new EcrAuditor());
        String first = args.length == 0 ? "" : args[0];
        if (COMMANDS.containsKey(first) && !first.equals("generate-completion")) {
            return line.addSubcommand(first, COMMANDS.get(first));
        }
        COMMANDS.forEach(line::addSubcommand);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given; try: ecr-auditor demo");
    }
}
