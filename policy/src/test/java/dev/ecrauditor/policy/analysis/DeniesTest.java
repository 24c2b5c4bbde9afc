package dev.ecrauditor.policy.analysis;

import static dev.ecrauditor.policy.analysis.PolicyTexts.Opens.TO_ANYONE;
import static dev.ecrauditor.policy.analysis.PolicyTexts.Opens.TO_NOBODY_ELSE;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allow;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allowActions;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allowIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.denyIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.opens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ecrauditor.policy.action.AccessLevel;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The access that a Deny removes from a policy that would otherwise be open to anyone. */
class DeniesTest {

    private static final String OPEN = allow("'*'");

    static Stream<Arguments> conditions() {
        return Stream.of(
                arguments("{}", TO_NOBODY_ELSE),
                arguments("{'StringNotEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}", TO_NOBODY_ELSE),
                arguments("{'StringNotEqualsIfExists': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}", TO_NOBODY_ELSE),
                arguments(
                        "{'StringNotEquals': {'aws:PrincipalAccount': ['111122223333', '444455556666']}}",
                        TO_NOBODY_ELSE),
                arguments("{'StringNotLike': {'aws:PrincipalArn': 'arn:aws:iam::111122223333:*'}}", TO_NOBODY_ELSE),
                arguments("{'ArnNotLike': {'aws:PrincipalArn': 'arn:*:iam::111122223333:role/ci'}}", TO_NOBODY_ELSE),
                arguments("{'NotIpAddress': {'aws:SourceIp': '203.0.113.0/24'}}", TO_NOBODY_ELSE),
                arguments("{'StringNotEquals': {'aws:SourceVpce': 'vpce-1a2b3c4d'}}", TO_NOBODY_ELSE),
                arguments(
                        "{'ForAllValues:StringNotLike': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}}", TO_NOBODY_ELSE),
                arguments(
                        "{'NotIpAddress': {'aws:SourceIp': '203.0.113.0/24'}, 'StringNotEquals': {'aws:SourceVpc': 'vpc-0a1b2c3d'}}",
                        TO_NOBODY_ELSE),
                // These do not deny a caller without the key, or with a value that anybody can have.
                arguments("{'ForAnyValue:StringNotLike': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}}", TO_ANYONE),
                arguments("{'ForAnyValue:StringNotEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}", TO_ANYONE),
                arguments(
                        "{'StringNotEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}, 'Null': {'aws:PrincipalOrgID': 'false'}}",
                        TO_ANYONE),
                arguments("{'StringNotLike': {'aws:PrincipalOrgID': 'o-*'}}", TO_ANYONE),
                arguments("{'StringNotEquals': {'aws:PrincipalTag/team': 'payments'}}", TO_ANYONE),
                arguments(
                        "{'StringNotEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'aws:PrincipalTag/team': 'payments'}}",
                        TO_ANYONE),
                arguments("{'NotIpAddress': {'aws:SourceIp': ['203.0.113.0/24', '0.0.0.0/0']}}", TO_ANYONE),
                arguments("{'NotIpAddress': {'aws:SourceIp': 'office'}}", TO_ANYONE),
                arguments("{'StringEquals': {'aws:PrincipalAccount': '444455556666'}}", TO_ANYONE),
                arguments("{'Bool': {'aws:SecureTransport': 'false'}}", TO_ANYONE),
                arguments("{'DateGreaterThan': {'aws:CurrentTime': '2020-01-01T00:00:00Z'}}", TO_ANYONE),
                arguments("{'ForSomeValues:StringNotEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}", TO_ANYONE));
    }

    @ParameterizedTest(name = "Deny for everyone if {0} leaves it open {1}")
    @MethodSource("conditions")
    void aDenyForEveryoneCountsWhenEachConditionExemptsOnlyFixedValues(String condition, PolicyTexts.Opens expected) {
        assertThat(opens(OPEN, denyIf(condition))).isEqualTo(expected);
    }

    static Stream<Arguments> principals() {
        return Stream.of(
                arguments("'Principal': '*'", TO_NOBODY_ELSE),
                arguments("'Principal': {'AWS': '*'}", TO_NOBODY_ELSE),
                arguments("'Principal': {'AWS': ['444455556666', '*']}", TO_NOBODY_ELSE),
                arguments("'NotPrincipal': {'AWS': 'arn:aws:iam::111122223333:root'}", TO_NOBODY_ELSE),
                arguments("'NotPrincipal': {'AWS': []}", TO_NOBODY_ELSE),
                // Some, not everyone: external principals remain.
                arguments("'Principal': {'AWS': '444455556666'}", TO_ANYONE),
                arguments("'Principal': {'AWS': []}", TO_ANYONE),
                arguments("'Principal': ['*']", TO_ANYONE),
                arguments("'Principal': {'CanonicalUser': '*'}", TO_ANYONE),
                arguments("'Principal': {'Service': '*'}", TO_ANYONE),
                arguments("'Principal': {'Federated': 'cognito-identity.amazonaws.com'}", TO_ANYONE),
                arguments("'Principal': {'AWS': 'arn:aws:iam::*:role/intern'}", TO_ANYONE),
                arguments("'NotPrincipal': '*'", TO_ANYONE),
                arguments("'NotPrincipal': {'AWS': ['111122223333', '*']}", TO_ANYONE),
                arguments("'NotPrincipal': {'AWS': 'arn:aws:iam::*:role/ci'}", TO_ANYONE),
                arguments("'NotPrincipal': {'Federated': 'accounts.google.com'}", TO_ANYONE));
    }

    @ParameterizedTest(name = "Deny with {0} leaves it open {1}")
    @MethodSource("principals")
    void aDenyCountsOnlyWhenItIsCertainToCoverExternalPrincipals(String principal, PolicyTexts.Opens expected) {
        assertThat(opens(OPEN, "{'Effect': 'Deny', " + principal + ", 'Action': 'ecr:*'}"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'Resource': 'arn:aws:ecr:us-east-1:111122223333:repository/other'", "'NotResource': '*'"})
    void aDenyLimitedToResourcesIsNotCounted(String resource) {
        assertThat(opens(OPEN, "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', " + resource + "}"))
                .isEqualTo(TO_ANYONE);
    }

    @Test
    void aDenyOfEveryResourceIsCounted() {
        assertThat(opens(OPEN, "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Resource': '*'}"))
                .isEqualTo(TO_NOBODY_ELSE);
    }

    @Test
    void aDenyMayComeBeforeTheAllow() {
        assertThat(opens(denyIf("{'StringNotEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}"), OPEN))
                .isEqualTo(TO_NOBODY_ELSE);
    }

    @Test
    void denialsAloneGrantNothing() {
        assertThat(opens("{'Effect': 'Deny', 'Principal': '*', 'NotAction': 'ecr:BatchGetImage'}"))
                .isEqualTo(TO_NOBODY_ELSE);
    }

    @Test
    void aDenyRemovesOnlyWhatItCovers() {
        AccessFacts facts = PolicyTexts.facts(
                allowActions("['ecr:PutImage', 'ecr:BatchGetImage']"),
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ECR:put*'}");
        assertThat(facts.isPublic()).isTrue();
        assertThat(facts.outsiderCanWrite()).isFalse();
        assertThat(facts.grants())
                .extracting(Grant::actions)
                .containsExactly(Map.of(AccessLevel.READ, List.of("ecr:BatchGetImage")));
    }

    @Test
    void aDenyOfAllButOneActionLeavesThatOne() {
        assertThat(opens(
                        allowActions("'ecr:*'"), "{'Effect': 'Deny', 'Principal': '*', 'NotAction': 'ecr:ListImages'}"))
                .isEqualTo(TO_ANYONE);
    }

    @Test
    void twoDeniesTogetherMayRemoveEverything() {
        assertThat(opens(
                        OPEN,
                        "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:BatchGetImage'}",
                        "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:GetDownloadUrlForLayer'}"))
                .isEqualTo(TO_NOBODY_ELSE);
    }

    @Test
    void anAllowWithAnUndocumentedConditionIsDeniedLikeAnyOther() {
        assertThat(opens(allowIf("{'IpAddress': {'aws:SourceIp': 'office'}}"), denyIf("{}")))
                .isEqualTo(TO_NOBODY_ELSE);
    }
}
