package dev.ecrauditor.rule.policy;

import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyServiceBoundedTest {

    private final RepositoryRule rule = new PolicyServiceBounded(TrustedParties.NOBODY);

    private Verdict evaluate(String statements) {
        return rule.evaluate(repository()
                .policy("{'Version': '2012-10-17', 'Statement': [" + statements + "]}")
                .built());
    }

    private Verdict.Fail failing(String statements) {
        return (Verdict.Fail) evaluate(statements);
    }

    private static String service(String condition) {
        return "{'Sid': 'Build', 'Effect': 'Allow', 'Principal': {'Service': 'codebuild.amazonaws.com'}, 'Action': ['ecr:BatchGetImage', 'ecr:PutImage']"
                + condition + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'StringEquals': {'aws:SourceAccount': '111122223333'}}",
                "{'ArnLike': {'aws:SourceArn': 'arn:aws:codebuild:us-east-1:111122223333:project/*'}}",
                "{'StringEquals': {'aws:SourceOrgID': 'o-a1b2c3d4e5'}}",
                "{'StringEquals': {'aws:SourceAccount': '444455556666'}}"
            })
    void aRestrictedServicePasses(String condition) {
        assertThat(evaluate(service(", 'Condition': " + condition))).isEqualTo(new Verdict.Pass());
    }

    @Test
    void aPolicyWithoutServicesPasses() {
        assertThat(evaluate("{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*'}"))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void anUnrestrictedServiceFailsWithAnExampleRequestOfAnExternalPrincipal() {
        Verdict.Fail fail = failing(service(""));
        assertThat(fail.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(fail.evidence().summary())
                .isEqualTo("An AWS service can read and change this repository on behalf of any account's resources.");
        assertThat(fail.evidence().facts())
                .containsEntry(
                        "statement 1",
                        "Sid \"Build\" allows principal codebuild.amazonaws.com without condition: none on aws:SourceAccount or aws:SourceArn")
                .containsEntry("statement 1 grants access to", "the service on behalf of any account's resources")
                .containsEntry("statement 1 write", "ecr:PutImage")
                .hasEntrySatisfying(
                        "statement 1 for example",
                        proof -> assertThat(proof).startsWith("codebuild.amazonaws.com may call ecr:PutImage"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'StringLike': {'aws:SourceAccount': '*'}}",
                "{'ArnLike': {'aws:SourceArn': 'arn:aws:codebuild:*:*:project/*'}}",
                "{'StringEqualsIfExists': {'aws:SourceAccount': '111122223333'}}",
                "{'Bool': {'aws:SecureTransport': 'true'}}",
                "{'StringNotEquals': {'aws:SourceAccount': '444455556666'}}"
            })
    void aConditionThatAnybodysResourcesMeetFails(String condition) {
        assertThat(failing(service(", 'Condition': " + condition)).evidence().facts())
                .containsKey("statement 1 for example");
    }

    @Test
    void twoServicesOfOneStatementAreBothNamed() {
        assertThat(failing(
                                "{'Effect': 'Allow', 'Principal': {'Service': ['codebuild.amazonaws.com', 'lambda.amazonaws.com']}, 'Action': 'ecr:ListImages'}")
                        .evidence()
                        .facts())
                .containsEntry(
                        "statement 1",
                        "statement 1 allows principal codebuild.amazonaws.com, lambda.amazonaws.com without condition: none on aws:SourceAccount or aws:SourceArn");
    }
}
