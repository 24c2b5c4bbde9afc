package dev.ecrauditor.cli.migration.plan;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.util.List;

/** A plan as JSON: the commands of all steps in order are the script. */
public final class PlanJson {

    private PlanJson() {}

    public static Json.Obj of(MigrationPlan plan) {
        List<Json> steps = plan.steps().stream().<Json>map(PlanJson::step).toList();
        return new JsonObject()
                .put("source", plan.source().toString())
                .put("target", plan.target().toString())
                .put("notes", Json.of(plan.notes()))
                .put("steps", new Json.Arr(steps))
                .build();
    }

    private static Json.Obj step(Step step) {
        return new JsonObject()
                .put("id", step.id())
                .put("title", step.title())
                .put("why", String.join(" ", step.why()))
                .put("commands", Json.of(step.commands()))
                .put("reads", Json.of(step.reads()))
                .build();
    }
}
