package dev.ecrauditor.cli.check;

import dev.ecrauditor.cli.check.CheckEvaluation.SubjectRows;
import dev.ecrauditor.repository.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the verdict of a rule on a declaration changed.
 *
 * @param kind how
 * @param row the verdict now; the one before, where it is no longer declared
 */
record VerdictChange(Kind kind, CheckRow row) {

    /** What the difference of policies tells exactly. */
    private static final Set<Setting> COMPARED_AS_POLICIES = Set.of(Setting.POLICY, Setting.REGISTRY_POLICY);

    /** The kinds of changes. */
    enum Kind {
        /** It fails or could not be evaluated, and did not before. */
        NEW,
        /** It failed before and fails at a higher severity or with other facts, which may be about more. */
        CHANGED,
        /** It fails or could not be evaluated, as before. */
        UNCHANGED,
        /** It failed or could not be evaluated before, and now neither. */
        MENDED,
        /** It failed or could not be evaluated, and what declared it is gone. */
        REMOVED
    }

    /** Every rule that fails or could not be evaluated now or before. */
    static List<VerdictChange> of(SubjectPair pair) {
        Map<String, CheckRow> before = byRule(pair.before());
        List<VerdictChange> changes = new ArrayList<>();
        byRule(pair.now()).forEach((rule, row) -> {
            Optional<CheckRow> earlier = Optional.ofNullable(before.remove(rule));
            kind(earlier, row).ifPresent(kind -> changes.add(new VerdictChange(kind, row)));
        });
        before.values().stream()
                .filter(CheckRow::isBad)
                .forEach(row -> changes.add(new VerdictChange(Kind.REMOVED, row)));
        return changes;
    }

    private static Map<String, CheckRow> byRule(Optional<SubjectRows> subject) {
        Map<String, CheckRow> rows = new LinkedHashMap<>();
        subject.ifPresent(
                given -> given.rows().forEach(row -> rows.put(row.rule().id(), row)));
        return rows;
    }

    private static Optional<Kind> kind(Optional<CheckRow> before, CheckRow now) {
        boolean wasBad = before.filter(CheckRow::isBad).isPresent();
        if (!now.isBad()) {
            return wasBad ? Optional.of(Kind.MENDED) : Optional.empty();
        }
        if (before.isEmpty() || before.get().kind() != now.kind()) {
            return Optional.of(Kind.NEW);
        }
        return Optional.of(
                now.kind() == CheckRow.Kind.FAIL && hasChanged(before.get(), now) ? Kind.CHANGED : Kind.UNCHANGED);
    }

    private static boolean hasChanged(CheckRow before, CheckRow now) {
        if (now.severity().compareTo(before.severity()) > 0) {
            return true;
        }
        return !COMPARED_AS_POLICIES.contains(now.rule().setting())
                && !before.facts().entrySet().containsAll(now.facts().entrySet());
    }
}
