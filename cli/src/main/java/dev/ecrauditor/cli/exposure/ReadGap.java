package dev.ecrauditor.cli.exposure;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.report.ReportGap;
import dev.ecrauditor.repository.DeniedCall;
import java.util.List;
import java.util.Optional;

/**
 * An account, a Region or a repository that was not read.
 *
 * @param kind whether it should have been
 * @param region empty for the whole account
 * @param reason what could not be read, and why
 * @param denied the call that AWS denied, if that is the reason
 * @param fix in lines: those that begin with {@code #} are explanations, the others are commands
 */
record ReadGap(
        Kind kind,
        String account,
        Optional<String> region,
        String reason,
        Optional<DeniedCall> denied,
        List<String> fix) {

    /** Why it was not read. */
    enum Kind {
        /** It could not be read, and should have been. */
        GAP,
        /** It is not meant to be read, such as a suspended account. */
        NOT_WATCHED
    }

    ReadGap {
        fix = List.copyOf(fix);
    }

    boolean isGap() {
        return kind == Kind.GAP;
    }

    /** As every form of report shows it. */
    ReportGap reportGap() {
        return new ReportGap(account, region, isGap() ? ReportGap.Kind.GAP : ReportGap.Kind.NOT_WATCHED, reason, fix);
    }

    Json json() {
        JsonObject json = ExposureJson.line(isGap() ? "gap" : "not-watched")
                .put("account", account)
                .put("region", region.orElse(""))
                .put("reason", reason);
        denied.ifPresent(call -> ExposureJson.put(call, json));
        return json.build();
    }
}
