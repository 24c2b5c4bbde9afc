package dev.ecrauditor.rule.encryption;

import static dev.ecrauditor.rule.KeyBuilder.FOREIGN_KEY;
import static dev.ecrauditor.rule.KeyBuilder.OWN_KEY;
import static dev.ecrauditor.rule.KeyBuilder.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.KeyBuilder;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionKeyPolicyScopedTest {

    private static final String ROOT =
            "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::111122223333:root'}, 'Action': 'kms:*', 'Resource': '*'}";
    private static final String EVERYONE =
            "{'Effect': 'Allow', 'Principal': '*', 'Action': ['kms:Decrypt', 'kms:GenerateDataKey'], 'Resource': '*'}";

    private final EncryptionKeyPolicyScoped rule = new EncryptionKeyPolicyScoped();

    private Verdict evaluate(KeyBuilder key) {
        return rule.evaluate(key.built());
    }

    private static String everyone(String action, String condition) {
        return "{'Effect': 'Allow', 'Principal': {'AWS': '*'}, 'Action': '" + action
                + "', 'Resource': '*', 'Condition': " + condition + "}";
    }

    @Test
    void theDefaultPolicyPasses() {
        assertThat(evaluate(key())).isEqualTo(new Verdict.Pass());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'StringEquals': {'kms:CallerAccount': '111122223333'}}",
                "{'StringEquals': {'kms:ViaService': 'ecr.us-east-1.amazonaws.com'}}",
                "{'StringLike': {'kms:ViaService': 'ecr.*.amazonaws.com'}}",
                "{'StringEquals': {'kms:CallerAccount': '111122223333', 'kms:ViaService': 'ecr.us-east-1.amazonaws.com'}}",
                "{'StringEquals': {'aws:PrincipalOrgID': 'o-abcdefghij'}}",
                "{'StringEquals': {'aws:PrincipalAccount': '444455556666'}}",
                "{'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*'}}"
            })
    void aWildcardWithABoundPasses(String condition) {
        assertThat(evaluate(key().statements(ROOT, everyone("kms:*", condition))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aDenyOfWhatComesThroughNoServicePasses() {
        String others =
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 'kms:*', 'Resource': '*', 'Condition': {'StringNotEquals': {'kms:ViaService': 'ecr.us-east-1.amazonaws.com'}}}";
        assertThat(evaluate(key().statements(ROOT, EVERYONE, others))).isEqualTo(new Verdict.Pass());
    }

    @Test
    void aDenyOfOtherAccountsPasses() {
        String others =
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 'kms:*', 'Resource': '*', 'Condition': {'StringNotEquals': {'kms:CallerAccount': '111122223333'}}}";
        assertThat(evaluate(key().statements(ROOT, EVERYONE, others))).isEqualTo(new Verdict.Pass());
    }

    @Test
    void aForeignAccountThatThePolicyNamesIsIntended() {
        assertThat(
                        evaluate(
                                key().statements(
                                                ROOT,
                                                "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::444455556666:root'}, 'Action': 'kms:Decrypt', 'Resource': '*'}")))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aWildcardThatMayOnlyDescribeTheKeyPasses() {
        assertThat(evaluate(key().statements(
                                ROOT,
                                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'kms:DescribeKey', 'Resource': '*'}")))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aWildcardFailsWithTheStatementAnExampleAndTheCommands() {
        assertThat(evaluate(key().statements(ROOT, EVERYONE))).isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
            assertThat(fail.severity()).isEqualTo(Severity.MEDIUM);
            Evidence evidence = fail.evidence();
            assertThat(evidence.summary()).isEqualTo("The key policy lets any AWS account use the key.");
            assertThat(evidence.facts())
                    .containsEntry("kmsKey", OWN_KEY.toString())
                    .containsEntry("statement 2", "statement 2 allows principal * without condition")
                    .containsEntry("statement 2 grants access to", "every AWS account")
                    .containsEntry("statement 2 write", "kms:Decrypt, kms:GenerateDataKey")
                    .containsEntry("repositories", "payments/api");
            assertThat(evidence.facts().get("statement 2 for example")).contains("may call kms:Decrypt");
            assertThat(evidence.facts()).doesNotContainKey("statement 2 unknown actions");
            assertThat(evidence.fix())
                    .anyMatch(line -> line.startsWith("aws kms put-key-policy --region us-east-1 --key-id " + OWN_KEY));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'StringLike': {'kms:CallerAccount': '*'}}",
                "{'StringEqualsIfExists': {'kms:ViaService': 'ecr.us-east-1.amazonaws.com'}}",
                "{'Bool': {'kms:GrantIsForAWSResource': 'true'}}",
                "{'StringLike': {'kms:EncryptionContext:aws:ecr:arn': 'arn:aws:ecr:us-east-1:111122223333:repository/*'}}",
                "{'Bool': {'aws:SecureTransport': 'true'}}",
                "{'StringNotEquals': {'kms:CallerAccount': '444455556666'}}"
            })
    void aConditionThatAnyAccountCanMeetFails(String condition) {
        assertThat(evaluate(key().statements(ROOT, everyone("kms:*", condition))))
                .isInstanceOf(Verdict.Fail.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kms:CreateGrant", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:Decrypt", "kms:*"})
    void everyUseByAWildcardFails(String action) {
        assertThat(evaluate(key().statements(
                                "{'Effect': 'Allow', 'Principal': '*', 'Action': '" + action + "', 'Resource': '*'}")))
                .isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void everyoneButOneFails() {
        assertThat(
                        evaluate(
                                key().statements(
                                                "{'Effect': 'Allow', 'NotPrincipal': {'AWS': 'arn:aws:iam::444455556666:root'}, 'Action': 'kms:Decrypt', 'Resource': '*'}")))
                .isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void aSingleStatementOutsideAListFails() {
        assertThat(evaluate(key().policy(("{'Statement': " + EVERYONE + "}").replace('\'', '"'))))
                .isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void aForeignKeyIsNotApplicableAsOnlyItsAccountSeesThePolicy() {
        KeyBuilder foreign = key().arn(FOREIGN_KEY)
                .description(new Reading.Unreadable<>("kms:DescribeKey", "KMS denies describing the key"))
                .policy(new Reading.Unreadable<>("kms:GetKeyPolicy", "not shown"));
        assertThat(evaluate(foreign))
                .isEqualTo(new Verdict.NotApplicable(
                        "account 444455556666 owns the key; KMS shows a key policy only to the account of the key"));
    }

    @Test
    void aKeyThatIsGoneOrThatAwsManagesIsNotApplicable() {
        assertThat(evaluate(key().description(new Reading.Absent<>()))).isInstanceOf(Verdict.NotApplicable.class);
        assertThat(evaluate(key().manager("AWS").statements(EVERYONE))).isInstanceOf(Verdict.NotApplicable.class);
        assertThat(evaluate(key().policy(new Reading.Absent<>()))).isInstanceOf(Verdict.NotApplicable.class);
    }

    @Test
    void aDeniedPolicyIsUnknownWithItsPermission() {
        assertThat(evaluate(key().policy(new Reading.Unreadable<>("kms:GetKeyPolicy", "KMS denies it"))))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.denied().orElseThrow().action())
                                .isEqualTo("kms:GetKeyPolicy"));
        Reading<KeySnapshot> notDescribed = new Reading.Unreadable<>("kms:DescribeKey", "KMS denies it");
        assertThat(evaluate(key().description(notDescribed))).isInstanceOf(Verdict.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no policy", "[]", "{}", "{\"Statement\": {\"Effect\": \"Perhaps\"}}"})
    void textThatIsNoPolicyIsUnknown(String text) {
        assertThat(evaluate(key().policy(text)))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.reason()).startsWith("the key policy cannot be read: "));
    }
}
