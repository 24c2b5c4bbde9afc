package dev.ecrauditor.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

    @Test
    void membersAreWrittenInTheOrderTheyWerePut() {
        Json.Obj json = new JsonObject()
                .put("b", 1)
                .put("a", true)
                .put("list", Json.of(List.of("x", "y")))
                .put("some", Optional.of("text"))
                .put("none", Optional.empty())
                .build();
        assertThat(JsonWriter.write(json)).isEqualTo("{\"b\":1,\"a\":true,\"list\":[\"x\",\"y\"],\"some\":\"text\"}");
    }

    @Test
    void everythingIsOneLineOfPrintableAscii() {
        StringBuilder everything = new StringBuilder();
        for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
            everything.append((char) unit);
        }
        assertThat(JsonWriter.write(new Json.Str(everything.toString())).chars())
                .allMatch(c -> c >= ' ' && c <= '~');
    }

    @Test
    void whatIsWrittenIsReadBackTheSame() throws MalformedJson {
        long seed = 42;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            Json json = random(random, 4);
            assertThat(JsonReader.read(JsonWriter.write(json)))
                    .as("seed %d, run %d", seed, i)
                    .isEqualTo(json);
        }
    }

    private static Json random(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> new Json.Null();
            case 1 -> new Json.Bool(random.nextBoolean());
            case 2 -> Json.of(random.nextLong());
            case 3 -> new Json.Str(text(random));
            case 4 -> new Json.Arr(List.of(random(random, depth - 1), random(random, depth - 1)));
            default ->
                new JsonObject()
                        .put("one", random(random, depth - 1))
                        .put("other \u2028 \"two\"", random(random, depth - 1))
                        .build();
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            text.append((char) random.nextInt(Character.MAX_VALUE + 1));
        }
        return text.toString();
    }
}
