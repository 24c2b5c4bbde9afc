package dev.ecrauditor.cli.audit.report;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.organization.MemberAccount;
import dev.ecrauditor.report.ReportGap;
import dev.ecrauditor.repository.DeniedCall;
import java.util.List;
import java.util.Optional;

/**
 * An account, or one of its Regions, that is not or not completely evaluated.
 *
 * @param region empty for the whole account
 * @param denied the call that AWS denied, if that is the reason
 * @param fix in lines: those that begin with {@code #} are explanations, the others are commands
 */
public record CoverageRow(
        MemberAccount account,
        Optional<String> region,
        Kind kind,
        String summary,
        Optional<DeniedCall> denied,
        List<String> fix) {

    /** Why it is not evaluated. */
    public enum Kind {
        /** It could not be read, and should have been. */
        GAP,
        /** It is not meant to be read, such as a suspended account. */
        NOT_WATCHED
    }

    /** An account that is not active. */
    public static CoverageRow notWatched(MemberAccount account) {
        return new CoverageRow(
                account,
                Optional.empty(),
                Kind.NOT_WATCHED,
                "not watched: the account is " + account.state(),
                Optional.empty(),
                List.of());
    }

    public boolean isGap() {
        return kind == Kind.GAP;
    }

    /** As every form of report shows it. */
    ReportGap reportGap() {
        return new ReportGap(
                account.id(), region, isGap() ? ReportGap.Kind.GAP : ReportGap.Kind.NOT_WATCHED, summary, fix);
    }

    /**
     * The documented line: {@code account}, {@code accountName}, {@code region} (empty for the whole account),
     * {@code coverage}, {@code summary}, {@code facts}, {@code remediation}.
     */
    Json json() {
        JsonObject facts = new JsonObject();
        denied.ifPresent(call -> VerdictRow.put(call, facts));
        return new JsonObject()
                .put("account", account.id())
                .put("accountName", account.name())
                .put("region", region.orElse(""))
                .put("coverage", kind.name())
                .put("summary", summary)
                .put("facts", facts.build())
                .put("remediation", Json.of(fix))
                .build();
    }
}
