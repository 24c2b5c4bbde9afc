package dev.ecrauditor.policy.analysis;

import static dev.ecrauditor.policy.analysis.PolicyTexts.allow;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allowIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.denyIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.facts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Findings of a review with hundreds of policies, written without knowledge of the evaluation. */
class ReviewedPoliciesTest {

    private static String service(String condition) {
        return "{'Effect': 'Allow', 'Principal': {'Service': 'lambda.amazonaws.com'}, 'Action': 'ecr:BatchGetImage',"
                + " 'Condition': " + condition + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'IpAddress': {'aws:SourceIp': ['0.0.0.0/0', '::/0']}}",
                "{'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}}",
                "{'Null': {'aws:SourceIp': 'false'}}",
                "{'StringEquals': {'aws:SourceVpce': 'vpce-1a2b3c4d'}}"
            })
    void theNetworkOfAServiceRestrictsNobodyItActsFor(String condition) {
        assertThat(facts(service(condition)).isConfusedDeputy()).isTrue();
    }

    @Test
    void aServiceRestrictedToAnAccountStaysRestrictedFromAnyNetwork() {
        AccessFacts facts = facts(service("{'StringEquals': {'aws:SourceAccount': '444455556666'},"
                + " 'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}}"));
        assertThat(facts.isConfusedDeputy()).isFalse();
        assertThat(facts.crossAccounts()).containsExactly("444455556666");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "arn:aws:iam::444455556666:saml-provider/okta"})
    void aRoleThatADenyExemptsIsReachedByThoseWhoSignInToIt(String provider) {
        String others =
                "{'Effect': 'Deny', 'NotPrincipal': {'AWS': 'arn:aws:iam::444455556666:role/ci'}, 'Action': 'ecr:*'}";
        AccessFacts facts = facts(allow("{'Federated': '" + provider + "'}"), others);
        assertThat(facts.isPublic()).isFalse();
        assertThat(facts.crossAccounts()).containsExactly("444455556666");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Federated': 'arn:aws:iam::222233334444:saml-provider/okta'}",
                "{'Service': 'codebuild.amazonaws.com'}",
                "{'AWS': '222233334444'}"
            })
    void aRoleThatADenyExemptsIsNotReachedByOthers(String principal) {
        String others =
                "{'Effect': 'Deny', 'NotPrincipal': {'AWS': 'arn:aws:iam::444455556666:role/ci'}, 'Action': 'ecr:*'}";
        assertThat(facts(allow(principal), others).grants()).isEmpty();
    }

    @Test
    void aNetworkRestrictsAnyoneAlsoWhenServicesAreNamed() {
        AccessFacts facts = facts(allowIf("{'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}}"));
        assertThat(facts.isPublic()).isFalse();
        assertThat(facts.isNetworkLimited()).isTrue();
    }

    @Test
    void organizationsThatADenyNamesRestrictOnlyWhatItDenies() {
        String other = "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:DeleteRepository',"
                + " 'Condition': {'StringNotEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}}";
        assertThat(facts(allow("{'AWS': '444455556666'}"), other).organizationIds())
                .isEmpty();
        assertThat(facts(allow("'*'"), other).organizationIds()).isEmpty();
        String wider = denyIf("{'StringNotEquals': {'aws:PrincipalOrgID': ['o-a1b2c3d4e5', 'o-zz99yy88xx']}}");
        assertThat(facts(allowIf("{'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}"), wider)
                        .organizationIds())
                .containsExactly("o-a1b2c3d4e5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"StringLike", "StringNotLike"})
    void anAccountThatIsSpelledOutIsThatAccountWithNothingBehindIt(String operator) {
        String pattern = "{'" + operator + "': {'aws:PrincipalArn': 'arn:aws:iam::444455556666*'}}";
        AccessFacts facts =
                operator.equals("StringLike") ? facts(allowIf(pattern)) : facts(allow("'*'"), denyIf(pattern));
        assertThat(facts.isPublic()).isFalse();
        assertThat(facts.crossAccounts()).containsExactly("444455556666");
    }

    @Test
    void anOrganizationRestrictsBesideAUniqueId() {
        AccessFacts facts = facts(allowIf("{'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'},"
                + " 'StringLike': {'aws:userid': 'AROAI1111111111111111:*'}}"));
        assertThat(facts.isOrganizationOnly()).isTrue();
        assertThat(facts.organizationIds()).containsExactly("o-a1b2c3d4e5");
    }

    @Test
    void aNetworkRestrictsBesideAUniqueId() {
        assertThat(facts(allowIf("{'IpAddress': {'aws:SourceIp': '203.0.113.0/24'},"
                                + " 'StringLike': {'aws:userid': 'AROAI1111111111111111:*'}}"))
                        .isNetworkLimited())
                .isTrue();
    }

    @Test
    void anOrganizationOfAnotherStatementDoesNotRestrictAUniqueId() {
        AccessFacts facts = facts(
                allowIf("{'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}"),
                allowIf("{'StringLike': {'aws:userid': 'AROAI1111111111111111:*'}}"));
        assertThat(facts.grants()).hasSize(2);
        assertThat(facts.grants().get(1).bound()).isInstanceOf(Grant.GrantScope.Unknowable.class);
    }

    /** A fixed restriction decides, however many patterns restrict it further. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12, 40})
    void patternsBesideAnOrganizationKeepItsRestriction(int count) {
        String patterns = IntStream.range(0, count)
                .mapToObj(i -> "'arn:aws:iam::*:role/team" + i + "-*'")
                .collect(Collectors.joining(", "));
        AccessFacts facts = facts(allowIf("{'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'},"
                + " 'StringLike': {'aws:PrincipalArn': [" + patterns + "]}}"));
        assertThat(facts.unclear()).isEmpty();
        assertThat(facts.isOrganizationOnly()).isTrue();
    }

    @Test
    void aServiceWithAHundredFunctionsOfOthersActsForTheirAccounts() {
        String arns = IntStream.range(0, 120)
                .mapToObj(i -> "'arn:aws:lambda:*:" + (100_000_000_000L + i) + ":function:*'")
                .collect(Collectors.joining(", "));
        AccessFacts facts = facts(service("{'ArnLike': {'aws:SourceArn': [" + arns + "]}}"));
        assertThat(facts.unclear()).isEmpty();
        assertThat(facts.isConfusedDeputy()).isFalse();
        assertThat(facts.crossAccounts()).hasSize(120);
    }

    /** Its users with that unique id have access, whatever organization the account is in. */
    @Test
    void anAccountThatAUniqueIdExemptsIsNotLimitedToTheOrganization() {
        AccessFacts facts = facts(
                denyIf("{'StringNotEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'},"
                        + " 'StringNotLike': {'aws:userid': 'AIDACKCEVSQ6C2EXAMPLE'}}"),
                "{'Effect': 'Deny', 'NotPrincipal': {'AWS': '444455556666'}, 'Action': 'ecr:*'}",
                allow("'*'"));
        assertThat(facts.grants())
                .extracting(Grant::bound)
                .containsExactly(new Grant.GrantScope.Account("444455556666", Set.of()));
    }
}
