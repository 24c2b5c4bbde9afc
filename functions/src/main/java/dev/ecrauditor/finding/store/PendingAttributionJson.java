package dev.ecrauditor.finding.store;

import static dev.ecrauditor.finding.store.SubjectRecordJson.damaged;
import static dev.ecrauditor.finding.store.SubjectRecordJson.requiredTime;
import static dev.ecrauditor.finding.store.SubjectRecordJson.time;

import dev.ecrauditor.finding.record.PendingAttribution;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.Setting;
import java.util.Optional;

/** The stored form of a transition whose actor is not known yet. */
final class PendingAttributionJson {

    private PendingAttributionJson() {}

    static Json write(PendingAttribution pending) {
        return new JsonObject()
                .put("number", pending.number())
                .put("setting", pending.setting().name())
                .put("value", pending.valueHash())
                .put("after", pending.after())
                .put("before", pending.before().toString())
                .build();
    }

    /** Empty where the setting is one of a later version: the actor of that transition stays unknown. */
    static Optional<PendingAttribution> read(Json stored) {
        int number = Math.toIntExact(stored.whole("number").orElseThrow(() -> damaged("number")));
        String value = stored.text("value").orElseThrow(() -> damaged("value"));
        return SubjectRecordJson.constant(
                        Setting.values(), stored.text("setting").orElseThrow(() -> damaged("setting")))
                .map(setting -> new PendingAttribution(
                        number, setting, value, time(stored, "after"), requiredTime(stored, "before")));
    }
}
