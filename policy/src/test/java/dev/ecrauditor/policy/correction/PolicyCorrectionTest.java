package dev.ecrauditor.policy.correction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.policy.action.ActionCatalogue;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyCorrectionTest {

    private static final String OWNER = "111122223333";
    private static final String PULL = "'Action': 'ecr:BatchGetImage'";
    private static final TrustedIds ACCOUNT = new TrustedIds(Set.of("222233334444"), Set.of());
    private static final TrustedIds ORGANIZATION = new TrustedIds(Set.of(), Set.of("o-a1b2c3d4e5"));

    @Test
    void anAccountThatIsNotTrustedIsTakenOutOfPrincipal() {
        String others = "'arn:aws:iam::222233334444:role/ci', 'arn:aws:iam::111122223333:root'";
        assertThat(corrected(policy(allow("{'AWS': ['arn:aws:iam::444455556666:root', " + others + "]}", "")), ACCOUNT))
                .isEqualTo(json(policy(allow("{'AWS': [" + others + "]}", ""))));
    }

    @Test
    void aStatementForNobodyElseIsTakenOutAndTheOthersStay() {
        String deny = "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:DeleteRepository'}";
        assertThat(corrected(policy(allow("{'AWS': '444455556666'}", "") + ", " + deny), ACCOUNT))
                .isEqualTo(json(policy(deny)));
    }

    @Test
    void aPolicyWithoutAStatementLeftIsToBeDeleted() {
        assertThat(correction(policy(allow("{'AWS': '444455556666'}", "")), ACCOUNT))
                .isEqualTo(new Correction.Emptied(
                        List.of("Statement 1 is removed: it grants access to nobody who is trusted.")));
    }

    @Test
    void theStarIsRestrictedToTheOwnAccountAndTheTrustedOnes() {
        assertThat(corrected(policy(allow("'*'", "")), ACCOUNT))
                .isEqualTo(json(policy(
                        allow("'*'", "{'StringEquals': {'aws:PrincipalAccount': ['111122223333', '222233334444']}}"))));
    }

    @Test
    void anotherStatementIsForTheTrustedOrganization() {
        assertThat(corrected(policy(allow("'*'", "")), ORGANIZATION))
                .isEqualTo(json(policy(allow("'*'", "{'StringEquals': {'aws:PrincipalAccount': '111122223333'}}") + ", "
                        + allow("'*'", "{'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}"))));
    }

    @Test
    void onlyAccountsThatHadAccessAreNamed() {
        String condition = "{'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/ci'},"
                + " 'StringNotEquals': {'aws:PrincipalAccount': '111122223333'}}";
        String required = condition.replaceFirst("}}$", "}, 'StringEquals': {'aws:PrincipalAccount': '222233334444'}}");
        assertThat(corrected(policy(allow("'*'", condition)), ACCOUNT)).isEqualTo(json(policy(allow("'*'", required))));
    }

    @Test
    void aValueThatNamesAnotherAccountIsTakenOutOfTheCondition() {
        assertThat(corrected(
                        policy(allow(
                                "'*'", "{'StringEquals': {'aws:PrincipalAccount': ['222233334444', '444455556666']}}")),
                        ACCOUNT))
                .isEqualTo(json(policy(allow("'*'", "{'StringEquals': {'aws:PrincipalAccount': ['222233334444']}}"))));
    }

    @Test
    void anEmptyListOfValuesStaysBesideTheNewCondition() {
        String empty = "{'StringEquals': {'aws:PrincipalAccount': []}}";
        assertThat(corrected(policy(allow("'*'", empty)), TrustedIds.NOBODY))
                .isEqualTo(json(policy(allow(
                        "'*'",
                        empty.replaceFirst("}$", ", 'StringLike': {'aws:PrincipalAccount': '111122223333'}}")))));
    }

    @Test
    void aServiceMayActForTheOwnAccountOnly() {
        assertThat(corrected(
                        policy(allow(
                                "{'Service': 'codebuild.amazonaws.com'}", "{'Bool': {'aws:SecureTransport': 'true'}}")),
                        TrustedIds.NOBODY))
                .isEqualTo(
                        json(
                                policy(
                                        allow(
                                                "{'Service': 'codebuild.amazonaws.com'}",
                                                "{'Bool': {'aws:SecureTransport': 'true'}, 'StringEquals': {'aws:SourceAccount': '111122223333'}}"))));
    }

    @Test
    void theNetworkOfAStatementStaysBesideTheTrustedAccounts() {
        assertThat(corrected(policy(allow("'*'", "{'StringEquals': {'aws:SourceVpce': 'vpce-1'}}")), TrustedIds.NOBODY))
                .isEqualTo(json(policy(allow(
                        "'*'",
                        "{'StringEquals': {'aws:SourceVpce': 'vpce-1', 'aws:PrincipalAccount': '111122223333'}}"))));
    }

    @Test
    void everyoneExceptAFewIsRestrictedToo() {
        String open = "{'Effect': 'Allow', 'NotPrincipal': {'AWS': '444455556666'}, 'NotAction': 'ecr:PutImage'}";
        String closed =
                open.replaceFirst("}$", ", 'Condition': {'StringEquals': {'aws:PrincipalAccount': '111122223333'}}}");
        assertThat(corrected(policy(open), TrustedIds.NOBODY)).isEqualTo(json(policy(closed)));
    }

    @Test
    void namedAccountsAndServicesBesideTheStarKeepTheirOwnStatement() {
        assertThat(corrected(
                        policy(allow("{'AWS': ['*', '222233334444'], 'Service': 'ecs.amazonaws.com'}", "")), ACCOUNT))
                .isEqualTo(json(policy(allow("{'AWS': ['222233334444']}", "") + ", "
                        + allow(
                                "{'AWS': ['*']}",
                                "{'StringEquals': {'aws:PrincipalAccount': ['111122223333', '222233334444']}}")
                        + ", "
                        + allow(
                                "{'Service': 'ecs.amazonaws.com'}",
                                "{'StringEquals': {'aws:SourceAccount': ['111122223333', '222233334444']}}"))));
    }

    @Test
    void eachStatementOfASplitOneHasItsOwnSid() {
        Json policy = corrected(
                policy("{'Sid': 'Pull', 'Effect': 'Allow', 'Principal': '*', " + PULL + "}, "
                        + "{'Sid': 'Pull2', 'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:PutImage'}"),
                ORGANIZATION);
        assertThat(policy.items("Statement").stream().map(one -> one.text("Sid").orElse("")))
                .containsExactly("Pull", "Pull3", "Pull2");
    }

    @Test
    void aPolicyThatLetsInOnlyWhoIsTrustedNeedsNoCorrection() {
        assertThat(correction(policy(allow("{'AWS': '222233334444'}", "")), ACCOUNT))
                .isEqualTo(new Correction.Unneeded());
    }

    @Test
    void anUnreadablePolicyIsEditedByHand() {
        assertThat(correction("{'Statement': [{'Effect': 'Allow'}", ACCOUNT))
                .isEqualTo(
                        new Correction.ByHand(
                                "the policy cannot be read: the policy is not strict JSON: not valid JSON at line 1, column 35"));
    }

    @Test
    void aRegistryPolicyKeepsItsResources() {
        String statement = "{'Sid': 'R', 'Effect': 'Allow', 'Principal': {'AWS': ['444455556666', '222233334444']},"
                + " 'Action': 'ecr:ReplicateImage', 'Resource': 'arn:aws:ecr:us-east-1:111122223333:repository/prod*'}";
        assertThat(PolicyCorrection.of(quoted(policy(statement)), OWNER, ACCOUNT, ActionCatalogue.ECR_REGISTRY))
                .isEqualTo(new Correction.Corrected(
                        json(policy(statement.replace("'444455556666', ", ""))),
                        List.of("The Principal of statement 1 (Sid \"R\") no longer names 444455556666.")));
    }

    @Test
    void aLongPolicyIsWrittenOnOneLine() {
        Json policy = json(policy("'" + "x".repeat(PolicyCorrection.MAX_POLICY) + "'"));
        assertThat(PolicyFile.text(policy).lines()).hasSize(1);
        assertThat(PolicyFile.text(json(policy(allow("'*'", "")))).lines().limit(3))
                .containsExactly("{", "  \"Version\": \"2012-10-17\",", "  \"Statement\": [");
    }

    private static Json corrected(String policy, TrustedIds trusted) {
        return ((Correction.Corrected) correction(policy, trusted)).policy();
    }

    private static Correction correction(String policy, TrustedIds trusted) {
        return PolicyCorrection.of(quoted(policy), OWNER, trusted);
    }

    private static String policy(String statements) {
        return "{'Version': '2012-10-17', 'Statement': [" + statements + "]}";
    }

    private static String allow(String principal, String condition) {
        return "{'Effect': 'Allow', 'Principal': " + principal + ", " + PULL
                + (condition.isEmpty() ? "" : ", 'Condition': " + condition) + "}";
    }

    private static Json json(String text) {
        try {
            return JsonReader.read(quoted(text));
        } catch (MalformedJson wrong) {
            throw new IllegalArgumentException(text, wrong);
        }
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}
