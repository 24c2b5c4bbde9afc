package dev.ecrauditor.rule.policy;

import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.SnapshotBuilder;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyNotPublicTest {

    private static final String FOR_ANOTHER_ACCOUNT =
            "{'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:*'}";
    private final RepositoryRule rule = new PolicyNotPublic(TrustedParties.NOBODY);

    private Verdict evaluate(SnapshotBuilder snapshot) {
        return rule.evaluate(snapshot.built());
    }

    private Verdict evaluate(String statements) {
        return evaluate(repository().policy("{'Version': '2012-10-17', 'Statement': [" + statements + "]}"));
    }

    private Verdict evaluateOpen(String action) {
        return evaluate("{'Effect': 'Allow', 'Principal': '*', 'Action': '" + action + "'}");
    }

    private Verdict evaluateConditional(String condition) {
        return evaluate("{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*', 'Condition': " + condition + "}");
    }

    @Test
    void aPolicyForNamedAccountsPasses() {
        assertThat(evaluate(FOR_ANOTHER_ACCOUNT)).isEqualTo(new Verdict.Pass());
    }

    @Test
    void aPolicyForOneOrganizationPasses() {
        assertThat(evaluateConditional("{'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}"))
                .isEqualTo(new Verdict.Pass());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecr:PutImage",
                "ecr:BatchDeleteImage",
                "ecr:TagResource",
                "ecr:SetRepositoryPolicy",
                "ecr:PutImageScanningConfiguration",
                "ecr:*",
                "*"
            })
    void publicWriteAccessIsCritical(String action) {
        assertThat(evaluateOpen(action))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class, fail -> assertThat(fail.severity()).isEqualTo(Severity.CRITICAL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:ListImages", "ecr:Describe*"})
    void publicReadAccessIsHigh(String action) {
        assertThat(evaluateOpen(action)).isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
            assertThat(fail.severity()).isEqualTo(Severity.HIGH);
            assertThat(fail.evidence().summary()).isEqualTo("Any AWS account can read this repository.");
        });
    }

    @Test
    void theSummaryNamesWhatExternalPrincipalsCanDo() {
        assertThat(evaluateOpen("ecr:*"))
                .extracting(verdict -> ((Verdict.Fail) verdict).evidence().summary())
                .isEqualTo("Any AWS account can read and change this repository.");
        assertThat(evaluateOpen("ecr:PutImage"))
                .extracting(verdict -> ((Verdict.Fail) verdict).evidence().summary())
                .isEqualTo("Any AWS account can change this repository.");
    }

    @Test
    void theProofNamesStatementPrincipalAndActions() {
        assertThat(
                        evaluate(
                                "{'Sid': 'AllowPull', 'Effect': 'Allow', 'Principal': {'AWS': '*'}, 'Action': ['ecr:BatchGetImage', 'ecr:PutImage']}"))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class,
                        fail -> assertThat(fail.evidence().facts())
                                .containsExactly(
                                        entry("statement 1", "Sid \"AllowPull\" allows principal * without condition"),
                                        entry("statement 1 grants access to", "every AWS account"),
                                        entry("statement 1 read", "ecr:BatchGetImage"),
                                        entry("statement 1 write", "ecr:PutImage"),
                                        entry(
                                                "statement 1 for example",
                                                "arn:aws:iam::999999000001:role/external may call ecr:PutImage")));
    }

    @Test
    void theEvidenceShowsConditionsThatRestrictNobody() {
        assertThat(
                        evaluate(
                                "{'Effect': 'Allow', 'NotPrincipal': {'AWS': '444455556666'}, 'Action': 'ecr:ListImages', 'Condition': {'Bool': {'aws:SecureTransport': 'true'}}}"))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class,
                        fail -> assertThat(fail.evidence().facts())
                                .containsEntry(
                                        "statement 1",
                                        "statement 1 allows principal everyone except 444455556666"
                                                + " where no condition restricts the caller: Bool aws:SecureTransport = [true]"));
    }

    @Test
    void theProofIsARequestWithTheKeysThePolicyAsksAbout() {
        assertThat(evaluateConditional("{'StringNotEquals': {'aws:PrincipalAccount': '444455556666'}}"))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class,
                        fail -> assertThat(fail.evidence().facts())
                                .containsEntry(
                                        "statement 1 for example",
                                        "arn:aws:iam::999999000001:role/external may call ecr:SetRepositoryPolicy"
                                                + " with aws:PrincipalAccount = 999999000001"));
    }

    @Test
    void theEvidenceNamesTheAccountThatAServiceActsFor() {
        assertThat(
                        evaluate(
                                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:PutImage', 'Condition': {'Bool': {'aws:PrincipalIsAWSService': 'true'}}}"))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class,
                        fail -> assertThat(fail.evidence().facts())
                                .containsEntry(
                                        "statement 1 grants access to",
                                        "every AWS account through an AWS service that acts for it")
                                .hasEntrySatisfying(
                                        "statement 1 for example",
                                        proof -> assertThat(proof).contains("aws:SourceAccount = 999999000001")));
    }

    @Test
    void theProofShowsTheDenyThatDoesNotHelp() {
        assertThat(
                        evaluate(
                                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:PutImage'}, {'Sid': 'TlsOnly', 'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Condition': {'Bool': {'aws:SecureTransport': 'false'}}}"))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class,
                        fail -> assertThat(fail.evidence().facts())
                                .containsEntry(
                                        "statement 1 not stopped by",
                                        "statement 2 (Sid \"TlsOnly\") denies * under the condition Bool aws:SecureTransport = [false]"));
    }

    @Test
    void actionsThatDifferentDeniesCoverAreReportedTogether() {
        assertThat(
                        evaluate(
                                "{'Effect': 'Allow', 'Principal': '*', 'Action': ['ecr:ListImages', 'ecr:PutImage', 'ecr:TagResource']}, {'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:PutImage', 'Condition': {'Bool': {'aws:SecureTransport': 'false'}}}"))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class,
                        fail -> assertThat(fail.evidence().facts())
                                .containsEntry("statement 1 list", "ecr:ListImages")
                                .containsEntry("statement 1 write", "ecr:PutImage")
                                .containsEntry("statement 1 tagging", "ecr:TagResource")
                                .doesNotContainKey("statement 1 (2)"));
    }

    @Test
    void theSamePolicyAlwaysHasTheSameProof() {
        String policy =
                "{'Statement': [{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*', 'Condition': {'StringNotEquals': {'aws:PrincipalOrgID': ['o-a1b2c3d4e5', 'o-f6g7h8i9j0']}}}]}";
        assertThat(evaluate(repository().policy(policy)))
                .isEqualTo(evaluate(repository().policy(policy)));
    }

    @Test
    void oneOpenStatementAmongManyFailsAndOnlyItIsTheProof() {
        assertThat(evaluate(
                        FOR_ANOTHER_ACCOUNT + ", {'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:ListImages'}"))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class,
                        fail -> assertThat(fail.evidence().facts())
                                .containsOnlyKeys(
                                        "statement 2",
                                        "statement 2 grants access to",
                                        "statement 2 list",
                                        "statement 2 for example"));
    }

    @Test
    void theExampleRequestHasTheWorstAction() {
        assertThat(
                        evaluate(
                                "{'Effect': 'Allow', 'Principal': '*', 'Action': ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:PutImage']}"))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class,
                        fail -> assertThat(fail.evidence().facts())
                                .containsEntry(
                                        "statement 1 for example",
                                        "arn:aws:iam::999999000001:role/external may call ecr:PutImage"));
    }

    @Test
    void theExampleRequestHasNoActionThatADenyStops() {
        assertThat(
                        evaluate(
                                "{'Effect': 'Allow', 'Principal': '*', 'Action': ['ecr:BatchGetImage', 'ecr:PutImage', 'ecr:TagResource']}, {'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:PutImage', 'Condition': {'StringNotEquals': {'aws:SourceVpc': 'vpc-1'}}}"))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class,
                        fail -> assertThat(fail.evidence().facts().get("statement 1 for example"))
                                .endsWith(" may call ecr:BatchGetImage"));
    }

    @Test
    void publicAccessHasNoGracePeriod() {
        SnapshotBuilder open = repository()
                .policy("{'Statement': {'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*'}}")
                .aged(Duration.ZERO);
        assertThat(evaluate(open)).isInstanceOf(Verdict.Fail.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "{'Statement': {'Effect': 'perhaps', 'Principal': '*', 'Action': '*'}}"})
    void anUnreadablePolicyIsUnknownAndReportedByAnotherRule(String text) {
        assertThat(evaluate(repository().policy(text)))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.reportedBy()).contains("ecr-policy-readable"));
    }

    @Test
    void anUndocumentedConditionRestrictsNobody() {
        assertThat(evaluateConditional("{'IpAddress': {'aws:SourceIp': 'office'}}"))
                .isInstanceOf(Verdict.Fail.class);
    }
}
