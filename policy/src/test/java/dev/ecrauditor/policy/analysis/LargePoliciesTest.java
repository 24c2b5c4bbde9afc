package dev.ecrauditor.policy.analysis;

import static dev.ecrauditor.policy.analysis.PolicyTexts.allow;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allowIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.denyIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.facts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Policies of nearly 10 KB. Well-formed ones are evaluated in full, however long their lists; those whose evaluation
 * would not finish are reported as unclear, never as safe.
 */
class LargePoliciesTest {

    private static String list(int count, IntFunction<String> item) {
        return IntStream.range(0, count)
                .mapToObj(i -> "'" + item.apply(i) + "'")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String account(int i) {
        return Long.toString(100_000_000_000L + i * 7_919L);
    }

    private static String range(int i) {
        return (11 + i % 200) + "." + i % 250 + "." + i * 7 % 250 + ".0/24";
    }

    private static AccessFacts evaluatedInFull(String... statements) {
        AccessFacts facts = facts(statements);
        assertThat(facts.unclear()).isEmpty();
        return facts;
    }

    @Test
    void hundredsOfAddressRangesAreOneNetwork() {
        AccessFacts facts = evaluatedInFull(
                allowIf("{'IpAddress': {'aws:SourceIp': " + list(400, LargePoliciesTest::range) + "}}"));
        assertThat(facts.isPublic()).isFalse();
        assertThat(facts.isNetworkLimited()).isTrue();
    }

    @Test
    void oneWideRangeAmongHundredsGrantsAccessToEverybody() {
        String ranges = list(400, i -> i == 250 ? "0.0.0.0/1" : range(i));
        assertThat(evaluatedInFull(allowIf("{'IpAddress': {'aws:SourceIp': " + ranges + "}}"))
                        .isPublic())
                .isTrue();
    }

    @Test
    void aDenyOutsideOfHundredsOfRangesRestricts() {
        String deny = denyIf("{'NotIpAddress': {'aws:SourceIp': " + list(400, LargePoliciesTest::range) + "}}");
        AccessFacts facts = evaluatedInFull(allow("'*'"), deny);
        assertThat(facts.isPublic()).isFalse();
        assertThat(facts.isNetworkLimited()).isTrue();
    }

    @Test
    void hundredsOfAccountsAreAllNamed() {
        String accounts = list(500, LargePoliciesTest::account);
        assertThat(evaluatedInFull(allow("{'AWS': " + accounts + "}")).crossAccounts())
                .hasSize(500);
        assertThat(evaluatedInFull(allowIf("{'StringEquals': {'aws:PrincipalAccount': " + accounts + "}}"))
                        .crossAccounts())
                .hasSize(500);
    }

    @Test
    void ofHundredsOfAccountsOnlyTheExemptedOnesRemain() {
        AccessFacts facts = evaluatedInFull(
                allow("{'AWS': " + list(250, LargePoliciesTest::account) + "}"),
                denyIf("{'StringNotEquals': {'aws:PrincipalAccount': " + list(200, i -> account(i + 100)) + "}}"));
        assertThat(facts.crossAccounts()).hasSize(150);
    }

    @Test
    void hundredsOfPatternsOfArnsAreTheAccountsInThem() {
        String patterns = list(150, i -> "arn:aws:iam::" + account(i) + ":role/d*-" + i);
        assertThat(evaluatedInFull(allowIf("{'ArnLike': {'aws:PrincipalArn': " + patterns + "}}"))
                        .crossAccounts())
                .hasSize(150);
        assertThat(evaluatedInFull(allow("'*'"), denyIf("{'ArnNotLike': {'aws:PrincipalArn': " + patterns + "}}"))
                        .crossAccounts())
                .hasSize(150);
    }

    @Test
    void onePatternForEveryAccountAmongHundredsGrantsAccessToEverybody() {
        String patterns = list(150, i -> "arn:aws:iam::" + (i == 99 ? "*" : account(i)) + ":role/d*-" + i);
        assertThat(evaluatedInFull(allowIf("{'ArnLike': {'aws:PrincipalArn': " + patterns + "}}"))
                        .isPublic())
                .isTrue();
    }

    @Test
    void hundredsOfOrganizationsAndPathsAreAllNamed() {
        assertThat(evaluatedInFull(allowIf("{'StringEquals': {'aws:PrincipalOrgID': "
                                + list(300, i -> "o-a1b2c3d" + (100 + i)) + "}}"))
                        .organizationIds())
                .hasSize(300);
        assertThat(evaluatedInFull(allowIf("{'ForAnyValue:StringLike': {'aws:PrincipalOrgPaths': "
                                + list(140, i -> "o-a1b2c3d" + (100 + i) + "/r-ab12/ou-ab12-" + (11_111_111 + i) + "/*")
                                + "}}"))
                        .organizationIds())
                .hasSize(140);
    }

    @Test
    void hundredsOfEndpointsAreOneNetwork() {
        AccessFacts facts = evaluatedInFull(allowIf("{'StringEquals': {'aws:SourceVpce': "
                + list(350, i -> "vpce-" + Integer.toHexString(0x1a2b3c4d + i * 7_919)) + "}}"));
        assertThat(facts.isPublic()).isFalse();
        assertThat(facts.isNetworkLimited()).isTrue();
    }

    @Test
    void aServiceThatActsForAHundredProjectsActsForTheirAccounts() {
        AccessFacts facts = evaluatedInFull(
                "{'Effect': 'Allow', 'Principal': {'Service': 'codebuild.amazonaws.com'}, 'Action': 'ecr:*',"
                        + " 'Condition': {'ArnLike': {'aws:SourceArn': "
                        + list(110, i -> "arn:aws:codebuild:us-east-1:" + account(i) + ":project/p" + i + "*") + "}}}");
        assertThat(facts.isConfusedDeputy()).isFalse();
        assertThat(facts.crossAccounts()).hasSize(110);
    }

    @Test
    void hundredsOfUniqueIdsAreNoAnyone() {
        String ids = list(280, i -> "AROAEXAMPLEEXAMPLE" + (100 + i) + ":*");
        assertThat(evaluatedInFull(allowIf("{'StringLike': {'aws:userid': " + ids + "}}"))
                        .isPublic())
                .isFalse();
    }

    @Test
    void longPatternsOverLongTextsAreMatched() {
        String values = "['*" + "a".repeat(3_300) + "b', '" + "a".repeat(6_300) + "']";
        assertThat(evaluatedInFull(allowIf("{'StringNotLike': {'aws:UserAgent': " + values + "}}"))
                        .isPublic())
                .isTrue();
    }

    @Test
    void manyAccountsFillAVariableEach() {
        assertThat(evaluatedInFull(rolesOf(100)).crossAccounts()).hasSize(100);
        assertThat(evaluatedInFull(
                                rolesOf(40),
                                denyIf("{'StringNotEquals': {'aws:PrincipalTag/account': '${aws:PrincipalAccount}'}}"))
                        .crossAccounts())
                .hasSize(40);
        assertThat(evaluatedInFull(
                                rolesOf(100),
                                denyIf("{'StringNotEquals': {'aws:ResourceAccount': '${aws:PrincipalAccount}'}}"))
                        .grants())
                .isEmpty();
    }

    private static String rolesOf(int accounts) {
        return "{'Effect': 'Allow', 'Principal': {'AWS': " + list(accounts, i -> "" + (200_000_000_000L + i))
                + "}, 'Action': 'ecr:BatchGetImage', 'Condition': {'ArnLike':"
                + " {'aws:PrincipalArn': 'arn:aws:iam::${aws:PrincipalAccount}:role/ci'}}}";
    }

    @Test
    void aPolicyBeyondTheWorkBudgetIsUnclearAndNotSafe() {
        AccessFacts endpoints = facts(allowIf("{'StringEquals': {'aws:SourceVpc': " + list(300, i -> "vpc-" + i)
                + ", 'aws:SourceVpce': " + list(300, i -> "vpce-" + i) + "}, 'IpAddress': {'aws:VpcSourceIp': "
                + list(250, i -> "10.0.0." + i) + "}}"));
        assertThat(endpoints.unclear()).hasSize(1);

        String variables =
                IntStream.range(0, 300).mapToObj(i -> "${a:" + i + "}").collect(Collectors.joining());
        String keys =
                IntStream.range(0, 300).mapToObj(i -> "'a:" + i + "': 'x'").collect(Collectors.joining(", "));
        assertThat(facts(allowIf("{'StringEquals': {" + keys + ", 'b:b': '" + variables + "'}}"))
                        .unclear())
                .isNotEmpty();
    }

    @Test
    void theWorkOfOneStatementIsNotChargedToTheNext() {
        AccessFacts facts = facts(
                allowIf("{'StringEquals': {'aws:SourceVpc': " + list(200, i -> "vpc-" + i) + ", 'aws:SourceVpce': "
                        + list(200, i -> "vpce-" + i) + "}}"),
                allow("'444455556666'"),
                allow("'*'"));
        assertThat(facts.isPublic()).isTrue();
    }
}
