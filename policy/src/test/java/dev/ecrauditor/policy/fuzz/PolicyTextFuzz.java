package dev.ecrauditor.policy.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.document.ParsedPolicy;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.document.UnreadablePolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Any text as a repository policy. */
class PolicyTextFuzz {

    private static final String OWNER = "111122223333";

    /** Two more evaluations, of the same text and of another layout, take most of the time. */
    private static final int AGAIN_ONE_IN = 16;

    private final SlowInputs slow = new SlowInputs(Duration.ofMillis(20));
    private int checked;

    private record Evaluated(ParsedPolicy parsed, Optional<AccessFacts> facts) {}

    @FuzzTest
    @DictionaryEntries({
        "\"Version\":\"2012-10-17\"",
        "\"Statement\":",
        "\"Sid\":\"S\"",
        "\"Effect\":\"Allow\"",
        "\"Effect\":\"Deny\"",
        "\"Principal\":\"*\"",
        "\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"}",
        "\"NotPrincipal\":{\"AWS\":\"111122223333\"}",
        "\"Service\":\"ec2.amazonaws.com\"",
        "\"Federated\":\"accounts.google.com\"",
        "\"CanonicalUser\":\"*\"",
        "\"Action\":\"ecr:*\"",
        "\"NotAction\":[\"ecr:Get*\"]",
        "\"Resource\":\"*\"",
        "\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-example\"}}",
        "\"ForAllValues:StringLikeIfExists\":",
        "\"ForAnyValue:StringNotLike\":{\"aws:PrincipalOrgPaths\":[\"o-*/r/*\"]}",
        "\"NotIpAddress\":{\"aws:SourceIp\":[\"10.0.0.0/8\",\"::/0\"]}",
        "\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::*:role/x\"}",
        "${aws:ResourceAccount}",
        "\\u0000",
        "?*?*?*"
    })
    void everyTextHasAnAnswer(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        Evaluated result = slow.measure(input.length, () -> evaluate(text));
        boolean again = checked++ % AGAIN_ONE_IN == 0; // the first always
        if (again) {
            assertThat(evaluate(text)).isEqualTo(result);
        }
        if (result.parsed() instanceof UnreadablePolicy unreadable) {
            // The reason quotes nothing of the text.
            assertThat(unreadable.reason()).matches("[ -~]{10,150}");
        } else {
            if (again) {
                assertThat(evaluate(rewritten(text))).isEqualTo(result);
            }
            answers(result.facts().orElseThrow());
        }
    }

    private static Evaluated evaluate(String text) {
        ParsedPolicy parsed = PolicyParser.parse(text);
        return new Evaluated(
                parsed,
                parsed instanceof Policy policy ? Optional.of(PolicyAnalysis.of(policy, OWNER)) : Optional.empty());
    }

    /** Plain Java: an assertion for each of hundreds of grants takes longer than their evaluation. */
    private static void answers(AccessFacts facts) {
        for (Grant grant : facts.grants()) {
            boolean witnessed = false;
            for (List<String> actions : grant.actions().values()) {
                holds(!actions.isEmpty(), grant);
                witnessed |= actions.contains(grant.witness().action());
            }
            holds(witnessed, grant);
            holds(grant.statement().effect() == Statement.Effect.ALLOW, grant);
        }
        assertThat(facts.unclear()).doesNotContain("");
    }

    private static void holds(boolean claim, Grant grant) {
        if (!claim) {
            throw new AssertionError("a grant that proves nothing: " + grant);
        }
    }

    /** The same policy without its layout, as AWS returns it in another one. */
    private static String rewritten(String text) {
        try {
            return JsonWriter.write(JsonReader.read(text));
        } catch (MalformedJson impossible) {
            throw new AssertionError("a policy that is not JSON", impossible);
        }
    }
}
