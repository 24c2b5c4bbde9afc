package dev.ecrauditor.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void theMedianIsTheMiddleValueWhateverTheOrder() {
        assertThat(new Samples(List.of(9.0, 1.0, 4.0)).median()).isEqualTo(4);
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleValues() {
        assertThat(new Samples(List.of(1.0, 2.0, 4.0, 9.0)).median()).isEqualTo(3);
    }

    @Test
    void quartilesAndRangeAreTheSpread() {
        Samples samples = new Samples(List.of(5.0, 1.0, 3.0, 2.0, 4.0));
        assertThat(List.of(samples.min(), samples.lowerQuartile(), samples.upperQuartile(), samples.max()))
                .containsExactly(1.0, 2.0, 4.0, 5.0);
        assertThat(samples.quantile(0.99)).isCloseTo(4.96, within(1e-9));
    }

    @Test
    void oneValueHasNoSpread() {
        Samples samples = new Samples(List.of(7.0));
        assertThat(List.of(samples.min(), samples.median(), samples.max())).containsOnly(7.0);
    }

    @Test
    void noValueIsNoSample() {
        assertThatThrownBy(() -> new Samples(List.of())).hasMessage("no value");
    }
}
