package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.audit.CoverageAudit;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.transition.CoverageTransition.Refusal;
import dev.ecrauditor.repository.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists the watched accounts. A denial is one finding of the organization, apart from those of any account. */
final class AccountListing {

    private static final Set<Refusal> DISPROVED_BY_LISTING = Stream.of(
                    "organizations:ListAccounts",
                    "organizations:ListAccountsForParent",
                    "organizations:ListOrganizationalUnitsForParent")
            .map(action -> new Refusal(action, Optional.empty()))
            .collect(Collectors.toUnmodifiableSet());

    private final Supplier<Reading<Set<String>>> accounts;
    private final Subject.Coverage organization;
    private final CoverageAudit coverage;

    AccountListing(Supplier<Reading<Set<String>>> accounts, Subject.Coverage organization, CoverageAudit coverage) {
        this.accounts = accounts;
        this.organization = organization;
        this.coverage = coverage;
    }

    /** The ids of the watched accounts; empty when AWS denies listing them. */
    Optional<Set<String>> list() {
        Optional<SubjectRecord> lost = coverage.lost(organization);
        if (!(accounts.get() instanceof Reading.Known<Set<String>> known)) {
            coverage.lost(
                    organization,
                    denied -> new Refusal(denied, Optional.empty()),
                    List.of(),
                    Optional.empty(),
                    accounts::get);
            return Optional.empty();
        }
        lost.ifPresent(record -> coverage.resolveDisproved(record, DISPROVED_BY_LISTING));
        return Optional.of(known.value());
    }
}
