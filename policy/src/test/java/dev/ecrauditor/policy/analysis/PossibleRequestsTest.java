package dev.ecrauditor.policy.analysis;

import static dev.ecrauditor.policy.analysis.PolicyTexts.OWNER;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allow;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allowIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.denyIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.condition.PublicAddresses;
import dev.ecrauditor.policy.document.Policy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every witness is a request that AWS can produce. */
class PossibleRequestsTest {

    private static Witness first(String... statements) {
        return facts(statements).grants().get(0).witness();
    }

    private static String service(String name, String conditions) {
        return "{'Effect': 'Allow', 'Principal': {'Service': '" + name
                + "'}, 'Action': 'ecr:BatchGetImage', 'Condition': {" + conditions + "}}";
    }

    static Stream<Arguments> patterns() {
        return Stream.of(
                arguments("arn:aws:iam::*:role/AdminRole", "arn:aws:iam::999999000001:role/AdminRole"),
                arguments("arn:aws:iam::*:user/ops/*", "arn:aws:iam::999999000001:user/ops/external"),
                arguments("arn:aws:iam::*:root", "arn:aws:iam::999999000001:root"),
                arguments("arn:aws:iam::444455556666:role/ci-*", "arn:aws:iam::444455556666:role/ci-external"),
                arguments("arn:aws:iam::444455556666:user/partial*", "arn:aws:iam::444455556666:user/partialexternal"),
                arguments("arn:aws:iam::444455556666:role/a?", "arn:aws:iam::444455556666:role/ax"),
                arguments("444455556666:user/*", "arn:aws:iam::444455556666:user/external"),
                arguments(
                        "arn:aws:sts::444455556666:assumed-role/ci/*",
                        "arn:aws:sts::444455556666:assumed-role/ci/external"),
                arguments("arn:aws-cn:iam::*:role/x", "arn:aws-cn:iam::999999000001:role/x"));
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void aWildcardInsideAPrincipalIsFilledByAMatchingCaller(String principal, String caller) {
        assertThat(first(allow("{'AWS': '" + principal + "'}")).principal()).isEqualTo(caller);
    }

    @Test
    void aCallerThatDoesNotMatchThePatternOfAPrincipalHasNoAccess() {
        String role = allow("{'AWS': 'arn:aws:iam::*:role/AdminRole'}");
        assertThat(facts(role, denyIf("{'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/Admin*'}}"))
                        .grants())
                .isEmpty();
        assertThat(facts(role, denyIf("{'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/Other*'}}"))
                        .isPublic())
                .isTrue();
    }

    static Stream<Arguments> services() {
        return Stream.of(
                arguments("lambda.amazonaws.com", "arn:aws:lambda:us-east-1:999999000001:function:external"),
                arguments("codebuild.amazonaws.com", "arn:aws:codebuild:us-east-1:999999000001:project/external"),
                arguments(
                        "ecs-tasks.amazonaws.com",
                        "arn:aws:ecs:us-east-1:999999000001:task/external/0123456789abcdef0123456789abcdef"),
                arguments("sagemaker.amazonaws.com", "arn:aws:sagemaker:us-east-1:999999000001:model/external"),
                arguments(
                        "build.apprunner.amazonaws.com",
                        "arn:aws:apprunner:us-east-1:999999000001:service/external/0123456789abcdef0123456789abcdef"),
                arguments("lambda.eu-west-1.amazonaws.com", "arn:aws:lambda:eu-west-1:999999000001:function:external"),
                arguments(
                        "codebuild.amazonaws.com.cn", "arn:aws-cn:codebuild:cn-north-1:999999000001:project/external"),
                arguments("newservice.amazonaws.com", "arn:aws:newservice:us-east-1:999999000001:external"),
                arguments("no name", "arn:aws:service:us-east-1:999999000001:external"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceActsForAResourceOfItsOwn(String name, String resource) {
        Witness witness = first(allow("{'Service': '" + name + "'}"));
        assertThat(witness.principal()).isEqualTo(name);
        assertThat(witness.context())
                .containsEntry("aws:SourceArn", List.of(resource))
                .containsEntry("aws:SourceAccount", List.of("999999000001"));
    }

    @Test
    void eachOfSeveralServicesActsForItsOwn() {
        assertThat(facts(allow("{'Service': ['lambda.amazonaws.com', 'codebuild.amazonaws.com']}"))
                        .grants())
                .extracting(grant ->
                        grant.witness().context().get("aws:SourceArn").get(0).split(":", -1)[2])
                .containsExactly("lambda", "codebuild");
    }

    @Test
    void aPatternOfSourcesIsFilledWithTheServicesOwn() {
        assertThat(first(service("lambda.amazonaws.com", "'ArnLike': {'aws:SourceArn': 'arn:aws:*:*:444455556666:*'}"))
                        .context())
                .containsEntry("aws:SourceArn", List.of("arn:aws:lambda:us-east-1:444455556666:function:external"));
    }

    @Test
    void everySourceAndEveryUniqueIdIsAGrant() {
        assertThat(facts(service(
                                "s3.amazonaws.com",
                                "'ArnEquals': {'aws:SourceArn': ['arn:aws:s3:::a', 'arn:aws:s3:::b']}"))
                        .grants())
                .extracting(Grant::bound)
                .containsExactly(
                        new GrantScope.Unknowable("arn:aws:s3:::a"), new GrantScope.Unknowable("arn:aws:s3:::b"));
        assertThat(facts(
                                service(
                                        "lambda.amazonaws.com",
                                        "'StringEquals': {'aws:SourceAccount': ['444455556666', '222233334444', '111122223333']}"))
                        .crossAccounts())
                .containsExactly("222233334444", "444455556666");
        assertThat(facts(
                                service(
                                        "lambda.amazonaws.com",
                                        "'ArnLike': {'aws:SourceArn': ['arn:aws:lambda:*:444455556666:function:a', 'arn:aws:lambda:*:222233334444:function:b']}"))
                        .crossAccounts())
                .containsExactly("222233334444", "444455556666");
        String ids = "['AROADBQP57FF2AEXAMPLE:*', 'AIDACKCEVSQ6C2EXAMPLE', 'AROAI11111111111EXMPL:ci']";
        assertThat(facts(allowIf("{'StringLike': {'aws:userid': " + ids + "}}")).grants())
                .extracting(Grant::bound)
                .containsExactlyInAnyOrder(
                        new GrantScope.Unknowable("AROADBQP57FF2AEXAMPLE"),
                        new GrantScope.Unknowable("AIDACKCEVSQ6C2EXAMPLE"),
                        new GrantScope.Unknowable("AROAI11111111111EXMPL:ci"));
        assertThat(facts(
                                allow("'*'"),
                                denyIf("{'StringNotLike': {'aws:userid': " + ids
                                        + "}, 'Bool': {'aws:PrincipalIsAWSService': 'false'}}"),
                                denyIf("{'Bool': {'aws:PrincipalIsAWSService': 'true'}}"))
                        .grants())
                .hasSize(3);
    }

    @Test
    void aCallerThatSignedInWithAProviderHasIt() {
        Witness web = first(allow("{'Federated': 'cognito-identity.amazonaws.com'}"));
        assertThat(web.principal()).isEqualTo("arn:aws:sts::999999000001:assumed-role/external/session");
        assertThat(web.context())
                .containsEntry("aws:FederatedProvider", List.of("cognito-identity.amazonaws.com"))
                .containsEntry("aws:PrincipalArn", List.of("arn:aws:iam::999999000001:role/external"));
        Witness saml = first(allow("{'Federated': 'arn:aws:iam::444455556666:saml-provider/corp'}"));
        assertThat(saml.principal()).isEqualTo("arn:aws:sts::444455556666:assumed-role/external/session");
        assertThat(saml.context())
                .containsEntry("aws:FederatedProvider", List.of("arn:aws:iam::444455556666:saml-provider/corp"));
    }

    @Test
    void aConditionOnAnotherProviderLeavesNobody() {
        String federated = allow("{'Federated': 'arn:aws:iam::444455556666:saml-provider/corp'}");
        String other =
                "{'StringNotEquals': {'aws:FederatedProvider': 'arn:aws:iam::444455556666:saml-provider/other'}}";
        assertThat(facts(federated, denyIf(other)).grants()).isEmpty();
        assertThat(facts(federated, denyIf(other.replace("other", "corp"))).crossAccounts())
                .containsExactly("444455556666");
    }

    @Test
    void ofAPatternOfProvidersTheOneThatADenyExemptsIsFound() {
        String corp = "arn:aws:iam::444455556666:saml-provider/corp";
        String any = allow("{'Federated': 'arn:aws:iam::444455556666:saml-provider/*'}");
        assertThat(facts(any, "{'Effect': 'Deny', 'NotPrincipal': {'Federated': '" + corp + "'}, 'Action': 'ecr:*'}")
                        .crossAccounts())
                .containsExactly("444455556666");
        assertThat(facts(any, denyIf("{'StringNotEquals': {'aws:FederatedProvider': '" + corp + "'}}"))
                        .crossAccounts())
                .containsExactly("444455556666");
    }

    /** A policy that denies the names of external principals used here hides nothing. */
    @Test
    void aDenyOfTheNamesThatExamplesHaveHidesNobody() {
        String names = "'arn:aws:iam::444455556666:role/external', 'arn:aws:iam::444455556666:user/external'";
        assertThat(facts(
                                allow("{'AWS': '444455556666'}"),
                                "{'Effect': 'Deny', 'Principal': {'AWS': [" + names + "]}, 'Action': 'ecr:*'}",
                                denyIf("{'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:root'}}"))
                        .crossAccounts())
                .containsExactly("444455556666");
        assertThat(facts(
                                allow("{'Federated': 'arn:aws:iam::444455556666:saml-provider/*'}"),
                                "{'Effect': 'Deny', 'Principal': {'Federated': 'arn:aws:iam::444455556666:saml-provider/external'}, 'Action': 'ecr:*'}")
                        .crossAccounts())
                .containsExactly("444455556666");
    }

    @Test
    void aCallThroughServicesHasItsKeys() {
        assertThat(first(allowIf("{'ForAnyValue:StringEquals': {'aws:CalledVia': 'athena.amazonaws.com'}}"))
                        .context())
                .containsEntry("aws:ViaAWSService", List.of("true"))
                .containsEntry("aws:CalledVia", List.of("athena.amazonaws.com"));
        assertThat(facts(allowIf("{'ForAnyValue:StringEquals': {'aws:CalledVia': 'athena.amazonaws.com'},"
                                + " 'Bool': {'aws:ViaAWSService': 'false'}}"))
                        .grants())
                .isEmpty();
        assertThat(facts(service("lambda.amazonaws.com", "'Bool': {'aws:ViaAWSService': 'true'}"))
                        .grants())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'StringEquals': {'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/*'}",
                "'StringEquals': {'aws:PrincipalTag/team': 'a*'}",
                "'StringEquals': {'aws:userid': 'AROADBQP57FF2AEXAMPLE:*'}",
                "'StringEquals': {'aws:SourceArn': 'arn:aws:s3:::bucket-*'}",
                "'StringEquals': {'aws:SourceArn': 'arn:aws:lambda:us-east-1:444455556666:function:?'}",
                "'StringEquals': {'aws:PrincipalOrgID': 'o-*'}",
                "'StringEquals': {'aws:SourceVpce': 'vpce-*'}",
                "'ForAnyValue:StringEquals': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}",
                "'StringEquals': {'aws:username': '*'}"
            })
    void aLiteralWildcardMatchesNobody(String condition) {
        assertThat(facts(allowIf("{" + condition + "}")).grants()).isEmpty();
    }

    /** A tag fills the ARN of a role, and neither contains a wildcard. */
    @Test
    void aLiteralWildcardFillsNoVariable() {
        AccessFacts facts = facts(
                allowIf(
                        "{'StringEquals': {'aws:PrincipalArn': ['arn:aws:iam::123456789012:role/*/x-*', 'arn:aws:iam::123456789012:role/y']}}"),
                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:PutImage', 'Condition':"
                        + " {'ArnEquals': {'aws:PrincipalArn': 'arn:aws:iam::*:role/${aws:PrincipalTag/team}'}}}");
        assertThat(facts.grants())
                .isNotEmpty()
                .allSatisfy(
                        grant -> assertThat(grant.witness().toString()).doesNotContain("*", "?", "\uE02A", "\uE03F"));
        assertThat(facts.grants().get(0).witness().principal()).isEqualTo("arn:aws:iam::123456789012:role/y");
    }

    @Test
    void whatCallersWriteThemselvesMayContainAnyCharacter() {
        assertThat(first(allowIf("{'StringEquals': {'aws:UserAgent': 'build/*'}}"))
                        .context())
                .containsEntry("aws:UserAgent", List.of("build/*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.0.0.0/7", "172.0.0.0/8", "192.0.0.0/8", "100.0.0.0/8", "fc00::/6"})
    void ofARangeThatIsPartlyPrivateThePublicPartCounts(String range) {
        assertThat(facts(allowIf("{'IpAddress': {'aws:SourceIp': '" + range + "'}}"))
                        .grants())
                .isNotEmpty()
                .allSatisfy(grant -> assertThat(
                                grant.witness().context().get("aws:SourceIp").get(0))
                        .matches(PublicAddresses::contain));
    }

    @Test
    void onlyThePublicPartOfAListIsANetwork() {
        AccessFacts facts = facts(allowIf("{'IpAddress': {'aws:SourceIp': ['10.0.0.0/8', '203.0.113.0/24']}}"));
        assertThat(facts.grants())
                .extracting(Grant::bound)
                .containsExactly(new GrantScope.Network(Set.of("203.0.113.0/24")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'StringNotEquals'", "'StringNotLikeIfExists'", "'ForAnyValue:StringNotLike'"})
    void aDenyOnSeveralValuesAsIfTheyWereOneIsNamedAsNotReliedOn(String operator) {
        Policy policy = PolicyTexts.parsed(PolicyTexts.policy(
                allow("'*'"), denyIf("{" + operator + ": {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}}")));
        Grant grant = PolicyAnalysis.of(policy, OWNER).grants().get(0);
        assertThat(DenyGap.of(policy, grant))
                .singleElement()
                .matches(DenyGap::isFault)
                .extracting(gap -> gap.deny().number())
                .isEqualTo(2);
        assertThat(grant.isPublic()).isTrue();
    }

    @Test
    void keysOfARequestOccurOnce() {
        assertThat(first(allow("'*'")).context()).isInstanceOf(Map.class).doesNotContainKey("aws:FederatedProvider");
    }
}
