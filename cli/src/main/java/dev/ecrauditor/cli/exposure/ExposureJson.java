package dev.ecrauditor.cli.exposure;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.ClosedPath;
import dev.ecrauditor.exposure.path.Example;
import dev.ecrauditor.exposure.path.Exposure;
import dev.ecrauditor.exposure.path.Outsider;
import dev.ecrauditor.exposure.path.UnknownPath;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.DeniedCall;
import java.util.ArrayList;
import java.util.List;

/** The lines of JSON, by docs/exposure.schema.json. */
final class ExposureJson {

    /** The version of the schema. */
    private static final long SCHEMA = 1;

    private static final String INFO = "INFO";

    private ExposureJson() {}

    static List<Json> lines(Exposure exposure) {
        List<Json> lines = new ArrayList<>();
        exposure.paths().forEach(path -> lines.add(open(exposure, path)));
        exposure.closed().forEach(path -> lines.add(closed(exposure, path)));
        exposure.unknown().forEach(path -> lines.add(unknown(exposure, path)));
        return lines;
    }

    /** The severity by name; {@code INFO} for information. */
    static String severity(AccessPath path) {
        return path.severity().map(Enum::name).orElse(INFO);
    }

    /** The members that every line has. */
    static JsonObject line(String type) {
        return new JsonObject().put("schema", SCHEMA).put("type", type);
    }

    private static JsonObject line(Exposure exposure, String type) {
        return line(type).put("account", exposure.account()).put("region", exposure.region());
    }

    private static Json open(Exposure exposure, AccessPath path) {
        return origin(line(exposure, "open"), path.origin())
                .put("outsider", outsider(path.outsider()))
                .put("effects", Json.of(path.effects().stream().map(Enum::name).toList()))
                .put("actions", Json.of(path.actions()))
                .put("repositoryCount", path.repositories().size())
                .put("repositories", Json.of(path.repositories()))
                .put("certainty", path.certainty().name())
                .put("severity", severity(path))
                .put("notes", Json.of(path.assessment().notes()))
                .put(
                        "examples",
                        new Json.Arr(path.examples().stream()
                                .map(ExposureJson::example)
                                .toList()))
                .build();
    }

    private static Json closed(Exposure exposure, ClosedPath path) {
        return origin(line(exposure, "closed"), path.origin())
                .put("outsider", outsider(path.outsider()))
                .put("actions", Json.of(path.actions()))
                .put("repositoryCount", path.repositories().size())
                .put("repositories", Json.of(path.repositories()))
                .put("closedBy", path.closedBy())
                .build();
    }

    private static Json unknown(Exposure exposure, UnknownPath path) {
        JsonObject line = line(exposure, "unknown")
                .put("path", path.kind().name())
                .put("reason", path.reason())
                .put("repositoryCount", path.repositories().size())
                .put("repositories", Json.of(path.repositories()));
        path.denied().ifPresent(call -> put(call, line));
        return line.build();
    }

    private static JsonObject origin(JsonObject line, AccessPath.Origin origin) {
        return line.put("path", origin.kind().name())
                .put("source", origin.source())
                .put("bound", origin.bound());
    }

    private static Json outsider(Outsider outsider) {
        return new JsonObject()
                .put("kind", outsider.kind().name())
                .put("id", outsider.id())
                .put("trusted", outsider.isTrusted())
                .build();
    }

    private static Json example(Example example) {
        return new Json.Arr(example.steps().stream().map(ExposureJson::step).toList());
    }

    private static Json step(Example.Step step) {
        JsonObject context = new JsonObject();
        step.context().forEach((key, values) -> context.put(key, Json.of(values)));
        return new JsonObject()
                .put("caller", step.caller())
                .put("action", step.action())
                .put("resource", step.resource())
                .put("context", context.build())
                .build();
    }

    /** Puts a denied call: the action, the kind of policy that denies it, and whether it does explicitly. */
    static void put(DeniedCall call, JsonObject line) {
        line.put("deniedAction", call.action())
                .put("deniedBy", call.denial().policyType().name())
                .put("explicitDeny", call.denial().explicit());
    }
}
