package dev.ecrauditor.policy.analysis;

import static dev.ecrauditor.policy.analysis.PolicyTexts.allow;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allowActions;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allowIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.denyIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.facts;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One policy for each common mistake in policy evaluation: its correct facts differ from those with the mistake. */
class PlantedMistakesTest {

    @Test
    void ifExistsDoesNotRestrict() {
        assertThat(facts(allowIf("{'StringEqualsIfExists': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}"))
                        .isPublic())
                .isTrue();
        assertThat(facts(allowIf("{'ForAnyValue:StringLikeIfExists': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}}"))
                        .isPublic())
                .isFalse();
    }

    @Test
    void forAllValuesDoesNotRestrict() {
        assertThat(facts(allowIf("{'ForAllValues:StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}"))
                        .isPublic())
                .isTrue();
        assertThat(facts(
                                allow("'*'"),
                                denyIf("{'ForAllValues:StringNotEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}"))
                        .isOrganizationOnly())
                .isTrue();
    }

    @Test
    void anAccountIsNotFoundAsASubstring() {
        AccessFacts named = facts(allow("{'AWS': 'arn:aws:iam::444455556666:role/111122223333'}"));
        assertThat(named.crossAccounts()).containsExactly("444455556666");
        AccessFacts within = facts(allowIf("{'StringLike': {'aws:PrincipalArn': '*111122223333*'}}"));
        assertThat(within.isPublic()).isTrue();
    }

    @Test
    void notPrincipalUnderAllowIsNotSafe() {
        AccessFacts facts =
                facts("{'Effect': 'Allow', 'NotPrincipal': {'AWS': '444455556666'}, 'Action': 'ecr:PutImage'}");
        assertThat(facts.isPublic()).isTrue();
        assertThat(facts.outsiderCanWrite()).isTrue();
        assertThat(facts.crossAccounts()).isEmpty();
    }

    @Test
    void aDenyIsNotIgnored() {
        AccessFacts facts = facts(
                allowActions("['ecr:PutImage', 'ecr:BatchGetImage']"),
                denyIf("{'StringNotEquals': {'aws:PrincipalAccount': '444455556666'}}"),
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:Put*'}");
        assertThat(facts.isPublic()).isFalse();
        assertThat(facts.crossAccounts()).containsExactly("444455556666");
        assertThat(facts.outsiderCanWrite()).isFalse();
    }

    @Test
    void theFirstStatementIsNotAll() {
        AccessFacts facts =
                facts(allow("{'AWS': '111122223333'}"), allow("{'AWS': '444455556666'}"), allow("{'AWS': '*'}"));
        assertThat(facts.isPublic()).isTrue();
        assertThat(facts.crossAccounts()).containsExactly("444455556666");
    }

    @Test
    void oneOpenValueIsNotIgnored() {
        assertThat(facts(allowIf("{'StringLike': {'aws:PrincipalOrgID': ['o-a1b2c3d4e5', 'o-*']}}"))
                        .isPublic())
                .isTrue();
        assertThat(facts(allowIf("{'IpAddress': {'aws:SourceIp': ['203.0.113.0/24', '0.0.0.0/0']}}"))
                        .isPublic())
                .isTrue();
        assertThat(facts(allow("{'AWS': ['111122223333', '*']}")).isPublic()).isTrue();
    }

    @Test
    void theCaseOfActionsAndKeysDoesNotCountAndThatOfValuesDoes() {
        assertThat(facts("{'Effect': 'Allow', 'Principal': '*', 'Action': 'ECR:PUTIMAGE'}")
                        .outsiderCanWrite())
                .isTrue();
        assertThat(facts(allowIf("{'StringEquals': {'AWS:PRINCIPALORGID': 'o-a1b2c3d4e5'}}"))
                        .isOrganizationOnly())
                .isTrue();
        assertThat(facts(
                                allow("'*'"),
                                denyIf("{'StringEquals': {'aws:PrincipalTag/team': 'Payments'}}"),
                                denyIf("{'StringNotEqualsIgnoreCase': {'aws:PrincipalTag/team': 'payments'}}"))
                        .isPublic())
                .isTrue();
    }

    @Test
    void aNarrowNetworkRestrictsAndAWideOneDoesNot() {
        AccessFacts office = facts(allowIf("{'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}}"));
        assertThat(office.isPublic()).isFalse();
        assertThat(office.isNetworkLimited()).isTrue();
        AccessFacts half = facts(allowIf("{'IpAddress': {'aws:SourceIp': '128.0.0.0/1'}}"));
        assertThat(half.isPublic()).isTrue();
        assertThat(half.isNetworkLimited()).isFalse();
    }

    @Test
    void notActionIsNotSkipped() {
        AccessFacts open = facts("{'Effect': 'Allow', 'Principal': '*', 'NotAction': 'ecr:BatchGetImage'}");
        assertThat(open.isPublic()).isTrue();
        assertThat(open.outsiderCanWrite()).isTrue();
        AccessFacts denied = facts(
                allowActions("'ecr:*'"), "{'Effect': 'Deny', 'Principal': '*', 'NotAction': 'ecr:BatchGetImage'}");
        assertThat(denied.isPublic()).isTrue();
        assertThat(denied.outsiderCanWrite()).isFalse();
    }
}
