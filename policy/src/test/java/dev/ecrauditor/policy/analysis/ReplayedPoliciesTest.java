package dev.ecrauditor.policy.analysis;

import static dev.ecrauditor.policy.analysis.PolicyTexts.allow;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allowIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.denyIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Differences found when witnesses and requests of external principals were replayed in an independent simulator. */
class ReplayedPoliciesTest {

    private static final String OURS = "{'StringNotEquals': {'aws:PrincipalOrgID': '${aws:ResourceOrgID}'}}";

    private static String toAccount(String condition) {
        return "{'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:BatchGetImage', 'Condition': "
                + condition + "}";
    }

    /** The owner may well be in the organization that the policy names: its own. */
    @Test
    void anOrganizationThatMayBeTheOwnersHasAccess() {
        AccessFacts account =
                facts(toAccount("{'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}"), denyIf(OURS));
        assertThat(account.crossAccounts()).containsExactly("444455556666");
        assertThat(account.organizationIds()).containsExactly("o-a1b2c3d4e5");

        AccessFacts anyone = facts(
                allowIf("{'StringEquals': {'aws:PrincipalOrgID': ['o-a1b2c3d4e5', 'o-f6g7h8i9j0']}}"), denyIf(OURS));
        assertThat(anyone.isPublic()).isFalse();
        assertThat(anyone.organizationIds()).containsExactly("o-a1b2c3d4e5", "o-f6g7h8i9j0");

        AccessFacts paths = facts(
                allowIf(
                        "{'ForAnyValue:StringLike': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*'}}"),
                denyIf(OURS));
        assertThat(paths.organizationIds()).containsExactly("o-a1b2c3d4e5");

        AccessFacts service = facts("{'Effect': 'Allow', 'Principal': {'Service': 'lambda.amazonaws.com'},"
                + " 'Action': 'ecr:BatchGetImage', 'Condition': {'StringEquals': {'aws:SourceOrgID': 'o-a1b2c3d4e5'},"
                + " 'StringLike': {'aws:SourceOrgPaths': '${aws:ResourceOrgID}/*'}}}");
        assertThat(service.organizationIds()).containsExactly("o-a1b2c3d4e5");
    }

    @Test
    void theOwnersOrganizationIsReportedOnceHoweverManyOthersAreNamed() {
        AccessFacts facts = facts(
                allowIf("{'StringEquals': {'aws:PrincipalOrgID': '${aws:ResourceOrgID}'}}"),
                toAccount("{'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}"));
        assertThat(facts.grants())
                .filteredOn(grant -> grant.statement().number() == 1)
                .extracting(Grant::bound)
                .containsExactly(new GrantScope.Organization(Set.of("${aws:ResourceOrgID}")));
    }

    /** The owner's organization and the caller's organization are independent. */
    @Test
    void membersOfAnotherOrganizationAreReportedWhereTheOwnersIsNamed() {
        String both = "{'StringEquals': {'aws:ResourceOrgID': 'o-a1b2c3d4e5',"
                + " 'aws:PrincipalOrgID': ['o-a1b2c3d4e5', 'o-f6g7h8i9j0']}}";
        assertThat(facts(allowIf(both)).organizationIds()).containsExactly("o-a1b2c3d4e5", "o-f6g7h8i9j0");
        assertThat(facts(toAccount(both)).grants())
                .extracting(Grant::bound)
                .containsExactly(new GrantScope.Account("444455556666", Set.of("o-a1b2c3d4e5", "o-f6g7h8i9j0")));
        assertThat(facts(toAccount(both), denyIf(OURS)).grants())
                .extracting(Grant::bound)
                .containsExactly(new GrantScope.Account("444455556666", Set.of("o-a1b2c3d4e5")));
    }

    @Test
    void itIsTheSameWrittenTheOtherWayRound() {
        String others = "{'StringEquals': {'aws:ResourceOrgID': '${aws:PrincipalOrgID}'}}";
        AccessFacts facts =
                facts(allowIf(others), toAccount("{'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}"));
        assertThat(facts.grants())
                .filteredOn(grant -> grant.statement().number() == 1)
                .extracting(Grant::bound)
                .containsExactly(new GrantScope.Organization(Set.of("${aws:ResourceOrgID}")));
    }

    /** A tag that the caller chooses contains a value that the caller cannot choose. */
    @Test
    void theRequiredValueOfATagDecidesWhoMatches() {
        assertThat(facts(tagged("aws:PrincipalAccount", "444455556666")).crossAccounts())
                .containsExactly("444455556666");
        assertThat(facts(tagged("aws:PrincipalArn", "arn:aws:iam::444455556666:role/ci"))
                        .crossAccounts())
                .containsExactly("444455556666");
        assertThat(facts(tagged("aws:PrincipalOrgID", "o-a1b2c3d4e5")).organizationIds())
                .containsExactly("o-a1b2c3d4e5");
        assertThat(networks(tagged("aws:SourceVpc", "vpc-1a2b3c4d"))).containsExactly("vpc-1a2b3c4d");
        assertThat(networks(tagged("aws:SourceIp", "203.0.113.9"))).containsExactly("203.0.113.9");
        assertThat(facts(tagged("aws:userid", "AIDACKCEVSQ6C2EXAMPLE")).grants())
                .extracting(Grant::bound)
                .containsExactly(new GrantScope.Unknowable("AIDACKCEVSQ6C2EXAMPLE"));
        assertThat(facts(tagged("aws:ResourceOrgID", "o-a1b2c3d4e5")).isPublic())
                .isTrue();
    }

    /** A caller chooses its tags freely, also as the values of the rest of its request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws:PrincipalAccount StringLike 4444*",
                "aws:PrincipalAccount StringNotLike 9*",
                "aws:PrincipalArn StringLike arn:aws:iam::*:role/deploy-*",
                "aws:PrincipalArn ArnNotLike arn:*:iam::*:role/*",
                "aws:userid StringLike *:prod-*",
                "aws:PrincipalOrgID StringLike o-a*",
                "aws:PrincipalOrgPaths ForAnyValue:StringLike o-*/r-ab12/*",
                "aws:ResourceOrgID StringLike o-a*",
                "aws:SourceIp IpAddress 8.0.0.0/5",
                "aws:SourceIp NotIpAddress 192.0.2.0/24",
                "aws:VpcSourceIp NotIpAddress 10.0.0.0/7",
                "aws:SourceVpc StringLike vpc-a*",
                "aws:VpceAccount StringLike 4444*",
                "aws:PrincipalType StringLike *",
                "aws:MultiFactorAuthAge NumericLessThan 3600"
            })
    void aTagThatEqualsWhatAPatternLeavesOpenRestrictsNobody(String open) {
        String[] words = open.split(" ", 3);
        String condition = "{'" + words[1] + "': {'" + words[0] + "': '" + words[2]
                + "'}, 'StringEquals': {'aws:PrincipalTag/t': 'of-${" + words[0] + "}'}}";
        assertThat(facts(allowIf(condition)).isPublic()).isTrue();
    }

    /** Where the same key is fixed, the tag beside it grants nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws:PrincipalAccount StringEquals 111122223333",
                "aws:PrincipalArn ArnLike arn:aws:iam::111122223333:role/*",
                "aws:PrincipalArn ArnLike arn:aws:iam::444455556666:role/*",
                "aws:PrincipalOrgID StringLike o-a1b2c3d4e5",
                "aws:SourceIp IpAddress 203.0.113.0/24",
                "aws:SourceVpc StringLike vpc-1a2b3c4d"
            })
    void aTagThatEqualsWhatIsFixedGrantsNothing(String fixed) {
        String[] words = fixed.split(" ", 3);
        String condition = "{'" + words[1] + "': {'" + words[0] + "': '" + words[2]
                + "'}, 'StringEqualsIgnoreCase': {'aws:PrincipalTag/t': 'of-${" + words[0] + "}'}}";
        AccessFacts facts = facts(allowIf(condition));
        assertThat(facts.isPublic()).isFalse();
        assertThat(facts.unclear()).isEmpty();
    }

    @Test
    void anArnSpelledWithAFixedAccountIsOfThatAccount() {
        AccessFacts facts =
                facts(allowIf("{'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::${aws:PrincipalAccount}:role/ci'},"
                        + " 'StringEquals': {'aws:PrincipalAccount': '444455556666'}}"));
        assertThat(facts.isPublic()).isFalse();
        assertThat(facts.crossAccounts()).containsExactly("444455556666");
    }

    /** So does an ARN or a unique id that is only spelled with the caller's account. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'StringLike': {'aws:PrincipalArn': 'arn:aws:iam::${aws:PrincipalAccount}:role/ci', 'aws:PrincipalAccount': '4444*'}",
                "'StringNotLike': {'aws:PrincipalAccount': '9*'}, 'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::${aws:PrincipalAccount}:role/ci'}",
                "'StringLike': {'aws:userid': '${aws:PrincipalAccount}:bob', 'aws:PrincipalAccount': '4444*'}"
            })
    void anArnSpelledWithItsOwnAccountRestrictsNobody(String condition) {
        assertThat(facts(allowIf("{" + condition + "}")).grants())
                .extracting(Grant::bound)
                .containsExactly(new GrantScope.Anyone());
    }

    /** Of a whole account, an identity may remain that a denial exempts by name. */
    @Test
    void aPrincipalThatADenialExemptsHasAccessWithItsAccount() {
        String account = "{'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:BatchGetImage'}";
        String exempting = "{'Effect': 'Deny', 'NotPrincipal': {'AWS': 'arn:aws:iam::444455556666:role/ci'},"
                + " 'Action': 'ecr:*'}";
        assertThat(facts(account, exempting).crossAccounts()).containsExactly("444455556666");
        String session = exempting.replace("iam", "sts").replace("role/ci", "assumed-role/ci/run-7");
        assertThat(facts(account, session).crossAccounts()).containsExactly("444455556666");
        String others = exempting.replace("444455556666", "222233334444");
        assertThat(facts(account, others).crossAccounts()).isEmpty();
    }

    @Test
    void aPrincipalThatADenialExemptsIsNotHiddenByItsArn() {
        String session = "arn:aws:sts::444455556666:assumed-role/r/s";
        String anyone = "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*'}";
        String exempting = "{'Effect': 'Deny', 'NotPrincipal': {'AWS': '" + session + "'}, 'Action': 'ecr:*'}";
        String spells = "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:PutImage', 'Condition': {'StringEquals':"
                + " {'aws:PrincipalArn': ['arn:aws:iam::444455556666:role/r " + session
                + "', 'arn:aws:iam::444455556666:role/external/r " + session + "']}}}";
        assertThat(facts(anyone, exempting, spells).crossAccounts()).containsExactly("444455556666");
        String ownSession = exempting.replace("444455556666", PolicyTexts.OWNER);
        assertThat(facts(anyone, ownSession, spells).grants()).isEmpty();
    }

    /** After many inconclusive searches, the plainest caller is still tried. */
    @Test
    void whatIsAllowedToThePlainestCallerIsFoundAfterInconclusiveSearches() {
        String accounts = LongStream.range(222_222_222_210L, 222_222_222_230L)
                .mapToObj(account -> "'" + account + "', ")
                .collect(Collectors.joining());
        String everybody = "{'Effect': 'Allow', 'Principal': {'AWS': [" + accounts + "'*']}, 'Action': 'ecr:*'}";
        String put = "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:PutImage'}";
        String unsure =
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:DeleteRepository', 'Condition': {'StringLike':"
                        + " {'aws:PrincipalTag/x': '*a????????????b*'}}}";
        AccessFacts facts = facts(everybody, put, unsure);
        assertThat(facts.isPublic()).isTrue();
        assertThat(facts.crossAccounts()).hasSize(20);
        assertThat(facts(everybody, put.replace("PutImage", "*"), unsure).grants())
                .isEmpty();
    }

    @Test
    void aUniqueIdIsInNoOrganizationOnlyBecauseTheOwnerIs() {
        AccessFacts facts = facts(allowIf(
                "{'StringEquals': {'aws:ResourceOrgID': 'o-a1b2c3d4e5', 'aws:userid': 'AROADBQP57FF2AEXAMPLE:ci'}}"));
        assertThat(facts.grants())
                .extracting(Grant::bound)
                .containsExactly(new GrantScope.Unknowable("AROADBQP57FF2AEXAMPLE:ci"));
    }

    private static String tagged(String variable, String value) {
        return allowIf("{'StringEquals': {'aws:PrincipalTag/t': '${" + variable
                + "}'}, 'StringLike': {'aws:PrincipalTag/t': '" + value + "'}}");
    }

    @Test
    void aCallerThroughItsOwnEndpointIsAnybody() {
        assertThat(facts(allowIf("{'StringEquals': {'aws:VpceAccount': '${aws:PrincipalAccount}'}}"))
                        .isPublic())
                .isTrue();
        assertThat(networks(allowIf("{'StringEquals': {'aws:VpceOrgID': '${aws:ResourceOrgID}'},"
                        + " 'Bool': {'aws:PrincipalIsAWSService': 'false'}}")))
                .containsExactly("${aws:ResourceOrgID}");
    }

    @Test
    void anOrganizationWithAWildcardInItsIdIsNobody() {
        assertThat(facts(allowIf("{'StringEquals': {'aws:PrincipalOrgID': 'o-*'}}"))
                        .grants())
                .isEmpty();
        assertThat(facts(allowIf("{'StringLike': {'aws:PrincipalOrgID': 'o-*'}}"))
                        .isPublic())
                .isTrue();
    }

    @Test
    void everyNetworkIsReportedAsThePolicyWritesIt() {
        assertThat(networks(allowIf(
                        "{'IpAddress': {'aws:SourceIp': ['203.0.113.0/24', '2001:db8:1::/48', '198.51.100.7']}}")))
                .containsExactlyInAnyOrder("203.0.113.0/24", "2001:db8:1::/48", "198.51.100.7");
        assertThat(networks(allowIf("{'StringEquals': {'aws:SourceVpce': ['vpce-1a2b3c4d', 'vpce-5e6f7a8b']}}")))
                .containsExactlyInAnyOrder("vpce-1a2b3c4d", "vpce-5e6f7a8b");
        assertThat(networks(
                        allow("'*'"),
                        denyIf("{'NotIpAddress': {'aws:SourceIp': '203.0.113.0/24'},"
                                + " 'StringNotEquals': {'aws:SourceVpc': 'vpc-1a2b3c4d'}}")))
                .containsExactlyInAnyOrder("203.0.113.0/24", "vpc-1a2b3c4d");
        assertThat(networks(allowIf(
                        "{'StringEquals': {'aws:SourceVpc': 'vpc-1a2b3c4d', 'aws:SourceVpce': 'vpce-5e6f7a8b'}}")))
                .containsExactlyInAnyOrder("vpc-1a2b3c4d", "vpce-5e6f7a8b");
    }

    private static Set<String> networks(String... statements) {
        AccessFacts facts = facts(statements);
        assertThat(facts.isPublic()).isFalse();
        assertThat(facts.grants()).hasSize(1);
        return ((GrantScope.Network) facts.grants().get(0).bound()).networks();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'StringEquals': {'aws:VpceAccount': '444455556666'}}",
                "{'StringEquals': {'aws:VpceOrgID': 'o-a1b2c3d4e5'}}",
                "{'ForAnyValue:StringLike': {'aws:VpceOrgPaths': 'o-a1b2c3d4e5/r-ab12/*'}}"
            })
    void noCallerChoosesTheOwnerOfAnEndpoint(String condition) {
        AccessFacts facts = facts(allowIf(condition));
        assertThat(facts.isPublic()).isFalse();
        assertThat(facts.isNetworkLimited()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Null': {'aws:CurrentTime': 'false'}}",
                "{'Bool': {'aws:SecureTransport': ['true', 'false']}}",
                "{'StringLike': {'aws:RequestedRegion': '*'}}"
            })
    void aKeyOfEveryRequestIsNotLeftOut(String condition) {
        assertThat(facts(allow("'*'"), denyIf(condition)).isPublic()).isFalse();
    }

    @Test
    void aTimeIsATime() {
        assertThat(facts(allow("'*'"), denyIf("{'DateGreaterThan': {'aws:CurrentTime': '2025-01-01T00:00:00Z'}}"))
                        .grants())
                .extracting(grant -> grant.witness().context().get("aws:CurrentTime"))
                .containsExactly(List.of("2025-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'DateGreaterThan': {'aws:CurrentTime': '2026-03-01T00:00:00Z'}, 'DateLessThan': {'aws:CurrentTime': '2026-02-01T00:00:00Z'}}",
                "{'StringEquals': {'aws:PrincipalTag/team': 'a'}, 'StringNotEquals': {'aws:PrincipalTag/team': 'a'}}",
                "{'NumericLessThan': {'aws:EpochTime': '5'}, 'NumericGreaterThan': {'aws:EpochTime': '7'}}",
                "{'Null': {'aws:SecureTransport': 'true'}}",
                // Only a service has a service name, and no service has tags.
                "{'StringLike': {'aws:PrincipalServiceName': '*'}, 'StringEquals': {'aws:PrincipalTag/t': 'of-${aws:PrincipalServiceName}'}}"
            })
    void aContradictionGrantsNothing(String condition) {
        assertThat(facts(allowIf(condition)).grants()).isEmpty();
    }

    @Test
    void anAccountCallsFromItsPartition() {
        assertThat(facts(allow("{'AWS': 'arn:aws-us-gov:iam::444455556666:root'}"))
                        .grants())
                .extracting(grant -> grant.witness().principal())
                .containsExactly("arn:aws-us-gov:iam::444455556666:role/external");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::987654321:root",
                "arn:aws:iam::MANAGEMENT_ACCOUNT:root",
                "arn:aws:iam::${var.account}:role/ci"
            })
    void whatIsOfNoAccountIsNobody(String principal) {
        AccessFacts facts = facts(allow("{'AWS': '" + principal + "'}"));
        assertThat(facts.grants()).isEmpty();
        assertThat(facts.unresolvedPrincipals()).containsExactly(principal);
    }

    private static AccessFacts lambda(String sourceArn) {
        return facts("{'Effect': 'Allow', 'Principal': {'Service': 'lambda.amazonaws.com'},"
                + " 'Action': 'ecr:BatchGetImage', 'Condition': {'StringLike': {'aws:SourceArn': '" + sourceArn
                + "'}}}");
    }

    /** With StringLike a star matches colons. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:lambda:*",
                "arn:aws:lambda:us-east-1*",
                "arn:aws:lambda:*:function:shared",
                "arn:aws:lambda:us-east-?:4*",
                "arn:aws:lambda:*:444455556666*",
                "arn:aws:lambda:*111122223333*",
                "arn:aws:lam*"
            })
    void aPatternThatEndsBeforeTheAccountRestrictsNoService(String pattern) {
        assertThat(lambda(pattern).isConfusedDeputy()).isTrue();
        assertThat(facts(allowIf("{'StringLike': {'aws:SourceArn': '" + pattern + "'}}"))
                        .isPublic())
                .isTrue();
    }

    @Test
    void aPatternWithTheAccountInItsPlaceIsOfThatAccount() {
        assertThat(lambda("arn:aws:lambda:*:444455556666:function:*").crossAccounts())
                .containsExactly("444455556666");
        assertThat(lambda("arn:aws:lambda:*:111122223333:function:*").grants()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'StringEquals': {'aws:PrincipalOrgID': '${aws:ResourceOrgID}'}, 'StringLike': {'aws:PrincipalOrgID': 'o-*'}}",
                "{'StringEquals': {'aws:PrincipalOrgID': '${aws:ResourceOrgID}'}, 'StringLike': {'aws:PrincipalOrgID': 'o-a1*'}}",
                "{'StringEquals': {'aws:PrincipalOrgID': '${aws:ResourceOrgID}'}, 'StringLike': {'aws:PrincipalOrgID': 'o-????????'}}",
                "{'StringEquals': {'aws:PrincipalOrgID': '${aws:ResourceOrgID}'}}"
            })
    void aPatternBesideTheOwnersOrganizationGrantsNothingExternal(String condition) {
        AccessFacts facts = facts(
                allowIf(condition),
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:PutImage',"
                        + " 'Condition': {'StringNotLike': {'aws:PrincipalOrgID': 'o-*'}}}");
        assertThat(facts.grants())
                .extracting(Grant::bound)
                .containsExactly(new GrantScope.Organization(Set.of("${aws:ResourceOrgID}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'StringEquals': {'aws:VpceAccount': '111122223333'}}",
                "{'StringEquals': {'aws:VpceOrgID': 'o-a1b2c3d4e5'}}",
                "{'StringEquals': {'aws:SourceVpce': 'vpce-1a2b3c4d'}}"
            })
    void anEndpointRestrictsNoService(String condition) {
        assertThat(facts("{'Effect': 'Allow', 'Principal': {'Service': 'codebuild.amazonaws.com'},"
                                + " 'Action': 'ecr:BatchGetImage', 'Condition': " + condition + "}")
                        .isConfusedDeputy())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'StringEquals': {'aws:VpceAccount': '444455556666'}, 'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}}",
                "{'StringEquals': {'aws:VpceAccount': '4444'}}",
                "{'StringEquals': {'aws:VpceOrgID': 'o-*'}}",
                "{'StringEquals': {'aws:SourceVpce': 'vpce-*'}}",
                "{'ForAnyValue:StringEquals': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}}"
            })
    void whatCannotBeIsNobody(String condition) {
        assertThat(facts(allowIf(condition)).grants()).isEmpty();
    }

    @Test
    void withoutVersionAVariableIsItsOwnText() {
        assertThat(PolicyAnalysis.of(
                                PolicyTexts.parsed(PolicyTexts.json("{'Statement': ["
                                        + allowIf("{'StringEquals': {'aws:PrincipalOrgID': '${aws:ResourceOrgID}'}}")
                                        + "]}")),
                                PolicyTexts.OWNER)
                        .grants())
                .isEmpty();
    }

    @Test
    void theDefaultOfAMissingVariableHasAccess() {
        String text = PolicyTexts.policy(
                        allowIf("{'StringEquals': {'aws:PrincipalOrgID': '${aws:ResourceOrgID, ~o-a1b2c3d4e5~}'}}"))
                .replace('~', '\'');
        assertThat(PolicyAnalysis.of(PolicyTexts.parsed(text), PolicyTexts.OWNER)
                        .organizationIds())
                .containsExactly("o-a1b2c3d4e5");
    }

    /** Possibly by several values at once, which is better than to miss a caller that matches both. */
    @Test
    void aTagThatIsAVariableAndFitsAPatternIsNotNobody() {
        assertThat(facts(tagged("aws:PrincipalAccount", "4444*")).isPublic()).isTrue();
    }

    @Test
    void theExternalPrincipalIsNotNamedAndAnAccountHasItsNamedPartition() {
        AccessFacts facts = facts(
                "{'Effect': 'Allow', 'Principal': {'AWS': ['arn:aws:iam::999999000001:root',"
                        + " 'arn:aws-cn:iam::999999000001:root']}, 'Action': 'ecr:BatchGetImage'}",
                allow("'*'"));
        assertThat(facts.grants())
                .extracting(grant -> grant.witness().principal())
                .containsExactly(
                        "arn:aws:iam::999999000001:role/external",
                        "arn:aws-cn:iam::999999000001:role/external",
                        "arn:aws:iam::999999000002:role/external");
    }
}
