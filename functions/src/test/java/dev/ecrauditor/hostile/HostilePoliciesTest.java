package dev.ecrauditor.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.policy.document.ParsedPolicy;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every text that ECR may store as a policy leads to an alert: that it is open, or that it could not be evaluated.
 * Never to no alert, never to a failure.
 */
class HostilePoliciesTest {

    private static final RepositoryArn REPOSITORY =
            new RepositoryArn("aws", "us-east-1", "111122223333", "hostile/policy");
    private static final String OPEN = HostileEvent.POLICY;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:06:00Z"));
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final Auditor auditor = new Auditor(aws, new InMemoryFindingStore(), clock, RemediationMode.OFF);

    @AfterEach
    void close() {
        aws.close();
    }

    static Stream<Arguments> policies() {
        return Stream.of(
                arguments("", "ecr-policy-readable"),
                arguments("null", "ecr-policy-readable"),
                arguments("[]", "ecr-policy-readable"),
                arguments("{}", "ecr-policy-readable"),
                arguments("not JSON", "ecr-policy-readable"),
                arguments(OPEN, "ecr-policy-not-public"),
                arguments(OPEN + OPEN, "ecr-policy-readable"),
                arguments("\uFEFF" + OPEN, "ecr-policy-readable"),
                arguments(OPEN.replace('"', '\''), "ecr-policy-readable"),
                arguments("/* open */" + OPEN, "ecr-policy-readable"),
                arguments(OPEN + "\u0000", "ecr-policy-readable"),
                arguments(OPEN.replace("LeakedSid", "\\u0000\\ud800\\u202e"), "ecr-policy-not-public"),
                arguments(OPEN.replace("LeakedSid", "x".repeat(100_000)), "ecr-policy-not-public"),
                arguments(OPEN.replace("\"LeakedSid\"", "NaN"), "ecr-policy-readable"),
                arguments(OPEN.replace("\"Effect\"", "\"Effect\":\"Deny\",\"Effect\""), "ecr-policy-readable"),
                arguments(OPEN.replace("\"Effect\"", "\"\\u0045ffect\":\"Deny\",\"Effect\""), "ecr-policy-readable"),
                arguments(OPEN.replace("\"Version\"", "\"Statement\":[],\"Version\""), "ecr-policy-readable"),
                arguments(OPEN.replace("\"Principal\"", "\"principal\""), "ecr-policy-not-public ecr-policy-readable"),
                arguments(OPEN.replace("\"Allow\"", "\"allow\""), "ecr-policy-not-public ecr-policy-readable"),
                arguments(
                        OPEN.replace("\"ecr:BatchGetImage\"", "\"ecr:" + "*".repeat(50_000) + "e\""),
                        "ecr-policy-not-public"),
                arguments(OPEN.replace("\"ecr:BatchGetImage\"", "\"" + "*e".repeat(50_000) + "\""), null),
                arguments(withExtra("[".repeat(60) + "]".repeat(60)), "ecr-policy-readable"),
                arguments(withExtra("[".repeat(64) + "]".repeat(64)), "ecr-policy-readable"),
                arguments(withExtra("[".repeat(100_000)), "ecr-policy-readable"),
                arguments("{\"Statement\":".repeat(100_000), "ecr-policy-readable"),
                arguments("{\"Statement\":[" + "{},".repeat(10_000) + "{}]}", "ecr-policy-readable"),
                arguments(statements(2_000), "ecr-policy-not-public"),
                arguments(tags(9), "ecr-policy-not-public"));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void everyStoredPolicyIsReportedAsOpenOrAsUnreadable(String text, String ruleIds) {
        new LocalAccounts(aws).repository(REPOSITORY, "\"policyText\": " + JsonWriter.write(Json.of(text)));
        Json answer = auditor.handle(
                CloudTrailEvents.scanningSet(REPOSITORY, false, clock.instant().minusSeconds(60), "Developer"));
        assertThat(answer.text("outcome")).hasValue("ALERTED");
        List<String> published = auditor.alerts().stream()
                .flatMap(alert -> alert.items("findings").stream())
                .filter(finding -> finding.text("kind").equals(Optional.of("VIOLATION")))
                .flatMap(finding -> finding.text("ruleId").stream())
                .filter(List.of("ecr-policy-not-public", "ecr-policy-readable")::contains)
                .toList();
        assertThat(String.join(" ", published))
                .isEqualTo(Optional.ofNullable(ruleIds).orElse(""));
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
