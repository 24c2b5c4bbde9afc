package dev.ecrauditor.policy.naive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.naive.NaiveAgreement.Disagreement;
import dev.ecrauditor.policy.naive.NaiveAgreement.Kind;
import dev.ecrauditor.policy.naive.NaiveAgreement.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The analysis and a second, naive evaluator agree on generated policies.
 *
 * <p>Longer runs, and the terms of its summary: docs/policy-proof.md.
 */
class NaiveAgreementTest {

    private static final long POLICIES = Long.getLong("ecrauditor.policies", 20_000);
    private static final long SEED = Long.getLong("ecrauditor.seed", 20_261_120L);
    private static final int REQUESTS = Integer.getInteger("ecrauditor.requests", 150);
    private static final int SHOWN = 5;

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final List<String> shown = new ArrayList<>();
    private final long started = System.nanoTime();
    private long done;
    private long read;
    private long open;
    private long unclear;

    @Test
    void whatRequestersCanDoIsWhatTheAnalysisReports() {
        System.out.printf(Locale.ROOT, "%d generated policies, -Decrauditor.seed=%d%n", POLICIES, SEED);
        LongStream.range(0, POLICIES).parallel().forEach(number -> {
            String text = PolicyGenerator.policy(SEED, number);
            count(number, text, NaiveAgreement.on(text, PolicyGenerator.OWNER, REQUESTS));
        });
        System.out.println(summary());
        assertThat(shown).as(summary()).isEmpty();
        assertThat(unclear).as("policies that could not be evaluated").isLessThan(Math.max(1, POLICIES / 1_000));
        assertThat(open)
                .as("public policies, so that there is something to agree on")
                .isBetween(POLICIES / 5, POLICIES * 4 / 5);
        assertThat(read).as("policies that can be read").isGreaterThan(POLICIES * 9 / 10);
    }

    private synchronized void count(long number, String text, Outcome outcome) {
        done++;
        read += outcome.read() ? 1 : 0;
        open += outcome.isPublic() ? 1 : 0;
        unclear += outcome.unclear() ? 1 : 0;
        for (Disagreement disagreement : outcome.disagreements()) {
            counts.merge(disagreement.kind(), 1L, Long::sum);
            if (shown.size() < SHOWN) {
                String found = disagreement.kind() + " #" + number + "\n" + text + "\n" + disagreement.what();
                System.out.println(found); // a long run reports at once why it will fail
                shown.add(found);
            }
        }
        if (done % 50_000 == 0) {
            System.out.println(summary());
        }
    }

    private String summary() {
        return String.format(
                Locale.ROOT,
                "policies %d, read %d, public %d, missed %d, uncovered %d, without witness %d, witness refused %d,"
                        + " misread %d, unclear %d (%.4f %%), %.0f policies/s",
                done,
                read,
                open,
                counts.getOrDefault(Kind.MISSED, 0L),
                counts.getOrDefault(Kind.UNCOVERED, 0L),
                counts.getOrDefault(Kind.WITHOUT_WITNESS, 0L),
                counts.getOrDefault(Kind.WITNESS_REFUSED, 0L),
                counts.getOrDefault(Kind.MISREAD, 0L),
                unclear,
                100.0 * unclear / Math.max(1, done),
                done * 1e9 / (System.nanoTime() - started));
    }
}
