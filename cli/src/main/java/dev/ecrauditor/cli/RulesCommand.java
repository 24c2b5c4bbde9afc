package dev.ecrauditor.cli;

import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.Output;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.rule.AuditRule;
import dev.ecrauditor.rule.Framework;
import dev.ecrauditor.rule.Mapping;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the rules. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description =
                "Prints the rules, also those that are off by default: what each requires, why, the permissions it"
                        + " needs, and the controls elsewhere that require the same.")
final class RulesCommand implements Callable<Integer> {

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text or json (one rule per line; default: ${DEFAULT-VALUE})",
            defaultValue = "text")
    private Output output = Output.TEXT;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<RuleMetadata> cards = RuleCatalog.every(RuleOptions.of(Duration.ofMinutes(15))).rules().stream()
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
        out.println(Colours.strong(metadata.id()) + " (" + metadata.severity()
                + (metadata.onByDefault() ? ")" : ", off by default)"));
        out.println("  " + metadata.title() + ".");
        out.println("  " + metadata.why());
        out.println("  needs " + String.join(", ", metadata.permissions()));
        Arrays.stream(Framework.values())
                .filter(framework -> !metadata.idsIn(framework).isEmpty())
                .forEach(framework ->
                        out.println("  " + framework.title() + ": " + String.join(", ", metadata.idsIn(framework))));
        out.println();
    }

    private static Json json(RuleMetadata metadata) {
        return new JsonObject()
                .put("rule", metadata.id())
                .put("title", metadata.title())
                .put("why", metadata.why())
                .put("severity", metadata.severity().name())
                .put("onByDefault", metadata.onByDefault())
                .put("fix", Json.of(metadata.fix()))
                .put("permissions", Json.of(metadata.permissions()))
                .put(
                        "mappings",
                        new Json.Arr(metadata.mappings().stream()
                                .map(RulesCommand::json)
                                .toList()))
                .build();
    }

    private static Json json(Mapping mapping) {
        return new JsonObject()
                .put("framework", mapping.framework().title())
                .put("id", mapping.id())
                .build();
    }
}
