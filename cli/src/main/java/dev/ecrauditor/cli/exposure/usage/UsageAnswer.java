package dev.ecrauditor.cli.exposure.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which outsiders called what on a repository while it was open.
 *
 * @param used the calls that succeeded
 * @param tried the calls that failed
 * @param outside calls of outsiders outside the windows
 */
record UsageAnswer(AccessWindows windows, List<CallerRow> used, List<CallerRow> tried, Outside outside) {

    UsageAnswer {
        used = List.copyOf(used);
        tried = List.copyOf(tried);
    }

    /** The numbers of calls that succeeded and that failed. */
    record Outside(int used, int tried) {}

    static UsageAnswer of(UsageLog log, UsageQuestion question) {
        AccessWindows windows = AccessWindows.of(log.changes(), question);
        List<OutsiderCall> inside = new ArrayList<>();
        List<OutsiderCall> outside = new ArrayList<>();
        log.calls().forEach(call -> (windows.contains(call.time()) ? inside : outside).add(call));
        Predicate<OutsiderCall> failed = OutsiderCall::isFailed;
        int failedOutside = (int) outside.stream().filter(failed).count();
        return new UsageAnswer(
                windows,
                CallerRow.of(inside.stream().filter(failed.negate()).toList()),
                CallerRow.of(inside.stream().filter(failed).toList()),
                new Outside(outside.size() - failedOutside, failedOutside));
    }

    static int calls(List<CallerRow> rows) {
        return rows.stream().mapToInt(CallerRow::calls).sum();
    }
}
