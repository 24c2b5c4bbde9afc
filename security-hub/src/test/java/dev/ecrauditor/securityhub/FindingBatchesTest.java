package dev.ecrauditor.securityhub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingBatchesTest {

    private static List<Json.Obj> findings(int number, int characters) {
        return IntStream.range(0, number)
                .mapToObj(i -> new JsonObject()
                        .put("Id", Integer.toString(i))
                        .put("Description", "x".repeat(characters))
                        .build())
                .toList();
    }

    @Test
    void aBatchHasAHundredFindings() {
        assertThat(FindingBatches.of(findings(201, 1))).extracting(List::size).containsExactly(100, 100, 1);
        assertThat(FindingBatches.of(List.of())).isEmpty();
    }

    @Test
    void aBatchIsSmallerThanSixMegabytes() {
        List<List<Json.Obj>> batches = FindingBatches.of(findings(60, 236_000));
        assertThat(batches).extracting(List::size).containsExactly(24, 24, 12);
        assertThat(batches.stream().flatMap(List::stream).toList()).hasSize(60);
    }
}
