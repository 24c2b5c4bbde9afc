package dev.ecrauditor.cli.policy;

import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.terminal.InputText;
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
            "With --diff it says what changes for outsiders from the policy FILE to the policy NEW, each with a request that the one allows and the other does not; an empty file is no policy.",
            "With --fix the output is the policy with the smallest change after which nobody has access who is not trusted, ready to be set; what was changed is on standard error.",
            "Exit status: 0 done, 1 with --diff: something opens for an outsider who is not trusted, 2 wrong use, such as a line of a .jsonl file that is not a JSON object, 3 the policy could not be read, for a .jsonl file its output line says so; with --diff, something could not be compared; with --fix, a person has to edit or delete the policy, and standard output is empty."
        })
public final class PolicyCommand implements Callable<Integer> {

    private static final String NAME_A_POLICY = "name a policy in JSON";

    @Parameters(index = "0", paramLabel = "FILE", description = "a policy as JSON, or a .jsonl file of policies")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NEW", description = "with --diff: the changed policy")
    private Optional<Path> changed = Optional.empty();

    @Option(
            names = "--owner",
            paramLabel = "ACCOUNT",
            description = "the account that owns the repository, twelve digits")
    private Optional<String> owner = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description =
                    "text or json (one policy per line; default: text, json for .jsonl), with --diff also markdown")
    private Optional<PolicyForm> output = Optional.empty();

    @Option(names = "--diff", description = "say what changes for outsiders from FILE to NEW")
    private boolean diff;

    @Option(
            names = "--fix",
            description = "print the corrected policy: only the owner and those who are trusted have access")
    private boolean fix;

    @Option(
            names = "--registry",
            description = "with --fix or --diff: it is the policy of a registry, not of a repository")
    private boolean registry;

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        owner.ifPresent(PolicyCommand::checkAccount);
        check();
        if (diff) {
            return compare();
        }
        if (fix) {
            return correct();
        }
        boolean lines = file.toString().endsWith(".jsonl");
        boolean json = output.map(form -> form == PolicyForm.JSON).orElse(lines);
        String text = read();
        PolicyAnswers answers = new PolicyAnswers(spec.commandLine().getOut(), trust.trust(), json);
        if (lines) {
            answerLines(text, answers);
            return ExitCode.OK;
        }
        return answers.answer(file.getFileName().toString(), account(), text) ? ExitCode.OK : EcrAuditor.COULD_NOT_READ;
    }

    private void check() {
        if (diff && fix) {
            throw new UsageException("--diff compares policies and --fix corrects one; give one of them");
        }
        if (diff != changed.isPresent()) {
            throw new UsageException("--diff compares two policies; give both files and --diff");
        }
        if (registry && !fix && !diff) {
            throw new UsageException("--registry is an option of --fix and --diff; give one of them");
        }
        if (!diff && output.filter(PolicyForm.MARKDOWN::equals).isPresent()) {
            throw new UsageException("--output markdown is a form of --diff");
        }
    }

    private int compare() {
        Path now = changed.orElseThrow();
        PolicyDiff difference = PolicyDiff.of(
                read(), InputText.of(now, NAME_A_POLICY), account(), new PolicyDiff.Terms(trust.trust(), catalogue()));
        new PolicyDiffText(spec.commandLine().getOut(), difference).print(output.orElse(PolicyForm.TEXT));
        return difference.status();
    }

    private ActionCatalogue catalogue() {
        return registry ? ActionCatalogue.ECR_REGISTRY : ActionCatalogue.ECR;
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
                spec.commandLine(), output.filter(PolicyForm.JSON::equals).isPresent());
        String text = read();
        return correction.print(
                        text, PolicyCorrection.of(text, account(), trust.trust().ids(), catalogue()))
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
        return InputText.of(file, NAME_A_POLICY);
    }

    private static void checkAccount(String account) {
        if (!RepositoryArn.isAccountId(account)) {
            throw new UsageException(
                    "--owner " + account + ": not an account id; it has twelve digits, as 111122223333");
        }
    }
}
