package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The most named accounts that a settings file may hold, with the longest names. Their ids are in an environment variable
 * of each function, in a statement of its role and in the policy of the bus.
 */
class NamedAccountsSizeTest {

    /** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: all variables of a function together. */
    private static final int LARGEST_ENVIRONMENT = 4_096;

    /**
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: all inline policies of a role together,
     * without white space.
     */
    private static final int LARGEST_INLINE_POLICIES = 10_240;

    /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html: the policy of an event bus. */
    private static final int LARGEST_BUS_POLICY = 10_240;

    /** Longer than the ARN of any queue, table or key of the hub. */
    private static final String REFERENCE = "r".repeat(128);

    private static final String LONGEST_SUFFIX = "s".repeat(20);
    private static final SynthesizedHub HUB = SynthesizedOrganization.of("""
                    watch: {accounts: [%s]}
                    deployment: {suffix: %s}
                    remediation: [{accounts: ['*'], mode: ON}]
                    """.formatted(accounts(100), LONGEST_SUFFIX))
            .named("EcrAuditor-" + LONGEST_SUFFIX);

    @Test
    void theEnvironmentOfEveryFunctionFits() {
        assertThat(HUB.resources("AWS::Lambda::Function"))
                .hasSize(4)
                .allSatisfy(function -> assertThat(sizeOfEnvironment(function))
                        .as(function.id())
                        .isLessThan(LARGEST_ENVIRONMENT));
    }

    /** The CDK moves what it finds too large into managed policies, of which each holds less still. */
    @Test
    void theInlinePoliciesOfEveryRoleFit() {
        assertThat(HUB.resources("AWS::IAM::ManagedPolicy")).isEmpty();
        Map<String, Integer> sizes = new HashMap<>();
        for (Resource policy : HUB.resources("AWS::IAM::Policy")) {
            sizes.merge(
                    policy.properties().at("/Roles/0/Ref").asText(),
                    resolved(policy.properties().path("PolicyDocument")).length(),
                    Integer::sum);
        }
        assertThat(sizes).hasSizeGreaterThan(4);
        assertThat(sizes.values()).allSatisfy(size -> assertThat(size).isLessThan(LARGEST_INLINE_POLICIES));
        assertThat(sizes.values()).anySatisfy(size -> assertThat(size).isGreaterThan(100 * "111122223333".length()));
    }

    /** EventBridge writes an account as the ARN of its root. */
    @Test
    void thePolicyOfTheBusFits() {
        JsonNode statement =
                HUB.resource("AWS::Events::EventBusPolicy", "EventIntake").properties();
        String policy = resolved(statement).replaceAll("\"([0-9]{12})\"", "\"arn:aws-us-gov:iam::$1:root\"");
        assertThat(policy).contains(":root").hasSizeLessThan(LARGEST_BUS_POLICY);
    }

    private static int sizeOfEnvironment(Resource function) {
        return function.properties().at("/Environment/Variables").properties().stream()
                .flatMap(variable -> Stream.of(variable.getKey(), resolved(variable.getValue())))
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    /** The text as the longest Region would have it. */
    private static String resolved(JsonNode part) {
        ResolvedTemplate.Place place = new ResolvedTemplate.Place("111122223333", "ap-southeast-1");
        return ResolvedTemplate.of(part, place, Map.of())
                .json()
                .toString()
                .replaceAll("\\{\"(Ref|Fn::GetAtt)\":(\"[^\"]*\"|\\[[^]]*])}", "\"" + REFERENCE + "\"")
                .replaceAll("\\$\\{[^}]*}", REFERENCE)
                .replace("arn:aws:", "arn:aws-us-gov:");
    }

    private static String accounts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "'%012d'".formatted(100_000_000_000L + i))
                .collect(Collectors.joining(", "));
    }
}
