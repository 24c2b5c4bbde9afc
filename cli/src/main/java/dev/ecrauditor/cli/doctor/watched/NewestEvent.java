package dev.ecrauditor.cli.doctor.watched;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import java.util.List;

/**
 * On which day the newest event of an account and Region arrived, by what the audit function stores. It fails nowhere:
 * where nothing changes there is no event. The finding {@code event-silence} says where events should have arrived.
 */
public final class NewestEvent implements Check {

    private static final int DAY = "2026-11-29".length();

    private final Deployment deployment;

    public NewestEvent(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public List<CheckResult> at(AccountRegion place) {
        return List.of(CheckResult.pass(deployment
                .tables()
                .item(deployment.output("FindingTableName"), place, "events")
                .flatMap(item -> item.text("arrivedAt"))
                .filter(time -> time.length() > DAY)
                .map(time -> "the newest event arrived on " + time.substring(0, DAY) + " (UTC)")
                .orElse("no event has arrived yet")));
    }
}
