package dev.ecrauditor.policy.analysis;

import static dev.ecrauditor.policy.analysis.PolicyTexts.OWNER;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allow;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allowActions;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allowIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.denyIf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ecrauditor.policy.action.ActionNames.Fault;
import dev.ecrauditor.policy.analysis.IdleStatement.Cause;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults in the statements of a policy besides the access they grant. */
class StatementsTest {

    private static Policy policy(String... statements) {
        return PolicyTexts.parsed(PolicyTexts.policy(statements));
    }

    private static List<QuestionableAction> questionable(String actions) {
        return QuestionableAction.of(policy(allowActions(actions)));
    }

    static Stream<Arguments> mistyped() {
        return Stream.of(
                arguments("ecr: BatchGetImage", "ecr:BatchGetImage"),
                arguments("ecr:Batch GetImage", "ecr:BatchGetImage"),
                arguments("ecr:BatchGetImage ", "ecr:BatchGetImage"),
                arguments("ecr.PutImage", "ecr:PutImage"),
                arguments("ecr/PutImage", "ecr:PutImage"),
                arguments("PutImage", "ecr:PutImage"),
                arguments("ecr:Put-Image", "ecr:PutImage"),
                arguments("ecr:GetAuthorization Token", "ecr:GetAuthorizationToken"),
                arguments("ecr::PutImage", "ecr:PutImage"),
                arguments("ecr:PütImage", "ecr:PutImage"));
    }

    @ParameterizedTest
    @MethodSource("mistyped")
    void aNameThatNoActionHasIsMistypedAndGrantsNothing(String written, String meant) {
        assertThat(questionable("'" + written + "'"))
                .extracting(QuestionableAction::fault, QuestionableAction::nearest)
                .containsExactly(tuple(Fault.MISTYPED, Optional.of(meant)));
        assertThat(PolicyTexts.facts(allowActions("'" + written + "'")).grants())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ecr:", ":", "???", "ecr: *"})
    void aNameLikeNoActionHasNoNearest(String written) {
        assertThat(questionable("'" + written + "'"))
                .extracting(QuestionableAction::nearest)
                .containsExactly(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecr:PutImage",
                "ECR:putimage",
                "ecr:*",
                "*",
                "ecr:Get*",
                "e*",
                "*:PutImage",
                "ecr?PutImage",
                "ecr:?utImage"
            })
    void namesOfActionsAreNotQuestionable(String written) {
        assertThat(questionable("'" + written + "'")).isEmpty();
    }

    @Test
    void anUnknownActionCountsAndIsNamed() {
        assertThat(questionable("['ecr:BatchGetImages', 'ecr:FutureAction']"))
                .extracting(QuestionableAction::fault, QuestionableAction::nearest)
                .containsExactly(
                        tuple(Fault.UNKNOWN, Optional.of("ecr:BatchGetImage")), tuple(Fault.UNKNOWN, Optional.empty()));
        assertThat(PolicyTexts.facts(allowActions("'ecr:FutureAction'")).outsiderCanWrite())
                .isTrue();
    }

    @Test
    void anActionOfTheRegistryIsNamedAsSuch() {
        assertThat(questionable("['ecr:GetAuthorizationToken', 's3:GetObject']"))
                .extracting(QuestionableAction::fault)
                .containsExactly(Fault.NOT_OF_A_REPOSITORY, Fault.NOT_OF_A_REPOSITORY);
    }

    private static String to(String principal, String condition) {
        return "{'Effect': 'Allow', 'Principal': " + principal + ", 'Action': 'ecr:BatchGetImage', 'Condition': {"
                + condition + "}}";
    }

    static Stream<Arguments> idle() {
        String service = "{'Service': 'lambda.amazonaws.com'}";
        return Stream.of(
                arguments(
                        to(service, "'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}"),
                        Cause.SERVICE_WITHOUT_KEY),
                arguments(
                        to(service, "'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*'}"),
                        Cause.SERVICE_WITHOUT_KEY),
                arguments(to(service, "'StringEquals': {'aws:PrincipalTag/a': 'b'}"), Cause.SERVICE_WITHOUT_KEY),
                arguments(
                        to("{'AWS': '111122223333'}", "'StringEquals': {'aws:SourceAccount': '111122223333'}"),
                        Cause.ONLY_SERVICES_HAVE_KEY),
                arguments(
                        allowIf("{'IpAddress': {'aws:SourceIp': ['10.0.0.0/8', '192.168.1.1']}}"),
                        Cause.NOT_A_PUBLIC_ADDRESS),
                arguments(
                        to("{'AWS': '111122223333'}", "'IpAddress': {'aws:SourceIp': '172.16.0.0/12'}"),
                        Cause.NOT_A_PUBLIC_ADDRESS),
                arguments(
                        to(service, "'StringEquals': {'aws:SourceArn': 'arn:aws:lambda:*:444455556666:function:*'}"),
                        Cause.WILDCARD_TO_THE_LETTER),
                arguments(allowIf("{'StringEquals': {'aws:SecureTransport': 'yes'}}"), Cause.NO_SUCH_VALUE),
                arguments(
                        allowIf(
                                "{'StringEquals': {'aws:PrincipalAccount': '444455556666'}, 'StringLike': {'aws:PrincipalAccount': '2*'}}"),
                        Cause.NOT_TOGETHER),
                arguments(denyIf("{'IpAddress': {'aws:SourceIp': '10.0.0.0/8'}}"), Cause.NOT_A_PUBLIC_ADDRESS));
    }

    @ParameterizedTest
    @MethodSource("idle")
    void aStatementThatNeverAppliesIsNamedWithItsConditions(String statement, Cause cause) {
        assertThat(IdleStatement.of(policy(allow("{'AWS': '111122223333'}"), statement), OWNER))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.statement().number()).isEqualTo(2);
                    assertThat(found.cause()).isEqualTo(cause);
                    assertThat(found.conditions()).isNotEmpty();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'StringEquals': {'aws:PrincipalAccount': '111122223333'}",
                "'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*'}",
                "'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}",
                "'IpAddress': {'aws:SourceIp': ['10.0.0.0/8', '203.0.113.0/24']}",
                "'NotIpAddress': {'aws:SourceIp': '10.0.0.0/8'}",
                "'StringEquals': {'aws:PrincipalAccount': '${aws:ResourceAccount}'}",
                "'StringMatches': {'aws:PrincipalAccount': 'x'}",
                "'StringEquals': {'aws:PrincipalOrgID': []}",
                "'StringEquals': {'aws:SourceAccount': '111122223333'}",
                "'StringLike': {'aws:userid': 'AROADBQP57FF2AEXAMPLE:*'}"
            })
    void aStatementThatAppliesOnlyToTheOwnerIsNotNamed(String condition) {
        assertThat(IdleStatement.of(policy(allowIf("{" + condition + "}"), denyIf("{" + condition + "}")), OWNER))
                .isEmpty();
    }

    private static final String ALL = "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*'}";

    @Test
    void aDenyForEverybodyLocksTheOwnerOut() {
        assertThat(Lockout.of(policy(ALL), OWNER)).hasValueSatisfying(lockout -> {
            assertThat(lockout.everything()).isTrue();
            assertThat(lockout.hidesPolicy()).isTrue();
            assertThat(lockout.keepsPolicy()).isTrue();
            assertThat(lockout.denials()).extracting(Statement::number).containsExactly(1);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Effect': 'Deny', 'Principal': '*', 'NotAction': 's3:*'}",
                "{'Effect': 'Deny', 'Principal': {'AWS': '*'}, 'Action': '*'}",
                "{'Effect': 'Deny', 'Principal': {'AWS': 'arn:aws:iam::111122223333:root'}, 'Action': 'ecr:Get*'}",
                "{'Effect': 'Deny', 'NotPrincipal': {'AWS': '444455556666'}, 'Action': 'ecr:GetRepositoryPolicy'}",
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Condition': {'NotIpAddress': {'aws:SourceIp': '10.0.0.0/8'}}}",
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Condition': {'StringNotEquals': {'aws:PrincipalAccount': '444455556666'}}}"
            })
    void aDenyThatLeavesNobodyOfTheOwnersAccountToReadThePolicyLocksTheAuditorOut(String deny) {
        assertThat(Lockout.of(policy(allow("'*'"), deny), OWNER)).get().matches(Lockout::hidesPolicy);
    }

    @Test
    void twoDeniesThatLeaveNobodyTogetherLockTheOwnerOut() {
        assertThat(Lockout.of(
                        policy(
                                denyIf("{'Bool': {'aws:ViaAWSService': 'true'}}"),
                                denyIf("{'BoolIfExists': {'aws:ViaAWSService': 'false'}}")),
                        OWNER))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Effect': 'Deny', 'NotPrincipal': {'AWS': 'arn:aws:iam::111122223333:role/admin'}, 'Action': 'ecr:*'}",
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Condition': {'StringNotEquals': {'aws:PrincipalAccount': '111122223333'}}}",
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Condition': {'StringNotEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}}",
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Condition': {'Bool': {'aws:SecureTransport': 'false'}}}",
                "{'Effect': 'Deny', 'Principal': '*', 'Action': ['ecr:DeleteRepository', 'ecr:SetRepositoryPolicy']}",
                "{'Effect': 'Deny', 'Principal': {'AWS': '444455556666'}, 'Action': '*'}",
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Condition': {'NotIpAddress': {'aws:SourceIp': '203.0.113.0/24'}}}"
            })
    void aDenyThatExemptsAnIdentityOfTheOwnersAccountLocksNobodyOut(String deny) {
        assertThat(Lockout.of(policy(allow("'*'"), deny), OWNER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Effect': 'allow', 'Principal': '*', 'Action': 'ecr:*'|the Effect \"allow\", which AWS writes \"Allow\"",
                "'Effect': 'Allow', 'principal': '*', 'Action': 'ecr:*'|the element \"principal\", which AWS writes \"Principal\"",
                "'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*', 'Comment': 'x'|the element \"Comment\", which AWS does not have",
                "'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*', '<!channel>': 'x'|an element that AWS does not have",
                "'Effect': 'Allow', 'Action': 'ecr:*'|has no Principal",
                "'Effect': 'Allow', 'Principal': ['*'], 'Action': 'ecr:*'|in a list without a kind",
                "'Effect': 'Allow', 'Principal': '111122223333', 'Action': 'ecr:*'|a principal without a kind",
                "'Effect': 'Allow', 'Principal': {'AWS': []}, 'Action': 'ecr:*'|names nobody in its Principal",
                "'Effect': 'Allow', 'Principal': '*', 'Action': []|has no action in its Action",
                "'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*', 'Condition': {'StringEqual': {'aws:x': 'y'}}|the condition operator \"StringEqual\", which is none of AWS's",
                "'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*', 'Condition': {'StringEquals': {}}|an operator that compares nothing",
                "'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*', 'Condition': {'StringEquals': {'aws:x': []}}|compares aws:x with no value"
            })
    void whatIsNotByTheGrammarIsNamed(String line) {
        String[] parts = line.split("\\|", -1);
        String wanted = parts[1].replace("an operator that", "a condition operator that");
        assertThat(policy("{" + parts[0] + "}").oddities())
                .singleElement()
                .satisfies(deviation ->
                        assertThat(deviation).startsWith("statement 1 ").contains(wanted));
    }

    @Test
    void whatIsByTheGrammarIsNotNamed() {
        assertThat(policy(
                                allow("{'AWS': ['111122223333'], 'Service': 'lambda.amazonaws.com'}"),
                                allowIf(
                                        "{'ForAnyValue:StringLike': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}, 'Null': {'aws:x': 'true'}}"))
                        .oddities())
                .isEmpty();
    }
}
