package dev.ecrauditor.policy.correction;

import dev.ecrauditor.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * One statement as it is written. What is not changed keeps its form and its place; elements are found in whatever case
 * they are written, as the parser reads them.
 */
record StatementText(Json.Obj written) {

    /** The statement with the principals at these places, counted over all kinds; the others are left out. */
    StatementText withPrincipals(IntPredicate kept) {
        String name = name("Principal");
        return with(name, principals(written.at(name), kept));
    }

    private static Json principals(Json element, IntPredicate kept) {
        if (!(element instanceof Json.Obj kinds)) {
            return some(element, kept, 0);
        }
        Map<String, Json> left = new LinkedHashMap<>();
        int start = 0;
        for (Map.Entry<String, Json> kind : kinds.members().entrySet()) {
            Json some = some(kind.getValue(), kept, start);
            boolean none = some instanceof Json.Arr array && array.items().isEmpty();
            boolean wasNone =
                    kind.getValue() instanceof Json.Arr array && array.items().isEmpty();
            if (!none || wasNone) {
                left.put(kind.getKey(), some);
            }
            start += size(kind.getValue());
        }
        return new Json.Obj(left);
    }

    private static Json some(Json names, IntPredicate kept, int start) {
        if (!(names instanceof Json.Arr array)) {
            return kept.test(start) ? names : new Json.Arr(List.of());
        }
        List<Json> left = new ArrayList<>();
        for (int i = 0; i < array.items().size(); i++) {
            if (kept.test(start + i)) {
                left.add(array.items().get(i));
            }
        }
        return new Json.Arr(left);
    }

    private static int size(Json names) {
        return names instanceof Json.Arr array ? array.items().size() : 1;
    }

    /** Its Sid, where it has one. */
    Optional<String> sid() {
        return written.text(name("Sid"));
    }

    StatementText withSid(String sid) {
        return with(name("Sid"), Json.of(sid));
    }

    ConditionText condition() {
        return new ConditionText(written.members(name("Condition")));
    }

    StatementText withCondition(ConditionText condition) {
        return with(name("Condition"), condition.json());
    }

    private StatementText with(String member, Json value) {
        Map<String, Json> members = new LinkedHashMap<>(written.members());
        members.put(member, value);
        return new StatementText(new Json.Obj(members));
    }

    private String name(String element) {
        return ignoringCase(written.members(), element).orElse(element);
    }

    static Optional<String> ignoringCase(Map<String, Json> members, String name) {
        return members.keySet().stream().filter(name::equalsIgnoreCase).findFirst();
    }
}
