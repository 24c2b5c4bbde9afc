package dev.ecrauditor.cli.policy;

import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.terminal.InputText;
import dev.ecrauditor.cli.terminal.Output;
import dev.ecrauditor.cli.terminal.TrustOptions;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.policy.action.ActionCatalogue;
import dev.ecrauditor.policy.correction.PolicyCorrection;
import dev.ecrauditor.repository.RepositoryArn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains repository policies: who can do what, from where, and why. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = {
            "Explains a repository policy: who outside the account can do what, from where, and why, each with an example request.",
            "A file that ends in .jsonl is read line by line, each {\"id\", \"ownerAccount\", \"policy\": object or text}; the output has one line of JSON for each, in order.",
            "With --fix the output is the policy with the smallest change after which nobody has access who is not trusted, ready to be set; what was changed is on standard error.",
            "Exit status: 0 done, 2 wrong use, such as a line of a .jsonl file that is not a JSON object, 3 the policy could not be read, for a .jsonl file its output line says so; with --fix, a person has to edit or delete the policy, and standard output is empty."
        })
public final class PolicyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "a policy as JSON, or a .jsonl file of policies")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(
            names = "--owner",
            paramLabel = "ACCOUNT",
            description = "the account that owns the repository, twelve digits")
    private Optional<String> owner = Optional.empty();

    @Option(names = "--output", description = "text or json (one policy per line; default: text, json for .jsonl)")
    private Optional<Output> output = Optional.empty();

    @Option(
            names = "--fix",
            description = "print the corrected policy: only the owner and those who are trusted have access")
    private boolean fix;

    @Option(names = "--registry", description = "with --fix: the policy is that of a registry, not of a repository")
    private boolean registry;

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        owner.ifPresent(PolicyCommand::checkAccount);
        if (fix) {
            return correct();
        }
        if (registry) {
            throw new UsageException("--registry is an option of --fix; give both");
        }
        boolean lines = file.toString().endsWith(".jsonl");
        boolean json = output.map(form -> form == Output.JSON).orElse(lines);
        String text = read();
        PolicyAnswers answers = new PolicyAnswers(spec.commandLine().getOut(), trust.trust(), json);
        if (lines) {
            answerLines(text, answers);
            return ExitCode.OK;
        }
        return answers.answer(file.getFileName().toString(), account(), text) ? ExitCode.OK : EcrAuditor.COULD_NOT_READ;
    }

    private String account() {
        return owner.orElseThrow(() -> new UsageException(
                "--owner is missing: give the account that owns the repository, as in --owner 111122223333"));
    }

    private int correct() {
        if (file.toString().endsWith(".jsonl")) {
            throw new UsageException("--fix corrects one policy; name a file that holds one, not a .jsonl file");
        }
        PolicyFix correction = new PolicyFix(
                spec.commandLine(), output.filter(Output.JSON::equals).isPresent());
        ActionCatalogue catalogue = registry ? ActionCatalogue.ECR_REGISTRY : ActionCatalogue.ECR;
        String text = read();
        return correction.print(
                        text, PolicyCorrection.of(text, account(), trust.trust().ids(), catalogue))
                ? ExitCode.OK
                : EcrAuditor.COULD_NOT_READ;
    }

    /** Analyses every line that can be read; reports the others at the end. */
    private void answerLines(String text, PolicyAnswers answers) {
        List<String> faults = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                try {
                    answerLine(line, number, answers);
                } catch (UsageException fault) {
                    faults.add(fault.getMessage());
                }
            }
        }
        if (!faults.isEmpty()) {
            spec.commandLine().getOut().flush();
            throw new UsageException(faults.get(0)
                    + (faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more lines that cannot be read)"));
        }
    }

    private void answerLine(String line, int number, PolicyAnswers answers) {
        PolicyLine row;
        try {
            row = PolicyLine.read(line);
        } catch (IOException malformed) {
            throw new UsageException(file + ", line " + number
                    + ": not a JSON object; write {\"id\", \"ownerAccount\", \"policy\"} on one line");
        }
        String account = row.owner()
                .or(() -> owner)
                .orElseThrow(() -> new UsageException(
                        file + ", line " + number + ": no \"ownerAccount\"; add it, or give --owner"));
        if (!RepositoryArn.isAccountId(account)) {
            throw new UsageException(
                    file + ", line " + number + ": \"ownerAccount\" has twelve digits, as 111122223333");
        }
        answers.answer(row.id().orElse("line " + number), account, row.policy());
    }

    private String read() {
        return InputText.of(file, "name a policy in JSON");
    }

    private static void checkAccount(String account) {
        if (!RepositoryArn.isAccountId(account)) {
            throw new UsageException(
                    "--owner " + account + ": not an account id; it has twelve digits, as 111122223333");
        }
    }
}
