package dev.ecrauditor.policy.naive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ecrauditor.policy.action.ActionCatalogue;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Witness;
import dev.ecrauditor.policy.difference.AccessGain;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The difference of two policies against the naive evaluator. With {@code -Decrauditor.pairs=40000} every ordered pair
 * of 200 policies is compared, else a sample.
 */
class AccessGainPairsTest {

    private static final String OWNER = "210987654321";
    private static final int POLICIES = 200;
    private static final int PAIRS = Integer.getInteger("ecrauditor.pairs", 1_500);
    private static final int REQUESTS = Integer.getInteger("ecrauditor.requests", 12);
    private static final long SEED = Long.getLong("ecrauditor.seed", 20_261_130L);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> wrong = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();
    private long claims;
    private long unclear;
    private long gains;

    /** A policy with its two readings. */
    private record Read(String text, Policy policy, NaiveEvaluator naive) {}

    @Test
    void everyClaimOfADifferenceHoldsAndNoneIsMissed() throws IOException {
        List<Read> policies = policies();
        assertThat(policies).hasSize(POLICIES);
        int all = POLICIES * POLICIES;
        IntStream pairs = PAIRS >= all ? IntStream.range(0, all) : new SplittableRandom(SEED).ints(PAIRS, 0, all);
        pairs.parallel().forEach(pair -> compare(policies.get(pair / POLICIES), policies.get(pair % POLICIES)));
        String summary = String.format(
                Locale.ROOT,
                "%d pairs: %d claims, %d wrong; %d requests gained, %d missed; %d pairs not completely compared",
                Math.min(PAIRS, all),
                claims,
                wrong.size(),
                gains,
                missed.size(),
                unclear);
        System.out.println(summary);
        assertThat(wrong).as(summary).isEmpty();
        assertThat(missed).as(summary).isEmpty();
        assertThat(claims).isGreaterThan(PAIRS / 2);
        assertThat(gains).isGreaterThan(PAIRS);
    }

    private void compare(Read before, Read after) {
        AccessGain gain = AccessGain.of(before.policy(), after.policy(), OWNER, ActionCatalogue.ECR);
        for (Grant grant : gain.grants()) {
            NaiveRequest request = request(grant.witness());
            boolean holds = after.naive().allows(request) && !before.naive().allows(request);
            count(holds, before.text() + "\n" + after.text() + "\n" + grant);
        }
        if (!gain.unclear().isEmpty()) {
            notCompared();
            return;
        }
        new NaiveRequesters(
                        after.naive(),
                        after.text(),
                        OWNER,
                        new SplittableRandom(after.text().hashCode()))
                .findAllowed(NaiveAgreement.actions(after.naive().policy()), REQUESTS, allowed -> {
                    if (!before.naive().allows(allowed.request())) {
                        gained(
                                gain.grants().stream().anyMatch(grant -> hasAction(grant, allowed.request())),
                                before.text() + "\n" + after.text() + "\n" + allowed);
                    }
                });
    }

    private static boolean hasAction(Grant grant, NaiveRequest request) {
        return grant.actions().values().stream().flatMap(List::stream).anyMatch(request.action()::equalsIgnoreCase);
    }

    private synchronized void count(boolean holds, String what) {
        claims++;
        if (!holds) {
            wrong.add(what);
        }
    }

    private synchronized void gained(boolean isClaimed, String what) {
        gains++;
        if (!isClaimed) {
            missed.add(what);
        }
    }

    private synchronized void notCompared() {
        unclear++;
    }

    private static NaiveRequest request(Witness witness) {
        boolean service = !witness.principal().startsWith("arn:");
        String account = service ? "" : witness.principal().split(":", 6)[4];
        Map<String, List<String>> context = new LinkedHashMap<>();
        witness.context().forEach((key, values) -> context.put(key.toLowerCase(Locale.ROOT), values));
        return new NaiveRequest(service, witness.principal(), account, witness.action(), context);
    }

    /** Those of the cases that can be read, then generated ones. */
    private static List<Read> policies() throws IOException {
        List<Read> read = new ArrayList<>();
        for (String file : List.of("cases.jsonl", "reported.jsonl")) {
            try (InputStream lines = AccessGainPairsTest.class.getResourceAsStream("../analysis/" + file)) {
                for (String line :
                        new String(lines.readAllBytes(), UTF_8).lines().toList()) {
                    JsonNode policy = JSON.readTree(line).get("policy");
                    read(policy.isTextual() ? policy.asText() : policy.toString())
                            .forEach(read::add);
                }
            }
        }
        for (long number = 0; read.size() < POLICIES; number++) {
            read(PolicyGenerator.policy(SEED, number).replace(PolicyGenerator.OWNER, OWNER))
                    .forEach(read::add);
        }
        return read.subList(0, POLICIES);
    }

    private static Stream<Read> read(String text) {
        try {
            return PolicyParser.parse(text) instanceof Policy policy
                    ? Stream.of(new Read(text, policy, new NaiveEvaluator(text)))
                    : Stream.empty();
        } catch (JsonProcessingException notJson) {
            return Stream.empty();
        }
    }
}
