package dev.ecrauditor.policy.naive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ecrauditor.policy.correction.Correction;
import dev.ecrauditor.policy.correction.TrustedIds;
import dev.ecrauditor.policy.naive.CorrectedPolicyCheck.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * After a correction nobody has access who is not trusted, by the analysis and by the naive evaluator; who is trusted
 * has the access that they had; and statements that let in nobody else are as they were.
 */
@Tag("long")
class CorrectedPoliciesTest {

    private static final long POLICIES = Long.getLong("ecrauditor.corrections", 3_000);
    private static final long SEED = Long.getLong("ecrauditor.seed", 20_261_130L);
    private static final int SHOWN = 5;
    private static final List<TrustedIds> TRUSTED = List.of(
            TrustedIds.NOBODY,
            new TrustedIds(Set.of("444455556666"), Set.of()),
            new TrustedIds(Set.of(), Set.of("o-a1b2c3d4e5")),
            new TrustedIds(Set.of("222233334444", "123456789012"), Set.of("o-f6g7h8i9j0")));

    private final Map<String, Long> counts = new TreeMap<>();
    private final List<String> shown = new ArrayList<>();
    private final Map<String, Long> reasons = new TreeMap<>();

    @Test
    void correctedPoliciesOfTheCorpusLetInOnlyWhoIsTrusted() throws IOException {
        for (String file : List.of("cases.jsonl", "reported.jsonl")) {
            try (InputStream lines = CorrectedPoliciesTest.class.getResourceAsStream("../analysis/" + file)) {
                String text = new String(lines.readAllBytes(), StandardCharsets.UTF_8);
                for (String line : text.lines().toList()) {
                    JsonNode row = new ObjectMapper().readTree(line);
                    JsonNode policy = row.path("policy");
                    String written = policy.isTextual() ? policy.asText() : policy.toString();
                    for (TrustedIds trusted : corpusTrust()) {
                        count(
                                row.path("id").asText(),
                                written,
                                CorrectedPolicyCheck.on(
                                        written, row.path("owner").asText(), trusted));
                    }
                }
            }
        }
        System.out.println(summary());
        assertThat(shown).as(summary()).isEmpty();
        assertThat(counts.get("corrected")).isGreaterThan(100);
    }

    private static List<TrustedIds> corpusTrust() {
        return List.of(
                TrustedIds.NOBODY,
                new TrustedIds(Set.of("555544443333"), Set.of()),
                new TrustedIds(Set.of("555544443333"), Set.of("o-w9x8y7z6v5")));
    }

    @Test
    void correctedGeneratedPoliciesLetInOnlyWhoIsTrusted() {
        LongStream.range(0, POLICIES).parallel().forEach(number -> {
            String text = PolicyGenerator.policy(SEED, number);
            TrustedIds trusted = TRUSTED.get((int) (number % TRUSTED.size()));
            count("#" + number + " " + trusted, text, CorrectedPolicyCheck.on(text, PolicyGenerator.OWNER, trusted));
        });
        System.out.println(summary());
        assertThat(shown).as(summary()).isEmpty();
        assertThat(counts.get("corrected")).isGreaterThan(POLICIES / 4);
    }

    /** A check that cannot fail proves nothing. */
    @Test
    void wrongCorrectionsAreFound() throws IOException {
        String open = allow("*", "");
        String deny = "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"ecr:PutImage\"}";
        String owner = allow("*", "111122223333");
        String both = owner.replace("\"111122223333\"", "[\"111122223333\",\"444455556666\"]");
        TrustedIds trusted = TRUSTED.get(1);
        assertThat(faults(open + "," + deny, both + "," + deny, trusted)).isEmpty();
        assertThat(faults(open + "," + deny, open + "," + deny, trusted)).anyMatch(fault -> fault.startsWith("let in"));
        assertThat(faults(open + "," + deny, owner + "," + deny, trusted)).anyMatch(fault -> fault.startsWith("lost"));
        assertThat(faults(open + "," + deny, both, trusted)).anyMatch(fault -> fault.startsWith("changed"));
        assertThat(faults(owner, both, trusted)).anyMatch(fault -> fault.startsWith("new"));
    }

    private static List<String> faults(String before, String after, TrustedIds trusted) throws IOException {
        return CorrectedPolicyCheck.faults(policy(before), policy(after), trusted);
    }

    private static String policy(String statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
    }

    private static String allow(String principal, String account) {
        String condition = account.isEmpty()
                ? ""
                : ",\"Condition\":{\"StringEquals\":{\"aws:PrincipalAccount\":\"" + account + "\"}}";
        return "{\"Effect\":\"Allow\",\"Principal\":\"" + principal + "\",\"Action\":\"ecr:*\"" + condition + "}";
    }

    private synchronized void count(String name, String text, Outcome outcome) {
        Correction correction = outcome.correction();
        counts.merge("policies", 1L, Long::sum);
        counts.merge(correction.getClass().getSimpleName().toLowerCase(Locale.ROOT), 1L, Long::sum);
        counts.merge("requests kept", outcome.kept(), Long::sum);
        counts.merge("requests no longer allowed", outcome.refused(), Long::sum);
        if (correction instanceof Correction.ByHand byHand) {
            reasons.merge(byHand.because().replaceAll("\\d+|\\(Sid [^)]*\\)", "N"), 1L, Long::sum);
        }
        counts.merge("faults", (long) outcome.faults().size(), Long::sum);
        if (!outcome.faults().isEmpty() && shown.size() < SHOWN) {
            shown.add(name + "\n" + text + "\n" + correction + "\n"
                    + outcome.faults().get(0));
        }
    }

    private String summary() {
        return counts + " by hand because " + reasons;
    }
}
