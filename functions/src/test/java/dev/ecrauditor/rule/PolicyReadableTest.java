package dev.ecrauditor.rule;

import static dev.ecrauditor.rule.Snapshots.repository;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReadableTest {

    private final AuditRule rule = new PolicyReadable();

    private Verdict judge(String statements) {
        return rule.judge(repository()
                .policy("{'Version': '2012-10-17', 'Statement': [" + statements + "]}")
                .built());
    }

    private Verdict.Fail failing(String statements) {
        return (Verdict.Fail) judge(statements);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::111122223333:role/runtime'}, 'Action': 'ecr:ListImages'}",
                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*'}"
            })
    void aPolicyThatSaysWhoItMeansPasses(String statement) {
        assertThat(judge(statement)).isEqualTo(new Verdict.Pass());
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
    void textThatIsNoPolicyFailsAndSaysWhatIsNotJudged(String text) {
        assertThat(rule.judge(repository().policy(text).built())).isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
            assertThat(fail.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(fail.evidence().facts()).containsOnlyKeys("could not be read", "not judged");
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
                .containsExactly(entry(
                        "statement 2",
                        "Sid \"Old\" names AIDAJ45Q7YFFAREXAMPLE, AROAJ45Q7YFFAREXAMPLE, deleted since"));
    }

    @Test
    void aDeletedPrincipalInADenyFailsTooBecauseTheDenyHoldsNobody() {
        assertThat(
                        judge(
                                "{'Effect': 'Deny', 'Principal': {'AWS': 'AROAJ45Q7YFFAREXAMPLE'}, 'Action': 'ecr:DeleteRepository'}"))
                .isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void whatWasNeverAnIdentityIsNotToldAsDeleted() {
        Evidence evidence = failing("{'Effect': 'Allow', 'Principal': {'AWS': ['AROAJ45Q7YFFAREXAMPLE',"
                        + " 'arn:aws:iam::987654321:root']}, 'Action': 'ecr:ListImages'}")
                .evidence();
        assertThat(evidence.facts())
                .containsExactly(
                        entry(
                                "statement 1",
                                "statement 1 names AROAJ45Q7YFFAREXAMPLE, deleted since; arn:aws:iam::987654321:root, no account or identity"));
    }
}
