package dev.ecrauditor.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallTableTest {

    @Test
    void eachOperationHasARowAndEachFigureAColumn() {
        Results results = new Results(List.of());
        results.addCalls("cold", Map.of("ecr:GetRegistryPolicy", 1.0, "kms:DescribeKey", 1.0));
        results.addCalls("warm", Map.of("kms:DescribeKey", 0.004));
        assertThat(CallTable.of(results)).hasValue("""
                | calls per event | cold | warm |
                |---|---|---|
                | ecr:GetRegistryPolicy | 1 | 0 |
                | kms:DescribeKey | 1 | 0.00 |
                """);
    }

    @Test
    void withoutCallsThereIsNoTable() {
        assertThat(CallTable.of(new Results(List.of()))).isEmpty();
    }
}
