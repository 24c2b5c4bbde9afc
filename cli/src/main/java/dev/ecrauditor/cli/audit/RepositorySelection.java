package dev.ecrauditor.cli.audit;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.repository.EcrRepositoryLister;
import dev.ecrauditor.cli.terminal.RepositoryNames;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** The repositories that a command is run for, named or all of a Region; counts and reports what could not be read. */
public final class RepositorySelection {

    private final List<String> names;
    private final String command;
    private final PrintWriter err;
    private int unread;

    /**
     * @param names only these; empty for all
     * @param command what the notes begin with
     */
    public RepositorySelection(List<String> names, String command, PrintWriter err) {
        names.forEach(name -> RepositoryNames.require("--repository", name));
        this.names = List.copyOf(names);
        this.command = command;
        this.err = err;
    }

    /** The repositories of a Region, in the account of the caller's credentials. */
    public List<RepositoryArn> in(String region, AwsClients clients) {
        String account = clients.ownAccount();
        return names.isEmpty()
                ? known("the repositories of " + region, new EcrRepositoryLister(clients).list(account, region))
                        .orElse(List.of())
                : named(account, region);
    }

    /** The fact; if it could not be read, the reason is printed. */
    public <T> Optional<T> known(String what, Reading<T> reading) {
        if (reading instanceof Reading.Known<T> known) {
            return Optional.of(known.value());
        }
        String why = reading instanceof Reading.Unreadable<T> unreadable
                ? unreadable.problem() + "; " + DeniedCall.of(unreadable).cause()
                : "it does not exist";
        reportUnread(what, why);
        if (reading instanceof Reading.Unreadable<T> unreadable) {
            RepositoryArn.parse(what)
                    .map(arn -> DenialAdvice.of(DeniedCall.of(unreadable), arn))
                    .orElse(List.of())
                    .forEach(line -> err.println("  " + line));
        }
        return Optional.empty();
    }

    /** Prints what could not be read, and why. */
    void reportUnread(String what, String why) {
        unread++;
        err.println(command + ": could not read " + what + ": " + why);
    }

    public boolean areAllRead() {
        return unread == 0;
    }

    private List<RepositoryArn> named(String account, String region) {
        return names.stream()
                .map(name -> new RepositoryArn(RepositoryArn.partitionOf(region), region, account, name))
                .toList();
    }
}
