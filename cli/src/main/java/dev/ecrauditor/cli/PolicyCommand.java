package dev.ecrauditor.cli;

import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.policy.AccessFacts;
import dev.ecrauditor.policy.ParsedPolicy;
import dev.ecrauditor.policy.Policy;
import dev.ecrauditor.policy.PolicyAnalysis;
import dev.ecrauditor.policy.PolicyParser;
import dev.ecrauditor.policy.UnreadablePolicy;
import dev.ecrauditor.repository.RepositoryArn;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
            "Explains a repository policy: who outside the account can do what, from where, and why, each claim with a request that proves it.",
            "A file that ends in .jsonl is taken line by line, each {\"id\", \"ownerAccount\", \"policy\": object or text}, and answered in order, one line of JSON each."
        })
final class PolicyCommand implements Callable<Integer> {

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

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        owner.ifPresent(PolicyCommand::checkAccount);
        boolean lines = file.toString().endsWith(".jsonl");
        boolean json = output.map(form -> form == Output.JSON).orElse(lines);
        String text = read();
        if (!lines) {
            String account = owner.orElseThrow(
                    () -> new UsageFault("--owner is missing: whose repository is it? --owner 111122223333"));
            answer(file.getFileName().toString(), account, text, json);
            return ExitCode.OK;
        }
        return answerLines(text, json);
    }

    /** Every line is answered that can be; those that cannot are told at the end. */
    private int answerLines(String text, boolean json) {
        List<String> faults = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                try {
                    answerLine(line, number, json);
                } catch (UsageFault fault) {
                    faults.add(fault.getMessage());
                }
            }
        }
        if (!faults.isEmpty()) {
            spec.commandLine().getOut().flush();
            throw new UsageFault(faults.get(0)
                    + (faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more lines that cannot be read)"));
        }
        return ExitCode.OK;
    }

    private void answerLine(String line, int number, boolean json) {
        PolicyLine row;
        try {
            row = PolicyLine.read(line);
        } catch (IOException malformed) {
            throw new UsageFault(file + ", line " + number
                    + ": not a JSON object; write {\"id\", \"ownerAccount\", \"policy\"} on one line");
        }
        String account = row.owner()
                .or(() -> owner)
                .orElseThrow(() ->
                        new UsageFault(file + ", line " + number + ": no \"ownerAccount\"; add it, or give --owner"));
        if (!RepositoryArn.isAccountId(account)) {
            throw new UsageFault(file + ", line " + number + ": \"ownerAccount\" has twelve digits, as 111122223333");
        }
        answer(row.id().orElse("line " + number), account, row.policy(), json);
    }

    private void answer(String id, String account, String text, boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        PolicyText people = new PolicyText(out, trust.trust());
        ParsedPolicy parsed = PolicyParser.parse(text);
        if (parsed instanceof UnreadablePolicy unreadable) {
            if (json) {
                out.println(JsonWriter.write(PolicyJson.unreadable(id, unreadable.reason())));
            } else {
                people.unreadable(id, unreadable.reason());
            }
            return;
        }
        AccessFacts facts = PolicyAnalysis.of((Policy) parsed, account);
        if (json) {
            out.println(JsonWriter.write(PolicyJson.of(id, facts)));
        } else {
            people.explain(id, account, facts);
        }
    }

    private String read() {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UsageFault(file + ": no such file, or not readable; name a policy in JSON");
        }
    }

    private static void checkAccount(String account) {
        if (!RepositoryArn.isAccountId(account)) {
            throw new UsageFault("--owner " + account + ": not an account id; it has twelve digits, as 111122223333");
        }
    }
}
