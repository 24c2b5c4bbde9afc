package dev.ecrauditor.cli.exposure.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The calls of one principal: of a user, or of every session of a role. */
final class CallerRow {

    private Caller caller;
    private Instant first;
    private Instant last;
    private final Map<String, Integer> actions = new TreeMap<>();
    private final Map<String, Integer> errors = new TreeMap<>();
    private final Set<String> sessions = new TreeSet<>();
    private final Set<String> addresses = new TreeSet<>();
    private final Set<String> images = new TreeSet<>();
    private int calls;

    private CallerRow(OutsiderCall call) {
        this.caller = call.caller();
        this.first = call.time();
        this.last = call.time();
    }

    /** One row for each principal, the earliest first. */
    static List<CallerRow> of(Collection<OutsiderCall> calls) {
        Map<String, CallerRow> rows = new LinkedHashMap<>();
        calls.forEach(call -> rows.computeIfAbsent(call.caller().principal(), first -> new CallerRow(call))
                .add(call));
        List<CallerRow> inOrder = new ArrayList<>(rows.values());
        inOrder.sort(Comparator.comparing(CallerRow::first)
                .thenComparing(row -> row.caller().principal()));
        return inOrder;
    }

    private void add(OutsiderCall call) {
        calls++;
        caller = call.caller().saysMoreThan(caller) ? call.caller() : caller;
        first = call.time().isBefore(first) ? call.time() : first;
        last = call.time().isAfter(last) ? call.time() : last;
        actions.merge(call.action(), 1, Integer::sum);
        call.error().ifPresent(error -> errors.merge(error, 1, Integer::sum));
        call.caller().session().ifPresent(sessions::add);
        call.address().ifPresent(addresses::add);
        images.addAll(call.images());
    }

    /** The principal, with whatever one of its calls says. */
    Caller caller() {
        return caller;
    }

    int calls() {
        return calls;
    }

    Instant first() {
        return first;
    }

    Instant last() {
        return last;
    }

    Map<String, Integer> actions() {
        return Collections.unmodifiableMap(actions);
    }

    Map<String, Integer> errors() {
        return Collections.unmodifiableMap(errors);
    }

    Set<String> sessions() {
        return Collections.unmodifiableSet(sessions);
    }

    Set<String> addresses() {
        return Collections.unmodifiableSet(addresses);
    }

    Set<String> images() {
        return Collections.unmodifiableSet(images);
    }
}
