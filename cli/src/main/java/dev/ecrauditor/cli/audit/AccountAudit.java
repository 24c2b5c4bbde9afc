package dev.ecrauditor.cli.audit;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.EcrRepositoryLister;
import dev.ecrauditor.aws.EcrRepositoryReader;
import dev.ecrauditor.aws.SpacedCalls;
import dev.ecrauditor.cli.terminal.FaultLine;
import dev.ecrauditor.organization.MemberAccount;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryLister;
import dev.ecrauditor.repository.RepositoryReader;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates the repositories of one account in each Region. What cannot be read becomes a {@link CoverageRow}, and does
 * not stop the rest.
 */
final class AccountAudit {

    private static final String ASSUME_ROLE = "sts:AssumeRole";

    private final AwsClients clients;
    private final String ownAccount;
    private final OrganizationOptions options;
    private final SpacedCalls pace;
    private final RuleRegistry rules;
    private final AccountCredentials own;
    private final AccountCredentials assumed;

    /**
     * @param ownAccount read with the caller's own credentials; every other account with those of its own role
     */
    AccountAudit(AwsClients clients, String ownAccount, OrganizationOptions options, RuleRegistry rules) {
        this.clients = clients;
        this.ownAccount = ownAccount;
        this.options = options;
        this.rules = rules;
        this.pace = SpacedCalls.perSecond(options.callsPerSecond());
        this.own = credentials(Optional.empty());
        this.assumed = credentials(Optional.of(options.roleName()));
    }

    private AccountCredentials credentials(Optional<String> role) {
        return new AccountCredentials(clients, role, Clock.systemUTC(), pace);
    }

    /** The rows of an active account. */
    AccountRows audit(MemberAccount account, List<String> regions) {
        AccountCredentials credentials = account.id().equals(ownAccount) ? own : assumed;
        Reader reader = new Reader(
                account,
                new EcrRepositoryLister(clients, credentials),
                new EcrRepositoryReader(clients, credentials, Clock.systemUTC()).reading(rules::evaluates));
        for (String region : regions) {
            if (!reader.read(region)) {
                break;
            }
        }
        return new AccountRows(reader.verdicts, reader.coverage);
    }

    /** Collects the rows of one account. */
    private final class Reader {

        private final MemberAccount account;
        private final RepositoryLister lister;
        private final RepositoryReader repositories;
        private final List<VerdictRow> verdicts = new ArrayList<>();
        private final List<CoverageRow> coverage = new ArrayList<>();

        Reader(MemberAccount account, RepositoryLister lister, RepositoryReader repositories) {
            this.account = account;
            this.lister = lister;
            this.repositories = repositories;
        }

        /** False if the account's role cannot be assumed: then it cannot be in another Region either. */
        boolean read(String region) {
            try {
                Reading<List<RepositoryArn>> listed = lister.list(account.id(), region);
                if (listed instanceof Reading.Unreadable<List<RepositoryArn>> unreadable) {
                    DeniedCall call = DeniedCall.of(unreadable);
                    boolean isRole = call.action().equals(ASSUME_ROLE);
                    coverage.add(denied(call, isRole ? Optional.empty() : Optional.of(region)));
                    return !isRole;
                }
                if (listed instanceof Reading.Known<List<RepositoryArn>> known) {
                    known.value().forEach(this::read);
                }
            } catch (RuntimeException fault) { // one account must not stop the others
                coverage.add(gap(Optional.of(region), "could not be read: " + FaultLine.of(fault)));
            }
            return true;
        }

        private void read(RepositoryArn repository) {
            Reading<RepositorySnapshot> reading = repositories.read(repository);
            if (reading instanceof Reading.Known<RepositorySnapshot> known) {
                rules.evaluate(known.value())
                        .forEach((metadata, verdict) -> verdicts.add(
                                new VerdictRow(repository, known.value().createdAt(), metadata, verdict)));
            } else if (reading instanceof Reading.Unreadable<RepositorySnapshot> unreadable) {
                DeniedCall call = DeniedCall.of(unreadable);
                coverage.add(new CoverageRow(
                        account,
                        Optional.of(repository.region()),
                        CoverageRow.Kind.GAP,
                        repository.name() + " could not be read: " + call.cause(),
                        Optional.of(call),
                        DenialAdvice.of(call, repository)));
            } // absent: deleted since it was listed
        }

        private CoverageRow denied(DeniedCall call, Optional<String> region) {
            if (region.isPresent() && call.isOfClosedRegion()) {
                return new CoverageRow(
                        account,
                        region,
                        CoverageRow.Kind.NOT_WATCHED,
                        "not watched: " + call.cause(),
                        Optional.of(call),
                        List.of());
            }
            List<String> fix = call.action().equals(ASSUME_ROLE)
                    ? RoleAdvice.of(call, account.id(), ownAccount, options.roleName())
                    : DenialAdvice.of(call, account.id(), region.orElse(""));
            return new CoverageRow(
                    account,
                    region,
                    CoverageRow.Kind.GAP,
                    "could not be read: " + call.cause(),
                    Optional.of(call),
                    fix);
        }

        private CoverageRow gap(Optional<String> region, String summary) {
            return new CoverageRow(account, region, CoverageRow.Kind.GAP, summary, Optional.empty(), List.of());
        }
    }
}
