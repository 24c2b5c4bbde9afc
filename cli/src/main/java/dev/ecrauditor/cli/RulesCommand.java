package dev.ecrauditor.cli;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.rule.AuditRule;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.RuleMetadata;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.Output;

/** Prints the rule book. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = "Prints the rules: what they ask for, why, and the permissions they need.")
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
        List<RuleMetadata> cards = RuleRegistry.standard(Duration.ofMinutes(15)).rules().stream()
                .map(AuditRule::card)
                .toList();
        for (RuleMetadata card : cards) {
            if (output == Output.JSON) {
                out.println(JsonWriter.write(json(card)));
            } else {
                print(out, card);
            }
        }
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, RuleMetadata card) {
        out.println(Colours.strong(card.id()) + " (" + card.severity() + ")");
        out.println("  " + card.title() + ".");
        out.println("  " + card.why());
        out.println("  needs " + String.join(", ", card.permissions())
                + (card.mappings().isEmpty() ? "" : "; the same as " + String.join(", ", card.mappings())));
        out.println();
    }

    private static Json json(RuleMetadata card) {
        return new JsonObject()
                .put("rule", card.id())
                .put("title", card.title())
                .put("why", card.why())
                .put("severity", card.severity().name())
                .put("fix", Json.of(card.fix()))
                .put("permissions", Json.of(card.permissions()))
                .put("mappings", Json.of(card.mappings()))
                .build();
    }
}
