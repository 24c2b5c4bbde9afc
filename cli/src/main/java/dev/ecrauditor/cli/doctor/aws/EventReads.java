package dev.ecrauditor.cli.doctor.aws;

import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.delivery.EventPattern;
import dev.ecrauditor.event.WatchedCalls;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;

/** Reads rules and event buses. */
public final class EventReads {

    private static final String DEFAULT_BUS = "default";

    private final DoctorClients clients;
    private final AccountAccess access;

    /**
     * A rule with its targets.
     *
     * @param pattern empty for a rule with a schedule
     */
    public record Rule(String state, String pattern, String schedule, List<Target> targets) {

        /** What the pattern lacks to match every change; empty when it matches them all, or more. */
        public Optional<String> patternProblem() {
            try {
                return new EventPattern(WatchedCalls.eventNames())
                        .problemOf(JsonReader.read(pattern.isEmpty() ? "null" : pattern));
            } catch (MalformedJson damaged) {
                return Optional.of("the event pattern is not JSON");
            }
        }

        public boolean isEnabled() {
            return state.startsWith("ENABLED");
        }
    }

    /**
     * A target.
     *
     * @param roleArn empty for none
     * @param deadLetterArn empty for none
     */
    public record Target(String id, String arn, String roleArn, String deadLetterArn) {}

    EventReads(DoctorClients clients, AccountAccess access) {
        this.clients = clients;
        this.access = access;
    }

    /**
     * A rule; empty if there is none.
     *
     * @param bus the name of its bus; empty for the default bus
     */
    public Optional<Rule> rule(AccountRegion place, String name, Optional<String> bus) {
        Optional<DescribeRuleResponse> rule = Reads.optional(
                "events:DescribeRule",
                () -> clients.events(place.region())
                        .describeRule(request -> request.name(name)
                                .eventBusName(bus.orElse(DEFAULT_BUS))
                                .overrideConfiguration(access.of(place.account()))));
        return rule.map(found -> new Rule(
                found.stateAsString(),
                text(found.eventPattern()),
                text(found.scheduleExpression()),
                targets(place, name, bus)));
    }

    private List<Target> targets(AccountRegion place, String rule, Optional<String> bus) {
        return Reads.required(
                        "events:ListTargetsByRule",
                        () -> clients.events(place.region())
                                .listTargetsByRule(request -> request.rule(rule)
                                        .eventBusName(bus.orElse(DEFAULT_BUS))
                                        .overrideConfiguration(access.of(place.account()))))
                .targets()
                .stream()
                .map(target -> new Target(
                        target.id(),
                        target.arn(),
                        text(target.roleArn()),
                        target.deadLetterConfig() == null
                                ? ""
                                : text(target.deadLetterConfig().arn())))
                .toList();
    }

    /** The policy of a bus, empty text for none; empty if there is no such bus. */
    public Optional<String> busPolicy(AccountRegion place, String bus) {
        Optional<DescribeEventBusResponse> found = Reads.optional(
                "events:DescribeEventBus",
                () -> clients.events(place.region())
                        .describeEventBus(
                                request -> request.name(bus).overrideConfiguration(access.of(place.account()))));
        return found.map(answer -> text(answer.policy()));
    }

    @SuppressWarnings("NullAway") // the SDK returns null for what AWS does not return
    private static String text(String orNull) {
        return orNull == null ? "" : orNull;
    }
}
