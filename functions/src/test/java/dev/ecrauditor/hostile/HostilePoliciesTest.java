package dev.ecrauditor.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ecrauditor.finding.InMemoryFindingStore;
import dev.ecrauditor.finding.RemediationMode;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.policy.ParsedPolicy;
import dev.ecrauditor.policy.Policy;
import dev.ecrauditor.policy.PolicyParser;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever text ECR has stored as a policy, people are told: that it is open, or that it could not be judged. Never silence, never a failure. */
class HostilePoliciesTest {

    private static final RepositoryArn REPOSITORY =
            new RepositoryArn("aws", "us-east-1", "111122223333", "hostile/policy");
    private static final String OPEN = Event.POLICY;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:06:00Z"));
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final Auditor auditor = new Auditor(aws, new InMemoryFindingStore(), clock, RemediationMode.OFF);

    @AfterEach
    void close() {
        aws.close();
    }

    static Stream<Arguments> policies() {
        return Stream.of(
                arguments("", "BLIND"),
                arguments("null", "BLIND"),
                arguments("[]", "BLIND"),
                arguments("{}", "BLIND"),
                arguments("not JSON", "BLIND"),
                arguments(OPEN, "VIOLATION"),
                arguments(OPEN + OPEN, "BLIND"),
                arguments("\uFEFF" + OPEN, "BLIND"),
                arguments(OPEN.replace('"', '\''), "BLIND"),
                arguments("/* open */" + OPEN, "BLIND"),
                arguments(OPEN + "\u0000", "BLIND"),
                arguments(OPEN.replace("LeakedSid", "\\u0000\\ud800\\u202e"), "VIOLATION"),
                arguments(OPEN.replace("LeakedSid", "x".repeat(100_000)), "VIOLATION"),
                arguments(OPEN.replace("\"LeakedSid\"", "NaN"), "BLIND"),
                arguments(OPEN.replace("\"Effect\"", "\"Effect\":\"Deny\",\"Effect\""), "BLIND"),
                arguments(OPEN.replace("\"Effect\"", "\"\\u0045ffect\":\"Deny\",\"Effect\""), "BLIND"),
                arguments(OPEN.replace("\"Version\"", "\"Statement\":[],\"Version\""), "BLIND"),
                arguments(OPEN.replace("\"Principal\"", "\"principal\""), "VIOLATION"),
                arguments(OPEN.replace("\"Allow\"", "\"allow\""), "VIOLATION"),
                arguments(OPEN.replace("\"ecr:BatchGetImage\"", "\"ecr:" + "*".repeat(50_000) + "e\""), "VIOLATION"),
                arguments(OPEN.replace("\"ecr:BatchGetImage\"", "\"" + "*e".repeat(50_000) + "\""), null),
                arguments(withExtra("[".repeat(60) + "]".repeat(60)), "BLIND"),
                arguments(withExtra("[".repeat(64) + "]".repeat(64)), "BLIND"),
                arguments(withExtra("[".repeat(100_000)), "BLIND"),
                arguments("{\"Statement\":".repeat(100_000), "BLIND"),
                arguments("{\"Statement\":[" + "{},".repeat(10_000) + "{}]}", "BLIND"),
                arguments(statements(2_000), "VIOLATION"),
                arguments(tags(9), "VIOLATION"));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void everyStoredPolicyIsToldAsOpenOrAsUnreadable(String text, String kind) {
        new LocalAccounts(aws).repository(REPOSITORY, "\"policyText\": " + JsonWriter.write(Json.of(text)));
        Json answer = auditor.handle(
                CloudTrailEvents.scanningSet(REPOSITORY, false, clock.instant().minusSeconds(60), "Developer"));
        assertThat(answer.text("outcome")).hasValue("ALERTED");
        Optional<String> told = auditor.alerts().stream()
                .flatMap(alert -> alert.items("findings").stream())
                .filter(finding -> finding.text("ruleId").equals(Optional.of("ecr-policy-not-public")))
                .flatMap(finding -> finding.text("kind").stream())
                .findFirst();
        assertThat(told).isEqualTo(Optional.ofNullable(kind));
    }

    /** A reader that remembers names between texts would refuse the second of these, or break on it. */
    @Test
    void namesOfOneHashAreReadTheSameEachTime() {
        ParsedPolicy first = PolicyParser.parse(tags(11));
        assertThat(first).isInstanceOf(Policy.class);
        for (int i = 0; i < 20; i++) {
            assertThat(PolicyParser.parse(tags(11))).isEqualTo(first);
        }
    }

    private static String withExtra(String raw) {
        return OPEN.replace("\"Version\"", "\"Extra\":" + raw + ",\"Version\"");
    }

    private static String statements(int count) {
        String one = OPEN.substring(OPEN.indexOf('[') + 1, OPEN.lastIndexOf(']'));
        return "{\"Statement\":[" + (one + ",").repeat(count - 1) + one + "]}";
    }

    /** Open to anyone, under conditions on tags whose names all have one hash in jackson; anyone can tag himself so. */
    private static String tags(int pairs) {
        StringBuilder keys = new StringBuilder("\"aws:PrincipalTag/a\":\"x\"");
        for (int name = 0; name < 1 << pairs; name++) {
            keys.append(",\"aws:PrincipalTag/");
            for (int bit = 0; bit < pairs; bit++) {
                keys.append((name >> bit & 1) == 1 ? "ab" : "bA");
            }
            keys.append("\":\"x\"");
        }
        return OPEN.replace("\"Action\"", "\"Condition\":{\"StringEquals\":{" + keys + "}},\"Action\"");
    }
}
