package dev.ecrauditor.securityhub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.Digest;
import dev.ecrauditor.aws.signed.SignedCalls;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.localaws.securityhub.ImportedFinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A thousand findings through the topic, the queue, the handler and the calls, with throttling, lost answers and partial
 * failures: each ends imported or in the dead-letter queue, and none twice.
 */
class ThousandFindingsTest {

    private static final List<String> ACCOUNTS =
            List.of("111122223333", "222233334444", "333344445555", "444455556666", LocalHub.HUB);
    private static final String WITHOUT_HUB = "444455556666";

    /** Without retries within a call each throttled call is left to the queue. */
    @Test
    void aThousandFindingsAreImportedOnceOrInTheDeadLetterQueue() {
        assertImportedOnceOrDead(1_000, SignedCalls.Pause.NONE);
    }

    /** The function also repeats a throttled call itself. */
    @Test
    void soAreThoseOfAFunctionThatRepeatsCalls() {
        assertImportedOnceOrDead(200, LocalHub.WITHOUT_WAITING);
    }

    private static void assertImportedOnceOrDead(int findings, SignedCalls.Pause pause) {
        Random random = new Random(20);
        try (LocalHub hub = new LocalHub(pause)) {
            ACCOUNTS.stream().filter(account -> !account.equals(WITHOUT_HUB)).forEach(hub::enable);
            Map<String, String> alertOf = publish(hub, random, findings);
            assertThat(alertOf).hasSize(findings);
            hub.aws.failShare("securityhub:BatchImportFindings", Fault.THROTTLED, 0.05, random.nextLong());
            for (String id : alertOf.keySet()) {
                int fails = random.nextInt(100);
                if (fails < 5) {
                    // Two of a hundred fail at every receive.
                    hub.aws.failImports(id, fails < 2 ? 1_000 : 1 + random.nextInt(3));
                }
            }

            hub.drain();

            Map<String, List<ImportedFinding.Effect>> effects = new HashMap<>();
            hub.aws
                    .importedFindings()
                    .forEach(taken -> effects.computeIfAbsent(taken.id(), id -> new ArrayList<>())
                            .add(taken.effect()));
            List<String> dead = hub.deadLetters();
            List<String> lost = alertOf.keySet().stream()
                    .filter(id -> !effects.containsKey(id))
                    .filter(id -> dead.stream().noneMatch(body -> body.contains(alertOf.get(id))))
                    .toList();
            assertThat(lost).as("neither imported nor a dead letter").isEmpty();
            assertThat(alertOf.keySet()).containsAll(effects.keySet());
            assertThat(effects.values())
                    .as("imported once")
                    .allSatisfy(taken -> assertThat(taken).containsExactly(ImportedFinding.Effect.CREATED));
            assertThat(effects.size()).isBetween(findings * 9 / 10, findings - 1);
            assertThat(dead).isNotEmpty();
            assertThat(hub.aws.requests())
                    .as("throttled calls")
                    .anySatisfy(request -> assertThat(request.httpStatus()).isEqualTo(429));
            assertThat(hub.aws.importedFindings())
                    .noneMatch(taken -> taken.account().equals(WITHOUT_HUB))
                    .anyMatch(taken ->
                            taken.account().equals(LocalHub.HUB) && taken.id().contains("/" + WITHOUT_HUB + "/"));
        }
    }

    /** Alerts of one and of three findings, and digests; returns the alert id of each finding by its id in ASFF. */
    private static Map<String, String> publish(LocalHub hub, Random random, int number) {
        List<FindingKey> keys = SampleAlerts.RULES.metadata().stream()
                .map(rule -> new FindingKey(rule.id(), FindingKey.Kind.VIOLATION))
                .limit(3)
                .toList();
        Map<String, String> alertOf = new HashMap<>();
        List<Digest.Item> digest = new ArrayList<>();
        int made = 0;
        for (int i = 0; made < number; i++) {
            Subject subject =
                    SampleAlerts.repository(ACCOUNTS.get(random.nextInt(ACCOUNTS.size())), "team/repository-" + i);
            int findings = Math.min(i % 5 == 0 ? 3 : 1, number - made);
            AlertFacts[] facts = keys.stream()
                    .limit(findings)
                    .map(key -> SampleAlerts.facts(subject, key, AlertStatus.OPENED, 1))
                    .toArray(AlertFacts[]::new);
            for (AlertFacts one : facts) {
                alertOf.put(asffId(subject, one), one.id());
            }
            made += findings;
            if (i % 2 == 0) {
                hub.publish(SampleAlerts.alert(subject, facts));
            } else {
                List.of(facts).forEach(one -> digest.add(new Digest.Item(subject, one)));
            }
        }
        SampleAlerts.digest(digest, SampleAlerts.PUBLISHED_AT).forEach(hub::publish);
        return alertOf;
    }

    private static String asffId(Subject subject, AlertFacts facts) {
        return new FindingRowIds(SampleAlerts.RULES).of(subject, facts);
    }
}
