package dev.ecrauditor.policy.analysis;

import static dev.ecrauditor.policy.analysis.PolicyTexts.allow;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allowIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.denyIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.request.Candidate;
import dev.ecrauditor.policy.request.RequestConstraint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Principals outside the account to which a policy grants access in a way that is easily missed. Each was missed once.
 */
class ExternalPrincipalsTest {

    private static String denyOthers(String exempted) {
        return "{'Effect': 'Deny', 'NotPrincipal': " + exempted + ", 'Action': 'ecr:*'}";
    }

    @Test
    void anAccountExemptedByADenyForEveryoneElseHasAccess() {
        AccessFacts facts = facts(allow("'*'"), denyOthers("{'AWS': ['111122223333', '444455556666']}"));
        assertThat(facts.isPublic()).isFalse();
        assertThat(facts.crossAccounts()).containsExactly("444455556666");
    }

    @Test
    void aSessionExemptedByADenyForEveryoneElseHasAccess() {
        AccessFacts facts =
                facts(allow("'*'"), denyOthers("{'AWS': 'arn:aws:sts::444455556666:assumed-role/ci/run-7'}"));
        assertThat(facts.crossAccounts()).containsExactly("444455556666");
        assertThat(facts.grants())
                .extracting(grant -> grant.witness().principal())
                .contains("arn:aws:sts::444455556666:assumed-role/ci/run-7");
    }

    @Test
    void aServiceExemptedByADenyForEveryoneElseActsForAnybody() {
        AccessFacts facts = facts(allow("'*'"), denyOthers("{'Service': 'lambda.amazonaws.com'}"));
        assertThat(facts.isPublic()).isTrue();
        assertThat(facts.grants())
                .extracting(Grant::bound, grant -> grant.witness().principal())
                .containsExactly(tuple(new GrantScope.AnyoneThroughService(), "lambda.amazonaws.com"));
    }

    @Test
    void aServiceNamedByItsKeyActsForAnybody() {
        assertThat(facts(allowIf("{'StringEquals': {'aws:PrincipalServiceName': 'lambda.amazonaws.com'}}"))
                        .isPublic())
                .isTrue();
    }

    @Test
    void aSessionCallsWithTheArnOfItsRole() {
        String session = "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:sts::444455556666:assumed-role/ci/run-7'},"
                + " 'Action': 'ecr:PutImage', 'Condition': {'%s': {'aws:PrincipalArn': '%s'}}}";
        assertThat(facts(String.format(session, "ArnEquals", "arn:aws:iam::444455556666:role/team/ci"))
                        .crossAccounts())
                .containsExactly("444455556666");
        assertThat(facts(String.format(session, "ArnLike", "arn:aws:sts::444455556666:assumed-role/*"))
                        .crossAccounts())
                .isEmpty();
        assertThat(facts(String.format(session, "ArnNotLike", "arn:aws:iam::*:role/??"))
                        .crossAccounts())
                .containsExactly("444455556666");
    }

    @Test
    void aDenyOfARoleIsOneOfItsSessions() {
        assertThat(facts(
                                allow("{'AWS': 'arn:aws:sts::444455556666:assumed-role/ci/run-7'}"),
                                "{'Effect': 'Deny', 'Action': 'ecr:*', 'Principal': {'AWS': ["
                                        + "'arn:aws:iam::444455556666:role/ci', 'arn:aws:iam::444455556666:role/external/ci']}}")
                        .crossAccounts())
                .isEmpty();
    }

    @Test
    void aNetworkAndAnAccountAreBothReportedWhenADenyExemptsEither() {
        AccessFacts facts = facts(
                allow("'*'"),
                denyIf(
                        "{'NotIpAddress': {'aws:SourceIp': '203.0.113.0/24'}, 'StringNotEquals': {'aws:PrincipalAccount': '444455556666'}}"));
        assertThat(facts.isPublic()).isFalse();
        assertThat(facts.isNetworkLimited()).isTrue();
        assertThat(facts.crossAccounts()).containsExactly("444455556666");
    }

    @Test
    void membersAndServicesAreBothReportedWhenADenyExemptsServices() {
        AccessFacts facts = facts(
                allow("'*'"),
                denyIf(
                        "{'StringNotEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}, 'Bool': {'aws:PrincipalIsAWSService': 'false'}}"));
        assertThat(facts.grants())
                .extracting(Grant::bound)
                .containsExactly(
                        new GrantScope.Organization(Set.of("o-a1b2c3d4e5")), new GrantScope.AnyoneThroughService());
    }

    @Test
    void everyOrganizationOfAnAccountsConditionIsReported() {
        AccessFacts facts = facts("{'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:PutImage',"
                + " 'Condition': {'StringEquals': {'aws:PrincipalOrgID': ['o-a1b2c3d4e5', 'o-f6g7h8i9j0']}}}");
        assertThat(facts.isOrganizationOnly()).isTrue();
        assertThat(facts.organizationIds()).containsExactlyInAnyOrder("o-a1b2c3d4e5", "o-f6g7h8i9j0");
    }

    @Test
    void aServiceThatActsForOneOrganizationOnlyIsOfThatOrganization() {
        AccessFacts facts = facts(
                "{'Effect': 'Allow', 'Principal': {'Service': 'lambda.amazonaws.com'}, 'Action': 'ecr:BatchGetImage',"
                        + " 'Condition': {'StringEquals': {'aws:SourceOrgID': 'o-a1b2c3d4e5'}}}");
        assertThat(facts.isConfusedDeputy()).isFalse();
        assertThat(facts.isOrganizationOnly()).isTrue();
        assertThat(facts.organizationIds()).containsExactly("o-a1b2c3d4e5");
    }

    @Test
    void theConstraintsOfARequestKeepTheirOrderInEveryJvm() {
        Set<RequestConstraint> constraints = new LinkedHashSet<>();
        List.of("z", "a", "m", "c", "y", "b")
                .forEach(value -> constraints.add(new RequestConstraint(RequestConstraint.Kind.UNIQUE_ID, value)));
        assertThat(new Candidate(Map.of(), constraints).constraints()).containsExactlyElementsOf(constraints);
    }

    @Test
    void theOwnersOrganizationRestrictsWithoutBeingNamed() {
        AccessFacts facts = facts(allowIf("{'StringEquals': {'aws:PrincipalOrgID': '${aws:ResourceOrgID}'}}"));
        assertThat(facts.isPublic()).isFalse();
        assertThat(facts.isOrganizationOnly()).isTrue();
        assertThat(facts.organizationIds()).isEmpty();
    }

    @Test
    void twoVariablesThatTheCallerChoosesRestrictNobody() {
        assertThat(facts(allowIf("{'StringEquals': {'aws:PrincipalTag/a': '${aws:PrincipalTag/b}'}}"))
                        .isPublic())
                .isTrue();
    }

    @Test
    void anEscapedWildcardIsNoWildcard() {
        assertThat(facts(allowIf("{'StringLike': {'aws:PrincipalOrgID': 'o-${*}'}}"))
                        .isPublic())
                .isFalse();
    }

    @Test
    void aUserHasNoSessionName() {
        AccessFacts facts = facts(allow("'*'"), denyIf("{'StringLike': {'aws:userid': '*:*'}}"));
        assertThat(facts.isPublic()).isTrue();
        assertThat(facts.grants())
                .extracting(grant -> grant.witness().principal())
                .allMatch(arn -> arn.contains(":user/"));
    }

    @Test
    void anAccountInAUniqueIdIsThatAccount() {
        assertThat(facts(allowIf("{'StringLike': {'aws:userid': '444455556666:*'}}"))
                        .crossAccounts())
                .containsExactly("444455556666");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The narrower pattern of the Deny does not cover the wider one of the Allow.
                "StringLike aws:userid *:ci-* StringLike aws:userid *:ci-x",
                "StringLike aws:PrincipalAccount 4* StringLike aws:PrincipalAccount 499*",
                "StringLike aws:PrincipalArn arn:aws:iam::*:role/* StringLike aws:PrincipalArn arn:aws:iam::*:role/a*",
                // The Allow requires one pattern, the Deny exempts another, and a name can match both.
                "StringLike aws:userid *:ci-* StringNotLike aws:userid *-prod",
                "ArnLike aws:PrincipalArn arn:aws:iam::*:role/ci-* StringNotLike aws:PrincipalArn *-prod",
                "StringLike aws:UserAgent docker/* StringNotLike aws:UserAgent *linux*",
                "StringEqualsIgnoreCase aws:PrincipalTag/team Core StringEquals aws:PrincipalTag/team Core"
            })
    void aCallerCanChooseANameThatPassesTheAllowAndEscapesTheDeny(String words) {
        List<String> word = List.of(words.split(" "));
        assertThat(facts(
                                allowIf("{'" + word.get(0) + "': {'" + word.get(1) + "': '" + word.get(2) + "'}}"),
                                denyIf("{'" + word.get(3) + "': {'" + word.get(4) + "': '" + word.get(5) + "'}}"))
                        .isPublic())
                .isTrue();
    }

    @Test
    void aServiceMaySendTheResourceAndNotItsAccount() {
        assertThat(facts(
                                allowIf(
                                        "{'ArnLike': {'aws:SourceArn': 'arn:aws:lambda:*:*:function:*'}, 'StringEqualsIfExists': {'aws:SourceAccount': '111122223333'}}"))
                        .isPublic())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Principal': '444455556666'",
                "'Principal': ['444455556666']",
                "'Principal': 'arn:aws:iam::444455556666:root'"
            })
    void aDenyWithAPrincipalAwsWouldRefuseIsNotReliedOn(String principal) {
        assertThat(facts(allow("{'AWS': '444455556666'}"), "{'Effect': 'Deny', " + principal + ", 'Action': '*'}")
                        .crossAccounts())
                .containsExactly("444455556666");
    }

    @Test
    void aRoleWhoseNameEndsLikeARootIsNotTheWholeAccount() {
        AccessFacts facts = facts(
                allow("{'AWS': '444455556666'}"),
                "{'Effect': 'Deny', 'Principal': {'AWS': 'arn:aws:iam::444455556666:role/a:root'}, 'Action': '*'}");
        assertThat(facts.crossAccounts()).containsExactly("444455556666");
    }

    @Test
    void anAddressComparedAsTextCanMatchAPattern() {
        assertThat(facts(allowIf("{'StringLike': {'aws:SourceIp': '203.0.*'}}")).isPublic())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'StringEquals': {'aws:PrincipalTag/account': '${aws:PrincipalAccount}'}}",
                "{'StringEquals': {'aws:PrincipalAccount': '${aws:PrincipalTag/account}'}}",
                "{'StringEquals': {'aws:VpceAccount': '${aws:PrincipalAccount}'}}",
                "{'StringLike': {'aws:PrincipalTag/arn': '${aws:PrincipalArn}*'}}"
            })
    void aNamedPrincipalFillsVariables(String condition) {
        String negated = condition.replace("StringEquals", "StringNotEquals").replace("StringLike", "StringNotLike");
        for (String principal : List.of("444455556666", "arn:aws:iam::444455556666:role/ci")) {
            String allowed = allow("{'AWS': '" + principal + "'}");
            assertThat(facts(allowed.replaceFirst("}$", ", 'Condition': " + Matcher.quoteReplacement(condition) + "}"))
                            .crossAccounts())
                    .containsExactly("444455556666");
            assertThat(facts(allowed, denyIf(negated)).crossAccounts()).containsExactly("444455556666");
        }
    }

    @Test
    void aCallerOfTheOwnersAccountIsNotExternal() {
        assertThat(facts(
                                allow("{'AWS': '444455556666'}"),
                                denyIf("{'StringNotEquals': {'aws:PrincipalAccount': '${aws:ResourceAccount}'}}"))
                        .grants())
                .isEmpty();
    }
}
