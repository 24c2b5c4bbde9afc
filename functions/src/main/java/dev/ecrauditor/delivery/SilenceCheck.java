package dev.ecrauditor.delivery;

import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks whether the sweep keeps finding changes of an account and Region of which no event arrives. */
public final class SilenceCheck {

    /** How many changes without an event, one after another, are no accident. */
    public static final int CHANGES = 3;

    /** How long changes without an event are counted together. */
    public static final Duration WINDOW = Duration.ofDays(7);

    /** How late an event may be; the arrival of events is stored no more often than this. */
    public static final Duration LATE = Duration.ofMinutes(15);

    private SilenceCheck() {}

    /**
     * What the sweep knows.
     *
     * @param changes how many changes it found in a row without an event
     * @param since when it found the first of them
     * @param latestEvent when an event of the account and Region last arrived
     */
    public record Known(int changes, Optional<Instant> since, Optional<Instant> latestEvent) {

        /** True when an event arrived after the first of the changes was found, or little before that. */
        public boolean isAnnounced() {
            return since.flatMap(first ->
                            latestEvent.filter(event -> event.plus(LATE).isAfter(first)))
                    .isPresent();
        }
    }

    /**
     * The result.
     *
     * @param rule the rule that has to send the events
     */
    public static CheckResult check(AccountRegion place, Known known, ExpectedRule rule, Instant now) {
        boolean isSettled =
                known.since().filter(first -> !first.plus(LATE).isAfter(now)).isPresent();
        return known.changes() >= CHANGES && isSettled && !known.isAnnounced()
                ? CheckResult.bad(DeliveryCheck.SILENCE, evidence(place, known, rule))
                : CheckResult.good(DeliveryCheck.SILENCE);
    }

    private static Evidence evidence(AccountRegion place, Known known, ExpectedRule rule) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("no event since", known.latestEvent().map(Instant::toString).orElse("the auditor was deployed"));
        facts.put(
                "changes without an event since",
                known.since().map(Instant::toString).orElse(""));
        return new Evidence(
                "The sweep found " + CHANGES + " or more changes of " + place
                        + " in a row of which no event arrived. Rule and trail look right: something between drops the events.",
                facts,
                fix(place, rule));
    }

    private static List<String> fix(AccountRegion place, ExpectedRule rule) {
        String[] arn = rule.target().split(":", -1); // arn:aws:events:REGION:ACCOUNT:event-bus/NAME
        List<String> lines = new ArrayList<>();
        lines.add("# With credentials of account " + place.account() + ": the failed deliveries of the rule");
        lines.add("aws cloudwatch get-metric-statistics --region " + place.region()
                + " --namespace AWS/Events --metric-name FailedInvocations --dimensions Name=RuleName,Value="
                + rule.name() + " --statistics Sum --period 86400 --start-time START --end-time END");
        if (rule.target().contains(":event-bus/")) {
            lines.add("# With credentials of account " + arn[4] + ": whether the bus still takes its events");
            lines.add("aws events describe-event-bus --region " + arn[3] + " --name "
                    + rule.target().substring(rule.target().indexOf('/') + 1));
        } else {
            lines.add("# And whether the policy of " + rule.target() + " still takes them");
        }
        return lines;
    }
}
