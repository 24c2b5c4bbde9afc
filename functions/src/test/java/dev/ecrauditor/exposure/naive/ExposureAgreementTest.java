package dev.ecrauditor.exposure.naive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.exposure.naive.ExposureAgreement.Kind;
import dev.ecrauditor.exposure.naive.ExposureAgreement.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The exposure and a second, naive evaluator agree on generated registries. Longer runs, and the terms of the summary:
 * docs/exposure.md.
 */
class ExposureAgreementTest {

    private static final long ACCOUNTS = Long.getLong("ecrauditor.exposure.registries", 500);
    private static final long SEED = Long.getLong("ecrauditor.seed", 20_261_130L);
    private static final int SHOWN = 2;

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final List<String> shown = new ArrayList<>();
    private long paths;
    private long examples;
    private long allowed;
    private long closed;
    private long open;

    @Test
    void everyPathThatIsOpenIsFoundAndNoOtherWithAnExampleOfEach() {
        System.out.printf(Locale.ROOT, "%d generated registries, -Decrauditor.seed=%d%n", ACCOUNTS, SEED);
        LongStream.range(0, ACCOUNTS).parallel().forEach(number -> {
            String text = RegistryGenerator.account(SEED, number);
            count(number, text, ExposureAgreement.on(text));
        });
        System.out.println(summary());
        assertThat(shown).as(summary()).isEmpty();
        assertThat(open)
                .as("registries with an open path, so that there is something to agree on")
                .isBetween(ACCOUNTS / 3, ACCOUNTS);
        assertThat(closed).as("paths that a Deny closes").isGreaterThan(ACCOUNTS / 20);
    }

    private synchronized void count(long number, String text, Outcome outcome) {
        paths += outcome.paths();
        examples += outcome.examples();
        allowed += outcome.allowed();
        closed += outcome.closed();
        open += outcome.paths() > 0 ? 1 : 0;
        outcome.disagreements().forEach(one -> {
            if (counts.merge(one.kind(), 1L, Long::sum) <= SHOWN) {
                shown.add(number + " " + one.kind() + ": " + one.what() + "\n  " + text);
            }
        });
    }

    private String summary() {
        StringBuilder summary = new StringBuilder(String.format(
                Locale.ROOT,
                "%d registries, %d with an open path, %d paths, %d examples replayed, %d closed, %d allowed requests",
                ACCOUNTS,
                open,
                paths,
                examples,
                closed,
                allowed));
        for (Kind kind : Kind.values()) {
            summary.append(", ")
                    .append(counts.getOrDefault(kind, 0L))
                    .append(' ')
                    .append(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        return summary.toString();
    }
}
