package dev.ecrauditor.policy.correction;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.policy.document.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A policy as it is written, in which statements are replaced. */
record PolicyText(Json.Obj written) {

    /**
     * A policy in which statements were replaced.
     *
     * @param places the numbers of the statements that replace each
     */
    record Rewritten(Json policy, Map<Integer, List<Integer>> places) {

        boolean isEmpty() {
            return policy.at("Statement") instanceof Json.Arr statements
                    && statements.items().isEmpty();
        }
    }

    StatementText statement(Statement statement) {
        return new StatementText((Json.Obj) statements().get(statement.number() - 1));
    }

    private List<Json> statements() {
        return written.at("Statement") instanceof Json.Arr array ? array.items() : List.of(written.at("Statement"));
    }

    /**
     * The policy with other statements in the place of some, by their number. The first keeps the Sid; the others have
     * one that no other statement has.
     */
    Rewritten with(Map<Integer, List<StatementText>> replacements) {
        List<Json> all = new ArrayList<>();
        Set<String> sids = new HashSet<>();
        statements().forEach(one -> one.text("Sid").ifPresent(sids::add));
        Map<Integer, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < statements().size(); i++) {
            List<StatementText> replacement = replacements.get(i + 1);
            if (replacement == null) {
                all.add(statements().get(i));
                continue;
            }
            List<Integer> of = new ArrayList<>();
            for (StatementText one : replacement) {
                all.add((of.isEmpty() ? one : renamed(one, sids)).written());
                of.add(all.size());
            }
            places.put(i + 1, of);
        }
        Map<String, Json> members = new LinkedHashMap<>(written.members());
        boolean single = !(written.at("Statement") instanceof Json.Arr) && all.size() == 1;
        members.put("Statement", single ? all.get(0) : new Json.Arr(all));
        return new Rewritten(new Json.Obj(members), places);
    }

    private static StatementText renamed(StatementText statement, Set<String> sids) {
        return statement
                .sid()
                .map(sid -> {
                    int number = 2;
                    while (!sids.add(sid + number)) {
                        number++;
                    }
                    return statement.withSid(sid + number);
                })
                .orElse(statement);
    }
}
