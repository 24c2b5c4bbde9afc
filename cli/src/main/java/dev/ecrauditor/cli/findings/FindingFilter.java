package dev.ecrauditor.cli.findings;

import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.delivery.DeliveryCheck;
import dev.ecrauditor.finding.export.FindingStatus;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.transition.CoverageTransition;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which findings are shown: all filters have to match. */
final class FindingFilter {

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            split = ",",
            description =
                    "only these, separated by commas: open, waived (by a waiver of the settings), accepted (by a baseline), resolved (default: all but resolved)")
    private Set<FindingStatus> statuses = new LinkedHashSet<>();

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            split = ",",
            description = "only these, separated by commas: low, medium, high, critical")
    private Set<Severity> severities = new LinkedHashSet<>();

    @Option(
            names = "--account",
            paramLabel = "ID",
            split = ",",
            description = "only these accounts, separated by commas")
    private List<String> accounts = new ArrayList<>();

    @Option(names = "--rule", paramLabel = "RULE", split = ",", description = "only these rules, separated by commas")
    private List<String> rules = new ArrayList<>();

    @Option(
            names = "--owner",
            paramLabel = "NAME",
            split = ",",
            description =
                    "only accounts of these owners in --settings, separated by commas; none: accounts without one")
    private List<String> owners = new ArrayList<>();

    /** Rejects what can match nothing. */
    void check(FindingSettings settings) {
        accounts.stream()
                .filter(id -> !RepositoryArn.isAccountId(id))
                .findFirst()
                .ifPresent(wrong -> {
                    throw new UsageException("--account " + Printable.of(wrong)
                            + ": not an account id; it has twelve digits, as 111122223333");
                });
        List<String> known = knownRules();
        rules.stream().filter(rule -> !known.contains(rule)).findFirst().ifPresent(wrong -> {
            throw new UsageException(
                    "--rule " + Printable.of(wrong) + ": no such rule; one of: " + String.join(", ", known));
        });
        if (!owners.isEmpty() && !settings.isGiven()) {
            throw new UsageException("--owner needs the settings file that names the owners: --settings auditor.yaml");
        }
        owners.stream()
                .filter(owner -> !owner.equals(FindingSettings.NOBODY)
                        && !settings.owners().contains(owner))
                .findFirst()
                .ifPresent(wrong -> {
                    throw new UsageException(
                            "--owner " + Printable.of(wrong) + ": no such owner in the settings; one of: "
                                    + String.join(", ", settings.owners()) + ", " + FindingSettings.NOBODY);
                });
    }

    private static List<String> knownRules() {
        Stream<String> rules = RuleCatalog.every(RuleOptions.of(Duration.ZERO)).rules().stream()
                .map(rule -> rule.metadata().id());
        Stream<String> coverage = Stream.of(CoverageTransition.FINDING.ruleId(), FindingKey.SETTINGS.ruleId());
        Stream<String> delivery = Stream.of(DeliveryCheck.values()).map(DeliveryCheck::id);
        return Stream.of(rules, coverage, delivery).flatMap(ids -> ids).toList();
    }

    /** The one account that the table itself can filter by. */
    Optional<String> onlyAccount() {
        return accounts.size() == 1 ? Optional.of(accounts.get(0)) : Optional.empty();
    }

    boolean matches(OwnedFinding finding) {
        boolean statusMatches = statuses.isEmpty()
                ? finding.row().status() != FindingStatus.RESOLVED
                : statuses.contains(finding.row().status());
        return statusMatches
                && (severities.isEmpty()
                        || severities.contains(finding.row().state().severity()))
                && isAmong(accounts, finding.row().subject().account())
                && isAmong(rules, finding.row().key().ruleId())
                && isAmong(owners, finding.owner().orElse(FindingSettings.NOBODY));
    }

    private static boolean isAmong(List<String> chosen, String value) {
        return chosen.isEmpty() || chosen.contains(value);
    }
}
