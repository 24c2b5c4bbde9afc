package dev.ecrauditor.cli.exposure.usage;

import dev.ecrauditor.exposure.path.Effect;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The lines of JSON, by docs/exposure-usage.schema.json. */
final class UsageJson {

    /** The version of the schema. */
    private static final long SCHEMA = 1;

    private UsageJson() {}

    static List<Json> lines(UsageReport report) {
        List<Json> lines = new ArrayList<>();
        RepositoryArn repository = report.question().repository();
        report.answer().used().forEach(row -> lines.add(caller(repository, "used", row)));
        report.answer().tried().forEach(row -> lines.add(caller(repository, "tried", row)));
        report.files()
                .broken()
                .forEach(broken -> lines.add(line(repository, "unreadable")
                        .put("file", broken.file())
                        .put("reason", broken.reason())
                        .build()));
        lines.add(summary(report));
        return lines;
    }

    private static JsonObject line(RepositoryArn repository, String type) {
        return new JsonObject().put("schema", SCHEMA).put("type", type).put("repository", repository.toString());
    }

    private static Json caller(RepositoryArn repository, String type, CallerRow row) {
        Caller caller = row.caller();
        JsonObject who = new JsonObject()
                .put("kind", caller.kind().name())
                .put("account", caller.account())
                .put("arn", caller.role())
                .put("principalId", caller.principalId().map(Caller::withoutSession))
                .put("service", caller.service())
                .put("sessions", Json.of(row.sessions()));
        return line(repository, type)
                .put("caller", who.build())
                .put("calls", row.calls())
                .put("first", row.first().toString())
                .put("last", row.last().toString())
                .put(
                        "effects",
                        Json.of(Effect.of(row.actions().keySet()).stream()
                                .map(Enum::name)
                                .toList()))
                .put("actions", counts(row.actions()))
                .put("errors", counts(row.errors()))
                .put("sourceAddresses", Json.of(row.addresses()))
                .put("images", Json.of(row.images()))
                .build();
    }

    private static Json counts(Map<String, Integer> counts) {
        JsonObject json = new JsonObject();
        counts.forEach(json::put);
        return json.build();
    }

    private static Json summary(UsageReport report) {
        UsageAnswer answer = report.answer();
        return line(report.question().repository(), "summary")
                .put("windowSource", answer.windows().source().name())
                .put(
                        "windows",
                        new Json.Arr(answer.windows().windows().stream()
                                .map(UsageJson::window)
                                .toList()))
                .put("firstChange", answer.windows().firstChange().map(Instant::toString))
                .put("files", report.files().files())
                .put("records", report.log().records())
                .put("firstRecord", report.log().coverage().first())
                .put("lastRecord", report.log().coverage().last())
                .put("usedCalls", UsageAnswer.calls(answer.used()))
                .put("triedCalls", UsageAnswer.calls(answer.tried()))
                .put("usedCallsOutside", answer.outside().used())
                .put("triedCallsOutside", answer.outside().tried())
                .put("complete", report.missing().isEmpty())
                .put("missing", Json.of(report.missing()))
                .build();
    }

    private static Json window(AccessWindows.Window window) {
        JsonObject json = new JsonObject().put("from", window.from()).put("to", window.to());
        window.openedBy().ifPresent(by -> json.put("openedBy", by(by)));
        window.closedBy().ifPresent(by -> json.put("closedBy", by(by)));
        return json.build();
    }

    private static Json by(AccessChange.By by) {
        return new JsonObject()
                .put("eventName", by.eventName())
                .put("actor", by.actor())
                .build();
    }
}
