package dev.ecrauditor.finding.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.testing.SampleRecords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stored record with something missing or damaged anywhere is read as damaged, or as one without just that. */
class DamagedRecordTest {

    private static final SubjectRecord RECORD = SampleRecords.full(SampleRecords.subject("payments/api"));
    private static final Json.Obj STORED = SubjectRecordJson.write(RECORD);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subject",
                "version",
                "findings/*/open",
                "findings/*/number",
                "findings/*/openedAt",
                "findings/*/lastSeen",
                "findings/*/severity",
                "outbox/bbb#2/version",
                "outbox/bbb#2/index",
                "outbox/bbb#2/finding",
                "outbox/bbb#2/status",
                "outbox/bbb#2/severity",
                "outbox/bbb#2/summary",
                "outbox/bbb#2/openedAt",
                "outbox/bbb#2/at",
                "outbox/bbb@4/finding",
                "outbox/bbb@4/incarnation",
            })
    void whatARecordCannotBeWithoutIsMissedByName(String path) {
        assertThatThrownBy(() -> SubjectRecordJson.read(without(path)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is damaged: ")
                .hasMessageContaining(path.substring(path.lastIndexOf('/') + 1));
    }

    @Test
    void aFormOfAnotherVersionIsRefused() {
        assertThatThrownBy(() -> SubjectRecordJson.read(without("schema")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has schema 0, this version understands 1 to 2");
    }

    /** One place after the other holds something else: no other fault than the one that says so, whatever it is. */
    @Test
    void nothingInARecordMakesReadingFailInAnotherWay() {
        List<Json> changed = new ArrayList<>();
        for (Json odd : List.of(Json.of("nonsense"), new Json.Obj(Map.of()), new Json.Arr(List.of(Json.of("x"))))) {
            changeEach(STORED, path -> odd, changed);
        }
        assertThat(changed).hasSizeGreaterThan(200);
        int damaged = 0;
        for (Json one : changed) {
            try {
                SubjectRecord read = SubjectRecordJson.read(one);
                assertThat(SubjectRecordJson.read(SubjectRecordJson.write(read)))
                        .isEqualTo(read);
            } catch (IllegalStateException expected) {
                assertThat(expected).hasMessageMatching("(?s)the stored record of .* (is damaged: |has schema ).*");
                damaged++;
            }
        }
        assertThat(damaged).isBetween(changed.size() / 4, changed.size() - 1);
    }

    private static void changeEach(Json json, UnaryOperator<Json> change, List<Json> results) {
        places(json, List.of()).forEach(path -> results.add(at(json, path, change)));
    }

    private static List<List<Object>> places(Json json, List<Object> path) {
        List<List<Object>> places = new ArrayList<>();
        if (json instanceof Json.Obj object) {
            object.members().forEach((name, value) -> {
                List<Object> deeper = new ArrayList<>(path);
                deeper.add(name);
                places.add(deeper);
                places.addAll(places(value, deeper));
            });
        }
        if (json instanceof Json.Arr array) {
            for (int i = 0; i < array.items().size(); i++) {
                List<Object> deeper = new ArrayList<>(path);
                deeper.add(i);
                places.add(deeper);
                places.addAll(places(array.items().get(i), deeper));
            }
        }
        return places;
    }

    private static Json at(Json json, List<Object> path, UnaryOperator<Json> change) {
        if (path.isEmpty()) {
            return change.apply(json);
        }
        List<Object> rest = path.subList(1, path.size());
        if (json instanceof Json.Obj object) {
            Map<String, Json> members = new LinkedHashMap<>(object.members());
            members.computeIfPresent((String) path.get(0), (name, value) -> at(value, rest, change));
            return new Json.Obj(members);
        }
        List<Json> items = new ArrayList<>(((Json.Arr) json).items());
        int index = (int) path.get(0);
        items.set(index, at(items.get(index), rest, change));
        return new Json.Arr(items);
    }

    /** The stored form without a member; * stands for the first member there is. */
    private static Json without(String path) {
        return without(STORED, List.of(path.split("/", -1)));
    }

    private static Json without(Json json, List<String> path) {
        Map<String, Json> members = new LinkedHashMap<>(((Json.Obj) json).members());
        String name = path.get(0).equals("*") ? members.keySet().iterator().next() : path.get(0);
        assertThat(members).containsKey(name);
        if (path.size() == 1) {
            members.remove(name);
        } else {
            members.computeIfPresent(name, (same, value) -> without(value, path.subList(1, path.size())));
        }
        return new Json.Obj(members);
    }
}
