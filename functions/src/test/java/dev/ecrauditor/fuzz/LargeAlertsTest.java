package dev.ecrauditor.fuzz;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertRenderer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link RenderersFuzz} checks, where the texts are as long as a record can hold: too slow for a fuzzer. */
class LargeAlertsTest {

    private static final int SEED = 20261120;
    private static final List<String> TEXTS =
            List.of("https://evil.example/", "`<&>", "\u0001", "ä", "\ud83d\udc33", "www.", "](", "word ");

    private final AlertSafetyCheck alerts = new AlertSafetyCheck();

    @ParameterizedTest
    @ValueSource(strings = {"far-too-much", "more-than-a-message-holds", "much-of-a-link"})
    void whatTheFuzzerFoundIsHarmlessAndFits(String name) throws IOException {
        byte[] input = kept(name);
        alerts.check(AlertGenerator.largeOf(input), input.length);
    }

    @Test
    void moreThanAMessageHoldsIsCut() throws IOException {
        assertThat(AlertRenderer.render(AlertGenerator.largeOf(kept("more-than-a-message-holds")))
                        .json())
                .contains("[cut: more than fits an alert]");
    }

    @Test
    void drawnOnesAreHarmlessAndFit() {
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            byte[] input = drawn(random);
            alerts.check(AlertGenerator.largeOf(input), input.length);
        }
    }

    /** Fifteen and 0xFF are the choices that make it long. */
    private static byte[] drawn(Random random) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (int i = random.nextInt(24); i >= 0; i--) {
            input.write(random.nextInt(3) == 0 ? 15 : random.nextInt(255));
        }
        for (int texts = random.nextInt(12); texts > 0; texts--) {
            input.write(0xFF);
            for (int words = random.nextInt(40); words > 0; words--) {
                input.writeBytes(TEXTS.get(random.nextInt(TEXTS.size())).getBytes(StandardCharsets.UTF_8));
            }
        }
        return input.toByteArray();
    }

    private static byte[] kept(String name) throws IOException {
        try (InputStream input = LargeAlertsTest.class.getResourceAsStream("LargeAlerts/" + name)) {
            return requireNonNull(input, name).readAllBytes();
        }
    }
}
