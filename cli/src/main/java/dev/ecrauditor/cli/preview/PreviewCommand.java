package dev.ecrauditor.cli.preview;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.cli.remediation.SettingsArgument;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the alerts of a story in every channel, without publishing them. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = {
            "Passes the event of a story (events/README.md) through the real handlers, against a simulated AWS endpoint in the state of the story, and shows the alerts: subject, e-mail, chat and JSON.",
            "Needs no AWS account. Nothing is sent; everything runs on this machine.",
            "Exit status: 0 the event was handled, 2 wrong use or a file that cannot be used, 3 the event failed or the output could not be written."
        })
public final class PreviewCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "STORY",
            description =
                    "a folder with event.json, account.json and before.json, or its name below ./events, such as SetRepositoryPolicy/made-public-through-cloudformation")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String story;

    @Option(
            names = "--channel",
            paramLabel = "CHANNEL",
            description =
                    "all, or only email, chat or json; chat and json are the bodies as they are published, one per line (default: ${DEFAULT-VALUE})",
            defaultValue = "all")
    private Channel channel = Channel.ALL;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "write an HTML page instead, with the e-mail in 80 columns and the chat message on a desktop and on a phone")
    private Optional<Path> html = Optional.empty();

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "the settings file, with trust, rules, waivers and remediation; default: nobody is trusted")
    private Optional<Path> settings = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        StoryFolder folder = StoryFolder.read(story);
        Settings given = settings.map(SettingsArgument::read).orElse(Settings.NONE);
        StoryRun.Result result = new StoryRun(folder, RuleCatalog.of(rules(given, folder.rulesOn())), given).result();
        if (html.isPresent()) {
            write(html.get(), PreviewPage.of(result.alerts()));
        } else {
            PreviewText text = new PreviewText(spec.commandLine().getOut());
            result.alerts().forEach(message -> text.print(message, channel));
        }
        notes(result);
        return ExitCode.OK;
    }

    /** The rules of the settings, and those that the story switches on. */
    private static RuleOptions rules(Settings given, Set<String> on) {
        RuleOptions options = given.rules()
                .options(new TrustedParties(
                        given.trust().accounts(), given.trust().organizations()));
        Set<String> both = new HashSet<>(options.on());
        both.addAll(on);
        return new RuleOptions(
                options.policyGrace(),
                options.trusted(),
                options.allowedKeys(),
                options.severities(),
                both,
                options.off());
    }

    private void notes(StoryRun.Result result) {
        List<AlertMessage> alerts = result.alerts();
        String outcome = result.answer().text("outcome").orElse("")
                + result.answer()
                        .text("reason")
                        .map(reason -> " (" + reason + ")")
                        .orElse("");
        if (alerts.isEmpty()) {
            spec.commandLine().getErr().println("the event leads to no alert: " + outcome);
        }
        html.ifPresent(file -> spec.commandLine().getErr().println(file + " holds the page"));
    }

    private static void write(Path file, String page) {
        try {
            Files.writeString(file, page);
        } catch (IOException fault) {
            throw new UsageException(
                    "--html " + file + ": cannot be written; name a file in a folder that exists and is writable");
        }
    }
}
