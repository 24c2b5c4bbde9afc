package dev.ecrauditor.delivery;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks whether the event of the latest tag on the canary repository has arrived. */
public final class CanaryCheck {

    /** From one tag to the next. */
    public static final Duration EVERY = Duration.ofHours(1);

    /** How long the event of a tag is awaited; CloudTrail delivers most within minutes. */
    public static final Duration WAIT = Duration.ofMinutes(30);

    private final AccountRegion hub;
    private final RepositoryArn repository;

    public CanaryCheck(AccountRegion hub, RepositoryArn repository) {
        this.hub = hub;
        this.repository = repository;
    }

    /**
     * What is known of the tags.
     *
     * @param written when the latest tag was written
     * @param arrived when the latest tag was written whose event has arrived
     */
    public record Known(Optional<Instant> written, Optional<Instant> arrived) {

        /** True when the next tag has to be written. */
        public boolean isDue(Instant now) {
            return written.filter(at -> at.plus(EVERY).isAfter(now)).isEmpty();
        }

        private boolean hasArrived(Instant at) {
            return arrived.filter(event -> !event.isBefore(at)).isPresent();
        }
    }

    /** The result; empty while nothing is known: before the first tag, and while its event is awaited. */
    public Optional<CheckResult> check(Known known, Instant now) {
        return known.written().flatMap(at -> check(known, at, now));
    }

    private Optional<CheckResult> check(Known known, Instant at, Instant now) {
        if (known.hasArrived(at)) {
            return Optional.of(CheckResult.good(DeliveryCheck.CANARY));
        }
        return at.plus(WAIT).isAfter(now)
                ? Optional.empty()
                : Optional.of(bad(
                        "The tag that the auditor wrote on its canary repository has no event, half an hour later: events of "
                                + hub + " do not arrive.",
                        known));
    }

    /** The result of a tag that could not be written. */
    public Optional<CheckResult> notWritten(Reading<Instant> tag, Known known) {
        if (tag instanceof Reading.Unreadable<Instant> denied) {
            return Optional.of(CheckResult.unknown(DeliveryCheck.CANARY, hub, denied));
        }
        return tag instanceof Reading.Absent<Instant>
                ? Optional.of(
                        bad("The canary repository does not exist: create it, or take it from the settings.", known))
                : Optional.empty();
    }

    private CheckResult bad(String summary, Known known) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("canary repository", repository.toString());
        facts.put("latest event", known.arrived().map(Instant::toString).orElse("none has arrived"));
        return CheckResult.bad(
                DeliveryCheck.CANARY,
                new Evidence(
                        summary,
                        facts,
                        List.of(
                                "# In account " + hub.account() + ": does the trail log, and is the rule enabled?",
                                "aws cloudtrail lookup-events --region " + hub.region()
                                        + " --lookup-attributes AttributeKey=EventName,AttributeValue=TagResource --max-results 5",
                                "aws events list-rules --region " + hub.region() + " --name-prefix ecr-auditor-canary",
                                "aws ecr describe-repositories --region " + hub.region() + " --repository-names "
                                        + repository.name())));
    }
}
