package dev.ecrauditor.policy.analysis;

import static dev.ecrauditor.policy.analysis.PolicyTexts.OWNER;
import static dev.ecrauditor.policy.analysis.PolicyTexts.parsed;
import static dev.ecrauditor.policy.analysis.PolicyTexts.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.action.AccessLevel;
import dev.ecrauditor.policy.action.ActionCatalogue;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.condition.Condition;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies of KMS keys, evaluated by the same engine with KMS's actions. */
class KeyPoliciesTest {

    private static final String DEFAULT_KEY_POLICY = """
            {'Sid': 'Enable IAM User Permissions', 'Effect': 'Allow',
             'Principal': {'AWS': 'arn:aws:iam::111122223333:root'}, 'Action': 'kms:*', 'Resource': '*'}""";

    private static AccessFacts facts(String... statements) {
        return PolicyAnalysis.of(parsed(policy(statements)), OWNER, ActionCatalogue.KMS);
    }

    private static AccessFacts everyone(String action, String condition) {
        return facts("{'Effect': 'Allow', 'Principal': {'AWS': '*'}, 'Action': '" + action
                + "', 'Resource': '*', 'Condition': " + condition + "}");
    }

    @Test
    void theDefaultKeyPolicyGrantsNothingOutsideTheAccount() {
        AccessFacts facts = facts(DEFAULT_KEY_POLICY);
        assertThat(facts.grants()).isEmpty();
        assertThat(facts.unclear()).isEmpty();
    }

    @Test
    void theKeyOfEveryoneIsPublicWithEveryActionOnAKeyByItsLevel() {
        AccessFacts facts = facts("{'Effect': 'Allow', 'Principal': '*', 'Action': 'kms:*', 'Resource': '*'}");
        assertThat(facts.isPublic()).isTrue();
        assertThat(facts.grants().get(0).actions())
                .containsKeys(AccessLevel.values())
                .containsEntry(AccessLevel.TAGGING, List.of("kms:TagResource", "kms:UntagResource"))
                .containsEntry(
                        AccessLevel.PERMISSIONS,
                        List.of("kms:CreateGrant", "kms:PutKeyPolicy", "kms:RetireGrant", "kms:RevokeGrant"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'StringEquals': {'kms:CallerAccount': '111122223333'}}",
                "{'StringEquals': {'KMS:calleraccount': '111122223333'}}",
                "{'StringEquals': {'kms:CallerAccount': '111122223333', 'kms:ViaService': 'ecr.us-east-1.amazonaws.com'}}"
            })
    void theOwnersCallerAccountGrantsNothingOutsideTheAccount(String condition) {
        assertThat(everyone("kms:*", condition).grants()).isEmpty();
    }

    @Test
    void anotherCallerAccountRestrictsToThatAccount() {
        AccessFacts facts = everyone("kms:Decrypt", "{'StringEquals': {'kms:CallerAccount': '444455556666'}}");
        assertThat(facts.isPublic()).isFalse();
        assertThat(facts.crossAccounts()).containsExactly("444455556666");
        assertThat(facts.grants().get(0).bound()).isEqualTo(new GrantScope.Account("444455556666", Set.of()));
    }

    @Test
    void aGrantShowsTheConditionAsThePolicyWritesIt() {
        AccessFacts facts = everyone("kms:Decrypt", "{'StringEquals': {'kms:CallerAccount': '444455556666'}}");
        assertThat(facts.grants().get(0).statement().conditions())
                .extracting(Condition::written)
                .containsExactly("StringEquals kms:CallerAccount = [444455556666]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'StringEquals': {'kms:ViaService': 'ecr.us-east-1.amazonaws.com'}}",
                "{'StringLike': {'kms:CallerAccount': '*'}}",
                "{'StringEqualsIfExists': {'kms:ViaService': 'ecr.us-east-1.amazonaws.com'}}",
                "{'Bool': {'kms:GrantIsForAWSResource': 'true'}}"
            })
    void whatAnyAccountCanHaveRestrictsNobody(String condition) {
        assertThat(everyone("kms:Decrypt", condition).isPublic()).isTrue();
    }

    @Test
    void actionsOnNoKeyAndOfOtherServicesGiveNothing() {
        assertThat(facts("{'Effect': 'Allow', 'Principal': '*', 'Action': ['kms:CreateKey', 'ecr:PutImage']}")
                        .grants())
                .isEmpty();
        assertThat(PolicyTexts.facts("{'Effect': 'Allow', 'Principal': '*', 'Action': 'kms:Decrypt'}")
                        .grants())
                .isEmpty();
    }

    @Test
    void aDenyOnTheCallersAccountIsEvaluated() {
        String everyone = "{'Effect': 'Allow', 'Principal': '*', 'Action': 'kms:Decrypt'}";
        String others = "{'Effect': 'Deny', 'Principal': '*', 'Action': 'kms:*',"
                + " 'Condition': {'StringNotEquals': {'kms:CallerAccount': '111122223333'}}}";
        assertThat(facts(everyone).isPublic()).isTrue();
        assertThat(facts(everyone, others).isPublic()).isFalse();
    }
}
