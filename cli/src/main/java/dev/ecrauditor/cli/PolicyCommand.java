package dev.ecrauditor.cli;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
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

    @Option(
            names = "--trusted-account",
            paramLabel = "ACCOUNT",
            description = "an account that is meant to have access, may be repeated")
    private List<String> trustedAccounts = new ArrayList<>();

    @Option(
            names = "--organization",
            paramLabel = "ID",
            description = "an organization that is meant to have access, may be repeated")
    private List<String> organizations = new ArrayList<>();

    @Option(names = "--output", description = "text or json (one policy per line; default: text, json for .jsonl)")
    private Optional<Output> output = Optional.empty();

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
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                answerLine(line, number, json);
            }
        }
        return ExitCode.OK;
    }

    private void answerLine(String line, int number, boolean json) {
        Json row;
        try {
            row = JsonReader.read(line);
        } catch (MalformedJson malformed) {
            throw new UsageFault(file + ", line " + number + ": " + malformed.getMessage());
        }
        String account = row.text("ownerAccount")
                .or(() -> owner)
                .orElseThrow(() ->
                        new UsageFault(file + ", line " + number + ": no \"ownerAccount\"; add it, or give --owner"));
        checkAccount(account);
        Json policy = row.at("policy");
        String text = policy.text().orElseGet(() -> JsonWriter.write(policy));
        answer(row.text("id").orElse("line " + number), account, text, json);
    }

    private void answer(String id, String account, String text, boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        Set<String> trusted = new HashSet<>(trustedAccounts);
        trusted.addAll(organizations);
        PolicyText people = new PolicyText(out, trusted);
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
