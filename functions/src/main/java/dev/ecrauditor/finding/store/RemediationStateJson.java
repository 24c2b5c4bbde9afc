package dev.ecrauditor.finding.store;

import static dev.ecrauditor.finding.store.SubjectRecordJson.damaged;
import static dev.ecrauditor.finding.store.SubjectRecordJson.requiredTime;
import static dev.ecrauditor.finding.store.SubjectRecordJson.times;

import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.RemediationState;
import dev.ecrauditor.finding.record.RemediationState.Attempt;
import dev.ecrauditor.finding.record.RemediationState.Revert;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;

/** The stored form of the state of remediation. Records of earlier versions have no more than the attempts. */
final class RemediationStateJson {

    private RemediationStateJson() {}

    static Json write(RemediationState state) {
        return new JsonObject()
                .put("done", state.done())
                .put("attempts", Json.of(times(state.attempts())))
                .put(
                        "reverts",
                        new Json.Arr(state.reverts().stream()
                                .map(RemediationStateJson::write)
                                .toList()))
                .put("suspended", state.suspended())
                .put(
                        "history",
                        new Json.Arr(state.history().stream()
                                .map(RemediationStateJson::write)
                                .toList()))
                .put("plans", Json.of(times(state.plans())))
                .build();
    }

    static RemediationState read(Json stored) {
        return new RemediationState(
                number(stored, "done", 0),
                times(stored, "attempts"),
                stored.items("reverts").stream()
                        .map(one -> new Revert(one.text("who"), requiredTime(one, "at"), number(one, "attempt", -1)))
                        .toList(),
                stored.bool("suspended").orElse(false),
                stored.items("history").stream()
                        .map(one -> new Attempt(
                                number(one, "number", -1),
                                requiredTime(one, "begunAt"),
                                one.text("outcome").map(AlertStatus::valueOf)))
                        .toList(),
                times(stored, "plans"));
    }

    private static Json write(Revert revert) {
        return new JsonObject()
                .put("who", revert.who())
                .put("at", revert.at().toString())
                .put("attempt", revert.attempt())
                .build();
    }

    private static Json write(Attempt attempt) {
        return new JsonObject()
                .put("number", attempt.number())
                .put("begunAt", attempt.begunAt().toString())
                .put("outcome", attempt.outcome())
                .build();
    }

    /** @param missing the value where it is missing; negative where it is required */
    private static int number(Json stored, String name, long missing) {
        long number = stored.whole(name).orElse(missing);
        if (number < 0) {
            throw damaged(name);
        }
        return Math.toIntExact(number);
    }
}
