package dev.ecrauditor.aws.delivery;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.delivery.EventRule;
import dev.ecrauditor.delivery.IntakeReader;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.Reading;
import java.time.Clock;
import java.util.Optional;

/** Reads the bus of the hub and the rule on it, with the function's own credentials: three calls. */
public final class SignedIntakeReader implements IntakeReader {

    private final RuleReading reading;
    private final String bus;
    private final String rule;

    public SignedIntakeReader(AwsClients clients, String bus, String rule, Clock clock) {
        this.reading = new RuleReading(clients::connection, clock);
        this.bus = bus;
        this.rule = rule;
    }

    @Override
    public Reading<Json> busPolicy() {
        return reading.policy(bus);
    }

    @Override
    public Reading<EventRule> rule() {
        return reading.rule(rule, Optional.of(bus));
    }
}
