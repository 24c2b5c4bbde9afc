package dev.ecrauditor.rule.policy;

import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyNoForeignAccountTest {

    private static final String ORGANIZATION = "o-a1b2c3d4e5";
    private final RepositoryRule rule =
            new PolicyNoForeignAccount(new TrustedParties(Set.of("444455556666"), Set.of(ORGANIZATION)));

    private Verdict evaluate(String statements) {
        return rule.evaluate(repository()
                .policy("{'Version': '2012-10-17', 'Statement': [" + statements + "]}")
                .built());
    }

    private Verdict.Fail failing(String statements) {
        return (Verdict.Fail) evaluate(statements);
    }

    private Verdict evaluateConditional(String action, String condition) {
        return evaluate(
                "{'Effect': 'Allow', 'Principal': '*', 'Action': '" + action + "', 'Condition': " + condition + "}");
    }

    @Test
    void theOwnAccountAndATrustedAccountPass() {
        assertThat(
                        evaluate(
                                "{'Effect': 'Allow', 'Principal': {'AWS': ['111122223333', '444455556666']}, 'Action': 'ecr:PutImage'}"))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aTrustedOrganizationPassesAndSoDoesAnAccountThatMustBeInIt() {
        assertThat(evaluateConditional("ecr:*", "{'StringEquals': {'aws:PrincipalOrgID': '" + ORGANIZATION + "'}}"))
                .isEqualTo(new Verdict.Pass());
        assertThat(evaluate(
                        "{'Effect': 'Allow', 'Principal': {'AWS': '123456789012'}, 'Action': 'ecr:*', 'Condition': {'StringEquals': {'aws:PrincipalOrgID': '"
                                + ORGANIZATION + "'}}}"))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void publicGrantsAndUnrestrictedServicesAreLeftToOtherRules() {
        assertThat(evaluate("{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*'}"))
                .isEqualTo(new Verdict.Pass());
        assertThat(evaluate(
                        "{'Effect': 'Allow', 'Principal': {'Service': 'codebuild.amazonaws.com'}, 'Action': 'ecr:*'}"))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aForeignAccountThatCanWriteIsHigh() {
        Verdict.Fail fail = failing(
                "{'Sid': 'Partner', 'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::123456789012:root'}, 'Action': ['ecr:PutImage', 'ecr:BatchGetImage']}");
        assertThat(fail.severity()).isEqualTo(Severity.HIGH);
        assertThat(fail.evidence().summary())
                .isEqualTo(
                        "Principals that are not trusted can read and change this repository: account 123456789012.");
        assertThat(fail.evidence().facts())
                .containsExactly(
                        entry(
                                "statement 1",
                                "Sid \"Partner\" allows principal arn:aws:iam::123456789012:root without condition"),
                        entry("statement 1 grants access to", "account 123456789012"),
                        entry("statement 1 read", "ecr:BatchGetImage"),
                        entry("statement 1 write", "ecr:PutImage"),
                        entry("statement 1 for example", fail.evidence().facts().get("statement 1 for example")));
        assertThat(fail.evidence().facts().get("statement 1 for example"))
                .startsWith("arn:aws:iam::123456789012:")
                .contains(" may call ecr:");
    }

    @Test
    void aForeignAccountThatCanOnlyReadIsMedium() {
        assertThat(failing("{'Effect': 'Allow', 'Principal': {'AWS': '123456789012'}, 'Action': 'ecr:BatchGetImage'}")
                        .severity())
                .isEqualTo(Severity.MEDIUM);
    }

    @Test
    void anUntrustedOrganizationFailsAndTheConditionIsTheProof() {
        Verdict verdict =
                evaluateConditional("ecr:BatchGetImage", "{'StringEquals': {'aws:PrincipalOrgID': 'o-f6g7h8i9j0'}}");
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
            assertThat(fail.evidence().facts())
                    .containsEntry("statement 1 grants access to", "every account of organization o-f6g7h8i9j0")
                    .hasEntrySatisfying(
                            "statement 1",
                            text -> assertThat(text)
                                    .endsWith("under the condition StringEquals aws:PrincipalOrgID = [o-f6g7h8i9j0]"));
            assertThat(fail.evidence().facts().get("statement 1 for example"))
                    .contains("aws:PrincipalOrgID = o-f6g7h8i9j0");
        });
    }

    @Test
    void ofTwoOrganizationsTheUntrustedOneFails() {
        assertThat(evaluateConditional(
                        "ecr:BatchGetImage",
                        "{'StringEquals': {'aws:PrincipalOrgID': ['" + ORGANIZATION + "', 'o-f6g7h8i9j0']}}"))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class,
                        fail -> assertThat(fail.evidence().facts())
                                .containsEntry(
                                        "statement 1 grants access to", "every account of organization o-f6g7h8i9j0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}}",
                "{'StringEquals': {'aws:SourceVpce': 'vpce-1a2b3c4d'}}",
                "{'StringLike': {'aws:userid': 'AROAEXAMPLEEXAMPLE123:*'}}",
                "{'StringEquals': {'aws:SourceAccount': '123456789012'}}"
            })
    void aNetworkAnUnknowableIdentityOrAServicesForeignCustomerCountAsForeign(String condition) {
        assertThat(evaluateConditional("ecr:PutImage", condition))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class, fail -> assertThat(fail.severity()).isEqualTo(Severity.HIGH));
    }

    @Test
    void theSummaryRepeatsNoTextOfThePolicyTheProofDoes() {
        Verdict.Fail fail = (Verdict.Fail)
                evaluateConditional("ecr:PutImage", "{'StringEquals': {'aws:PrincipalOrgID': 'o-<!channel>'}}");
        assertThat(fail.evidence().summary())
                .isEqualTo(
                        "Principals that are not trusted can change this repository: every account of an organization.");
        assertThat(fail.evidence().facts().get("statement 1 grants access to")).contains("o-<!channel>");
    }

    @Test
    void manyAccountsOfOneStatementAreOneProofAndTheSummaryCountsTheRest() {
        Verdict.Fail fail = failing(
                "{'Effect': 'Allow', 'Principal': {'AWS': ['200000000001', '200000000002', '200000000003', '200000000004', '200000000005', '200000000006', '200000000007']}, 'Action': 'ecr:ListImages'}");
        assertThat(fail.evidence().summary()).endsWith("account 200000000005 and 2 more.");
        assertThat(fail.evidence().facts())
                .containsOnlyKeys(
                        "statement 1", "statement 1 grants access to", "statement 1 list", "statement 1 for example")
                .hasEntrySatisfying(
                        "statement 1 grants access to", text -> assertThat(text).endsWith("account 200000000007"));
    }

    @Test
    void theTrustedOfAStatementAreNotPartOfTheProof() {
        assertThat(failing(
                                "{'Effect': 'Allow', 'Principal': {'AWS': ['444455556666', '123456789012']}, 'Action': 'ecr:ListImages'}")
                        .evidence()
                        .facts())
                .containsEntry("statement 1 grants access to", "account 123456789012");
    }

    @Test
    void withoutAnyTrustEveryOtherAccountAndOrganizationFails() {
        RepositoryRule trustsNobody = new PolicyNoForeignAccount(TrustedParties.NOBODY);
        assertThat(trustsNobody.evaluate(repository()
                        .policy(
                                "{'Statement': {'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:ListImages'}}")
                        .built()))
                .isInstanceOf(Verdict.Fail.class);
    }
}
