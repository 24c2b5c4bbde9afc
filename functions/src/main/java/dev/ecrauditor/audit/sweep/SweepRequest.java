package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Asks for the sweep of one account in one Region.
 *
 * @param round when the round began that it belongs to; a sweep that began later satisfies it
 * @param left whether the account is no longer watched: then nothing is swept, and what is open there is resolved
 * @param ofRegistry whether the registry was changed: then what the sweep finds is published in a digest
 */
public record SweepRequest(Subject.Coverage place, Instant round, boolean left, boolean ofRegistry) {

    /** Asks for a sweep. */
    public SweepRequest(Subject.Coverage place, Instant round) {
        this(place, round, false, false);
    }

    /** Asks to resolve what is open of an account that is no longer watched. */
    static SweepRequest ofDeparture(Subject.Coverage place, Instant round) {
        return new SweepRequest(place, round, true, false);
    }

    /** Asks for a sweep because the registry was changed at some time until now. */
    public static SweepRequest becauseOfRegistry(Subject.Coverage place, Instant now) {
        return new SweepRequest(place, now, false, true);
    }

    /** Requests for all of these places. */
    static List<SweepRequest> all(Collection<Subject.Coverage> places, Instant round) {
        return places.stream().map(place -> new SweepRequest(place, round)).toList();
    }

    /** The message that {@link #read} reads back. */
    public Json.Obj message() {
        return new JsonObject()
                .put("sweepAccount", place.account())
                .put("sweepRegion", place.region())
                .put("round", round.toString())
                .put("left", left)
                .put("ofRegistry", ofRegistry)
                .build();
    }

    /**
     * Reads a message; empty when it is none of these.
     *
     * @throws IllegalArgumentException when it is damaged
     */
    public static Optional<SweepRequest> read(Json message) {
        Optional<String> account = message.text("sweepAccount");
        if (account.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SweepRequest(
                    new Subject.Coverage(
                            account.get(), message.text("sweepRegion").orElse("")),
                    Instant.parse(message.text("round").orElse("")),
                    message.bool("left").orElse(false),
                    message.bool("ofRegistry").orElse(false)));
        } catch (DateTimeException damage) {
            throw new IllegalArgumentException("the sweep request has no time of its round", damage);
        }
    }
}
