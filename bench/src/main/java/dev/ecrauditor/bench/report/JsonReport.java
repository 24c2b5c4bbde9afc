package dev.ecrauditor.bench.report;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results as JSON; docs/performance.md explains the members. */
public final class JsonReport {

    private JsonReport() {}

    public static String of(RunInfo run, Results results) {
        List<Json> metrics = new ArrayList<>();
        for (Results.Measured measured : results.measured()) {
            Samples samples = measured.samples();
            metrics.add(new JsonObject()
                    .put("id", measured.metric().id())
                    .put("title", measured.metric().title())
                    .put("unit", measured.metric().unit())
                    .put("median", number(samples.median()))
                    .put("lowerQuartile", number(samples.lowerQuartile()))
                    .put("upperQuartile", number(samples.upperQuartile()))
                    .put("min", number(samples.min()))
                    .put("max", number(samples.max()))
                    .put(
                            "values",
                            new Json.Arr(samples.values().stream()
                                    .map(JsonReport::number)
                                    .toList()))
                    .put("goal", measured.metric().goal())
                    .put("met", measured.isMet().map(Json::of))
                    .build());
        }
        Map<String, Json> calls = new LinkedHashMap<>();
        results.calls().forEach((figure, rates) -> {
            Map<String, Json> members = new LinkedHashMap<>();
            rates.forEach((operation, rate) -> members.put(operation, number(rate)));
            calls.put(figure, new Json.Obj(members));
        });
        return JsonWriter.write(new JsonObject()
                .put("at", run.at().toString())
                .put("java", run.java())
                .put("processor", run.processor())
                .put("processors", run.processors())
                .put("busy", Json.of(run.busy()))
                .put("missing", Json.of(results.missing()))
                .put("metrics", new Json.Arr(metrics))
                .put("callsPerEvent", new Json.Obj(calls))
                .build());
    }

    private static Json number(double value) {
        return new Json.Num(
                value == Math.rint(value)
                        ? Long.toString(Math.round(value))
                        : String.format(Locale.ROOT, "%.4f", value));
    }
}
