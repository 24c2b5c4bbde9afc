package dev.ecrauditor.cli;

import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.Output;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.rule.AuditRule;
import dev.ecrauditor.rule.Mapping;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the rules. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = "Prints the rules: what each requires, why, and the permissions it needs.")
final class RulesCommand implements Callable<Integer> {

    @Option(
            names = "--output",
            description = "text or json (one rule per line; default: ${DEFAULT-VALUE})",
            defaultValue = "text")
    private Output output = Output.TEXT;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<RuleMetadata> cards = RuleCatalog.standard(Duration.ofMinutes(15)).rules().stream()
                .map(AuditRule::metadata)
                .toList();
        for (RuleMetadata metadata : cards) {
            if (output == Output.JSON) {
                out.println(JsonWriter.write(json(metadata)));
            } else {
                print(out, metadata);
            }
        }
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, RuleMetadata metadata) {
        out.println(Colours.strong(metadata.id()) + " (" + metadata.severity() + ")");
        out.println("  " + metadata.title() + ".");
        out.println("  " + metadata.why());
        out.println("  needs " + String.join(", ", metadata.permissions())
                + (metadata.mappings().isEmpty()
                        ? ""
                        : "; the same as "
                                + metadata.mappings().stream()
                                        .map(Mapping::text)
                                        .collect(Collectors.joining(", "))));
        out.println();
    }

    private static Json json(RuleMetadata metadata) {
        return new JsonObject()
                .put("rule", metadata.id())
                .put("title", metadata.title())
                .put("why", metadata.why())
                .put("severity", metadata.severity().name())
                .put("fix", Json.of(metadata.fix()))
                .put("permissions", Json.of(metadata.permissions()))
                .put(
                        "mappings",
                        Json.of(metadata.mappings().stream().map(Mapping::text).toList()))
                .build();
    }
}
