package dev.ecrauditor.cli.doctor.watched;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.StackReads;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.PrerequisiteException;
import dev.ecrauditor.json.Json;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether the deployed sweep reads an account and Region, by the records that the functions store: the time of the latest
 * complete sweep, and whether the findings are open that the place cannot be read, or that no event announces its changes.
 */
public final class SweepProgress implements Check {

    private static final String COVERAGE = "auditor-coverage";
    private static final String SILENCE = "event-silence";

    private final Deployment deployment;
    private final Clock clock;

    public SweepProgress(Deployment deployment, Clock clock) {
        this.deployment = deployment;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sweep";
    }

    @Override
    public List<CheckResult> at(AccountRegion place) {
        String table = deployment.output("FindingTableName");
        Optional<Json> coverage = deployment.tables().item(table, place, "coverage");
        if (coverage.filter(record -> isOpen(record, SILENCE)).isPresent()) {
            return List.of(
                    CheckResult.fail(
                            "the sweep found changes that no event announced: the finding " + SILENCE + " is open",
                            Fix.in(
                                    deployment.hub().account(),
                                    "# if every other check passes, the events are lost on the way: see \"Event delivery\" in docs/operations.md")));
        }
        if (coverage.filter(record -> isOpen(record, COVERAGE)).isPresent()) {
            return List.of(CheckResult.fail(
                    "the auditor could not read the account when it last tried: its coverage finding is open",
                    Fix.in(
                            deployment.hub().account(),
                            log() + "'\"{account}\" \"{region}\"'    # the denied call; see docs/access-denied.md")));
        }
        Optional<Json> sweep = deployment.tables().item(table, place, "sweep");
        Optional<Instant> completed = sweep.flatMap(item -> time(item, "completedAt"));
        Instant latest = completed
                .or(() -> sweep.flatMap(item -> time(item, "startedAt")))
                .orElseGet(this::deployedAt);
        Duration patience =
                deployment.settings().settings().schedule().sweepEvery().multipliedBy(2);
        if (latest.plus(patience).isBefore(clock.instant())) {
            return List.of(CheckResult.fail(
                    completed.isPresent()
                            ? "the latest complete sweep is older than twice schedule.sweepEvery"
                            : "no sweep was ever complete",
                    Fix.in(
                            deployment.hub().account(),
                            log() + "'{ $.level = \"ERROR\" }'    # why the sweep does not run")));
        }
        return List.of(CheckResult.pass(
                completed.isPresent()
                        ? "a sweep was complete in time"
                        : "the first sweep is not complete yet; this check fails after twice schedule.sweepEvery"));
    }

    private String log() {
        return "aws logs filter-log-events --log-group-name /aws/lambda/"
                + deployment.names().sweepFunction() + " --region "
                + deployment.hub().region() + " --filter-pattern ";
    }

    private Instant deployedAt() {
        return deployment
                .hubStack()
                .map(StackReads.Stack::createdAt)
                .orElseThrow(() -> new PrerequisiteException("the hub is not deployed"));
    }

    /** The other findings of the record are about what doctor checks by itself. */
    private static boolean isOpen(Json record, String rule) {
        return record.members("findings").entrySet().stream()
                .anyMatch(finding -> finding.getKey().startsWith(rule)
                        && finding.getValue().bool("open").orElse(false));
    }

    private static Optional<Instant> time(Json item, String name) {
        try {
            return item.text(name).map(Instant::parse);
        } catch (DateTimeException damaged) {
            return Optional.empty();
        }
    }
}
