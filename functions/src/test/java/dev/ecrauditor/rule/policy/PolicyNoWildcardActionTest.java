package dev.ecrauditor.rule.policy;

import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyNoWildcardActionTest {

    private final RepositoryRule rule = new PolicyNoWildcardAction();

    private Verdict evaluate(String statements) {
        return rule.evaluate(repository()
                .policy("{'Version': '2012-10-17', 'Statement': [" + statements + "]}")
                .built());
    }

    private Verdict.Fail failing(String statements) {
        return (Verdict.Fail) evaluate(statements);
    }

    private static String own(String actions) {
        return "{'Sid': 'Own', 'Effect': 'Allow', 'Principal': {'AWS': '111122223333'}, " + actions + "}";
    }

    @Test
    void spelledOutActionsPass() {
        assertThat(evaluate(own("'Action': ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']")))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aWildcardInADenyPassesBecauseItOnlyTakesAway() {
        assertThat(
                        evaluate(
                                own("'Action': 'ecr:BatchGetImage'")
                                        + ", {'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Condition': {'Bool': {'aws:SecureTransport': 'false'}}}"))
                .isEqualTo(new Verdict.Pass());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Action': '*'",
                "'Action': 'ecr:*'",
                "'Action': 'ecr:Get*'",
                "'Action': 'ecr:?utImage'",
                "'Action': ['ecr:PutImage', 'ecr:Describe*']",
                "'NotAction': 'ecr:DeleteRepository'"
            })
    void aWildcardOrAnExceptionFailsAlsoForTheOwnAccount(String actions) {
        assertThat(failing(own(actions)).severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void theProofSaysTheWildcardAndWhatItCoversByLevel() {
        assertThat(failing(own("'Action': ['ecr:PutImage', 'ecr:*Tag*']"))
                        .evidence()
                        .facts())
                .containsExactly(
                        entry("statement 1", "Sid \"Own\" allows principal 111122223333 the actions ecr:*Tag*"),
                        entry("statement 1 read", "ecr:ListTagsForResource"),
                        entry("statement 1 tagging", "ecr:TagResource, ecr:UntagResource"),
                        entry("statement 1 write", "ecr:PutImage, ecr:PutImageTagMutability"));
    }

    @Test
    void theProofOfAnExceptionSaysWhatIsLeftOut() {
        assertThat(failing(own("'NotAction': 'ecr:PutImage'")).evidence().facts())
                .containsEntry("statement 1", "Sid \"Own\" allows principal 111122223333 every action but ecr:PutImage")
                .hasEntrySatisfying(
                        "statement 1 write",
                        actions -> assertThat(actions)
                                .contains("ecr:DeleteRepository")
                                .doesNotContain("ecr:PutImage,"));
    }

    @Test
    void onlyTheWildStatementsAreTheProof() {
        assertThat(failing(own("'Action': 'ecr:ListImages'") + ", " + own("'Action': 'ecr:ListI*'"))
                        .evidence()
                        .facts())
                .containsOnlyKeys("statement 2", "statement 2 list");
    }
}
