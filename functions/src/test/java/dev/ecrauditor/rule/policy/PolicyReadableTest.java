package dev.ecrauditor.rule.policy;

import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReadableTest {

    private final RepositoryRule rule = new PolicyReadable();

    private Verdict evaluate(String statements) {
        return rule.evaluate(repository()
                .policy("{'Version': '2012-10-17', 'Statement': [" + statements + "]}")
                .built());
    }

    private Verdict.Fail failing(String statements) {
        return (Verdict.Fail) evaluate(statements);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::111122223333:role/runtime'}, 'Action': 'ecr:ListImages'}",
                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*'}"
            })
    void aPolicyThatSaysWhoItMeansPasses(String statement) {
        assertThat(evaluate(statement)).isEqualTo(new Verdict.Pass());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{'Statement': [], 'Statement': []}",
                "{'Statement': {'Effect': 'perhaps', 'Principal': '*', 'Action': '*'}}"
            })
    void textThatIsNoPolicyFailsAndNamesWhatIsNotEvaluated(String text) {
        assertThat(rule.evaluate(repository().policy(text).built()))
                .isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
                    assertThat(fail.severity()).isEqualTo(Severity.MEDIUM);
                    assertThat(fail.evidence().facts()).containsOnlyKeys("could not be read", "not evaluated");
                    assertThat(fail.evidence().facts().get("could not be read")).isNotBlank();
                });
    }

    @Test
    void aDeletedPrincipalFailsAndIsNamedWithItsStatement() {
        assertThat(failing(
                                "{'Effect': 'Allow', 'Principal': {'AWS': '111122223333'}, 'Action': 'ecr:ListImages'},"
                                        + " {'Sid': 'Old', 'Effect': 'Allow', 'Principal': {'AWS': ['AIDAJ45Q7YFFAREXAMPLE', '111122223333', 'AROAJ45Q7YFFAREXAMPLE']}, 'Action': 'ecr:ListImages'}")
                        .evidence()
                        .facts())
                .containsExactly(
                        entry(
                                "statement 2",
                                "Sid \"Old\" names AIDAJ45Q7YFFAREXAMPLE, AROAJ45Q7YFFAREXAMPLE, the id of a deleted identity"));
    }

    @Test
    void aDeletedPrincipalInADenyFailsTooBecauseTheDenyHoldsNobody() {
        assertThat(
                        evaluate(
                                "{'Effect': 'Deny', 'Principal': {'AWS': 'AROAJ45Q7YFFAREXAMPLE'}, 'Action': 'ecr:DeleteRepository'}"))
                .isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void anInvalidPrincipalIsNotReportedAsDeleted() {
        Evidence evidence = failing("{'Effect': 'Allow', 'Principal': {'AWS': ['AROAJ45Q7YFFAREXAMPLE',"
                        + " 'arn:aws:iam::987654321:root']}, 'Action': 'ecr:ListImages'}")
                .evidence();
        assertThat(evidence.facts())
                .containsExactly(
                        entry(
                                "statement 1",
                                "statement 1 names AROAJ45Q7YFFAREXAMPLE, the id of a deleted identity; arn:aws:iam::987654321:root, no account or identity"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'AWS': 'arn:aws:iam::*:role/AdminRole'}",
                "{'AWS': 'arn:aws:iam::444455556666:role/ci-*'}",
                "{'AWS': 'arn:aws:iam::111122223333:user/?'}",
                "{'AWS': '111122223333:*'}",
                "{'AWS': ['111122223333', '*:root']}",
                "{'Service': '*.amazonaws.com'}",
                "{'Federated': 'arn:aws:iam::111122223333:saml-provider/*'}",
                "{'AWS': 'AROA*'}"
            })
    void aWildcardInsideAPrincipalFails(String principal) {
        assertThat(failing("{'Effect': 'Allow', 'Principal': " + principal + ", 'Action': 'ecr:ListImages'}")
                        .evidence()
                        .facts()
                        .get("statement 1"))
                .contains("a wildcard inside a principal, which AWS does not expand");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'*'",
                "{'AWS': '*'}",
                "{'AWS': ['111122223333', 'arn:aws:iam::444455556666:root']}",
                "{'AWS': 'arn:aws:sts::111122223333:assumed-role/ci/run'}",
                "{'Service': 'lambda.amazonaws.com'}",
                "{'Federated': 'arn:aws:iam::111122223333:saml-provider/corp'}",
                "{'Federated': 'cognito-identity.amazonaws.com'}"
            })
    void aPrincipalThatAwsDocumentsPasses(String principal) {
        assertThat(evaluate("{'Effect': 'Allow', 'Principal': " + principal + ", 'Action': 'ecr:ListImages', "
                        + "'Condition': {'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/ci-*'}}}"))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void whatIsNoIdentityThatAwsDocumentsFails() {
        assertThat(failing(
                                "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::111122223333:group/developers'}, 'Action': 'ecr:ListImages'}")
                        .evidence()
                        .facts())
                .containsExactly(
                        entry(
                                "statement 1",
                                "statement 1 names arn:aws:iam::111122223333:group/developers, no account or identity that AWS documents"));
    }

    @Test
    void anElementThatIsNotByTheGrammarIsNamed() {
        assertThat(failing("{'Sid': 'A', 'effect': 'Allow', 'Principal': '*', 'Action': 'ecr:ListImages'}")
                        .evidence()
                        .facts())
                .containsExactly(entry(
                        "not by AWS's grammar",
                        "statement 1 (Sid \"A\") has the element \"effect\", which AWS writes \"Effect\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Principal': '*', 'Action': 'ecr:ListImages'}|statement 1 has no Effect: Allow or Deny",
                "{'Effect': 'Allow', 'Principal': {'aws': '*'}, 'Action': 'ecr:ListImages'}|statement 1 has a Principal of unknown form: the kind \"aws\", which AWS writes \"AWS\"",
                "{'Effect': 'Allow', 'Principal': {'Google': '*'}, 'Action': 'ecr:ListImages'}|statement 1 has a Principal of unknown form: the kind \"Google\", which AWS does not have"
            })
    void whatMakesAPolicyUnreadableIsNamed(String line) {
        String[] parts = line.split("\\|", -1);
        assertThat(failing(parts[0]).evidence().facts()).containsEntry("could not be read", parts[1]);
    }

    @Test
    void anUnknownActionFailsAndTheNearestOneIsNamed() {
        assertThat(failing(
                                "{'Effect': 'Allow', 'Principal': {'AWS': '111122223333'}, 'Action': ['ecr: BatchGetImage', 'ecr:ListImages']}")
                        .evidence()
                        .facts())
                .containsExactly(
                        entry(
                                "statement 1",
                                "statement 1 names the action \"ecr: BatchGetImage\", which is not the name of an AWS action; perhaps ecr:BatchGetImage"));
        assertThat(
                        evaluate(
                                "{'Effect': 'Allow', 'Principal': {'AWS': '111122223333'}, 'Action': ['ecr:FutureAction', 'ecr:List*']}"))
                .isEqualTo(new Verdict.Pass());
    }
}
