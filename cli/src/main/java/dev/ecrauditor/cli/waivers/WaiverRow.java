package dev.ecrauditor.cli.waivers;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.settings.WaivedAccess;
import dev.ecrauditor.settings.Waiver;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One waiver, as a table row or a line of JSON.
 *
 * @param daysLeft until its last day, which is day 0; negative when it is over
 * @param findings how many findings it covers, as their latest evaluations found; empty where they were not counted
 */
record WaiverRow(Waiver waiver, long daysLeft, WaiverStatus status, Optional<Long> findings) {

    /**
     * The row of a waiver.
     *
     * @param soon a waiver with so many days left is expiring
     */
    static WaiverRow of(Waiver waiver, LocalDate today, int soon, Optional<Long> findings) {
        long left = ChronoUnit.DAYS.between(today, waiver.expires());
        WaiverStatus status =
                left < 0 ? WaiverStatus.EXPIRED : left <= soon ? WaiverStatus.EXPIRING : WaiverStatus.ACTIVE;
        return new WaiverRow(waiver, left, status, findings);
    }

    /** The days left in words. */
    String left() {
        return switch (status) {
            case EXPIRED -> "expired";
            case ACTIVE, EXPIRING -> daysLeft == 0 ? "last day" : daysLeft + (daysLeft == 1 ? " day" : " days");
        };
    }

    /** What it covers in words: everything, or whose access to which actions. */
    String covers() {
        return waiver.grants().isEmpty()
                ? "every failure"
                : waiver.grants().stream()
                        .map(access -> String.join(", ", new TreeSet<>(access.principals())) + ": "
                                + String.join(", ", access.actions()))
                        .collect(Collectors.joining("; "));
    }

    /**
     * The documented line: {@code rules}, {@code accounts}, {@code repositories}, {@code grants}, {@code owner},
     * {@code reason}, {@code expires}, {@code daysLeft}, {@code status}, and {@code findings} where they were counted.
     */
    Json json() {
        return new JsonObject()
                .put("rules", Json.of(waiver.rules()))
                .put("accounts", Json.of(waiver.scope().accounts()))
                .put("repositories", Json.of(waiver.scope().repositories()))
                .put(
                        "grants",
                        new Json.Arr(
                                waiver.grants().stream().map(WaiverRow::json).toList()))
                .put("owner", waiver.owner())
                .put("reason", waiver.reason())
                .put("expires", waiver.expires().toString())
                .put("daysLeft", daysLeft)
                .put("status", status.name())
                .put("findings", findings.map(Json::of))
                .build();
    }

    private static Json json(WaivedAccess access) {
        return new JsonObject()
                .put("principals", Json.of(new TreeSet<>(access.principals())))
                .put("actions", Json.of(access.actions()))
                .build();
    }
}
