package dev.ecrauditor.cli.audit;

import dev.ecrauditor.cli.audit.report.CoverageRow;
import dev.ecrauditor.cli.terminal.FaultLine;
import dev.ecrauditor.organization.MemberAccount;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import java.util.List;
import java.util.Optional;

/**
 * Says what of one account could not be read, and what would help.
 *
 * @param ownAccount the account of the caller
 * @param roleName the role that is assumed in other accounts
 */
record CoverageRows(MemberAccount account, String ownAccount, String roleName) {

    private static final String ASSUME_ROLE = "sts:AssumeRole";

    /** True for a call whose denial closes the account in every Region. */
    static boolean isOfRole(DeniedCall call) {
        return call.action().equals(ASSUME_ROLE);
    }

    /** A Region that AWS denies reading, or the account if that is what is denied. */
    CoverageRow denied(DeniedCall call, String region) {
        if (isOfRole(call)) {
            return gap(Optional.empty(), call, RoleAdvice.of(call, account.id(), ownAccount, roleName));
        }
        if (!call.isOfClosedRegion()) {
            return gap(Optional.of(region), call, DenialAdvice.of(call, account.id(), region));
        }
        return new CoverageRow(
                account,
                Optional.of(region),
                CoverageRow.Kind.NOT_WATCHED,
                "not watched: " + call.cause(),
                Optional.of(call),
                List.of());
    }

    /** A Region that AWS does not answer for. */
    CoverageRow failed(String region, RuntimeException fault) {
        return fault(region, "", fault);
    }

    /** A repository that AWS does not answer for. */
    CoverageRow failed(RepositoryArn repository, RuntimeException fault) {
        return fault(repository.region(), repository.name() + " ", fault);
    }

    /** A key that AWS does not answer for. */
    CoverageRow failedKey(String region, String keyArn, RuntimeException fault) {
        return fault(region, keyArn + " ", fault);
    }

    /** A repository that AWS denies reading. */
    CoverageRow denied(DeniedCall call, RepositoryArn repository) {
        return new CoverageRow(
                account,
                Optional.of(repository.region()),
                CoverageRow.Kind.GAP,
                repository.name() + " could not be read: " + call.cause(),
                Optional.of(call),
                DenialAdvice.of(call, repository));
    }

    private CoverageRow gap(Optional<String> region, DeniedCall call, List<String> fix) {
        return new CoverageRow(
                account, region, CoverageRow.Kind.GAP, "could not be read: " + call.cause(), Optional.of(call), fix);
    }

    private CoverageRow fault(String region, String what, RuntimeException fault) {
        return new CoverageRow(
                account,
                Optional.of(region),
                CoverageRow.Kind.GAP,
                what + "could not be read: " + FaultLine.of(fault),
                Optional.empty(),
                List.of());
    }
}
