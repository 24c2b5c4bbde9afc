package dev.ecrauditor.finding.store;

import static dev.ecrauditor.finding.store.SubjectRecordJson.damaged;
import static dev.ecrauditor.finding.store.SubjectRecordJson.requiredTime;
import static dev.ecrauditor.finding.store.SubjectRecordJson.time;

import dev.ecrauditor.finding.record.PendingAttribution;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.Setting;

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

    static PendingAttribution read(Json stored) {
        return new PendingAttribution(
                Math.toIntExact(stored.whole("number").orElseThrow(() -> damaged("number"))),
                Setting.valueOf(stored.text("setting").orElseThrow(() -> damaged("setting"))),
                stored.text("value").orElseThrow(() -> damaged("value")),
                time(stored, "after"),
                requiredTime(stored, "before"));
    }
}
