package dev.ecrauditor.policy.request;

import static dev.ecrauditor.policy.analysis.PolicyTexts.Opens.TO_ANYONE;
import static dev.ecrauditor.policy.analysis.PolicyTexts.Opens.TO_NOBODY_ELSE;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allow;
import static dev.ecrauditor.policy.analysis.PolicyTexts.json;
import static dev.ecrauditor.policy.analysis.PolicyTexts.opens;
import static dev.ecrauditor.policy.analysis.PolicyTexts.parsed;
import static dev.ecrauditor.policy.analysis.PolicyTexts.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.analysis.PolicyTexts;
import dev.ecrauditor.policy.document.PolicyParser;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.UnreadablePolicy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** To whom an Allow without condition grants access, by the form of its principal. */
class PrincipalsTest {

    static Stream<Arguments> forms() {
        return Stream.of(
                // Anyone, as AWS documents it.
                arguments("a star", "'*'", TO_ANYONE),
                arguments("a star under AWS", "{'AWS': '*'}", TO_ANYONE),
                arguments("a list of one star", "{'AWS': ['*']}", TO_ANYONE),
                arguments("a star after an account", "{'AWS': ['111122223333', '*']}", TO_ANYONE),
                arguments(
                        "an account and a star of another kind", "{'AWS': '111122223333', 'Service': '*'}", TO_ANYONE),
                // Forms AWS does not document, read as anyone.
                arguments("a bare list with a star", "['*']", TO_ANYONE),
                arguments("any canonical user", "{'CanonicalUser': '*'}", TO_ANYONE),
                arguments("any service", "{'Service': '*'}", TO_ANYONE),
                arguments("services by pattern", "{'Service': '*.amazonaws.com'}", TO_ANYONE),
                arguments("the root of any account", "{'AWS': 'arn:aws:iam::*:root'}", TO_ANYONE),
                arguments("a role of any account", "{'AWS': 'arn:aws:iam::*:role/ci'}", TO_ANYONE),
                arguments("an account with one unknown digit", "{'AWS': 'arn:aws:iam::11112222333?:root'}", TO_ANYONE),
                arguments("an ARN that ends before the account", "{'AWS': 'arn:aws:iam'}", TO_ANYONE),
                arguments("an ARN without an account", "{'AWS': 'arn:aws:iam:::user/eve'}", TO_ANYONE),
                arguments("twelve digits that are not ASCII", "{'AWS': 'arn:aws:iam::١١١١٢٢٢٢٣٣٣٣:root'}", TO_ANYONE),
                arguments("a pattern that is no ARN", "{'AWS': '*:role/ci'}", TO_ANYONE),
                arguments("any deleted role", "{'AWS': 'AROA*'}", TO_ANYONE),
                arguments("any federated provider", "{'Federated': '*'}", TO_ANYONE),
                arguments("a web identity provider", "{'Federated': 'cognito-identity.amazonaws.com'}", TO_ANYONE),
                arguments("another web identity provider", "{'Federated': 'accounts.google.com'}", TO_ANYONE),
                arguments("a provider of any account", "{'Federated': 'arn:aws:iam::*:saml-provider/idp'}", TO_ANYONE),
                // One account, own or foreign: not public.
                arguments("an account id", "{'AWS': '444455556666'}", TO_NOBODY_ELSE),
                arguments("an account id as a number", "{'AWS': 444455556666}", TO_NOBODY_ELSE),
                arguments("a bare account id", "'444455556666'", TO_NOBODY_ELSE),
                arguments("the root of an account", "{'AWS': 'arn:aws:iam::444455556666:root'}", TO_NOBODY_ELSE),
                arguments("a bare ARN", "'arn:aws:iam::444455556666:root'", TO_NOBODY_ELSE),
                arguments("a role", "{'AWS': 'arn:aws:iam::111122223333:role/ci'}", TO_NOBODY_ELSE),
                arguments(
                        "a role session", "{'AWS': 'arn:aws:sts::111122223333:assumed-role/ci/run-7'}", TO_NOBODY_ELSE),
                arguments(
                        "a federated user", "{'AWS': 'arn:aws:sts::111122223333:federated-user/eve'}", TO_NOBODY_ELSE),
                arguments("an account in China", "{'AWS': 'arn:aws-cn:iam::111122223333:root'}", TO_NOBODY_ELSE),
                arguments("an account in GovCloud", "{'AWS': 'arn:aws-us-gov:iam::111122223333:root'}", TO_NOBODY_ELSE),
                arguments("every user of an account", "{'AWS': 'arn:aws:iam::444455556666:user/*'}", TO_NOBODY_ELSE),
                arguments("an account id and more", "{'AWS': '444455556666:user/*'}", TO_NOBODY_ELSE),
                arguments(
                        "a SAML provider",
                        "{'Federated': 'arn:aws:iam::111122223333:saml-provider/idp'}",
                        TO_NOBODY_ELSE),
                // Services act for a resource; a named service is another case.
                arguments("a service", "{'Service': 'lambda.amazonaws.com'}", TO_NOBODY_ELSE),
                arguments("two services", "{'Service': ['lambda.amazonaws.com', 'ecs.amazonaws.com']}", TO_NOBODY_ELSE),
                // Nobody.
                arguments("a deleted role", "{'AWS': 'AROADBQP57FF2AEXAMPLE'}", TO_NOBODY_ELSE),
                arguments("a deleted user", "{'AWS': 'AIDACKCEVSQ6C2EXAMPLE'}", TO_NOBODY_ELSE),
                arguments("a canonical id", "{'CanonicalUser': '79a59df900b949e55d96a1e698fb'}", TO_NOBODY_ELSE),
                arguments("no text", "{'AWS': ''}", TO_NOBODY_ELSE),
                arguments("an empty list", "{'AWS': []}", TO_NOBODY_ELSE),
                arguments("an empty object", "{}", TO_NOBODY_ELSE),
                arguments("a literal null", "null", TO_NOBODY_ELSE));
    }

    @ParameterizedTest(name = "{0}: {1} opens {2}")
    @MethodSource("forms")
    void aPrincipalCoversWhatItsFormDocuments(String form, String principal, PolicyTexts.Opens expected) {
        assertThat(opens(allow(principal))).isEqualTo(expected);
    }

    @Test
    void aStatementWithoutPrincipalGrantsNothing() {
        assertThat(opens("{'Effect': 'Allow', 'Action': 'ecr:*'}")).isEqualTo(TO_NOBODY_ELSE);
    }

    @Test
    void everyoneExceptOnePrincipalIsAnyone() {
        assertThat(opens("{'Effect': 'Allow', 'NotPrincipal': {'AWS': '111122223333'}, 'Action': 'ecr:*'}"))
                .isEqualTo(TO_ANYONE);
    }

    @Test
    void theAccountIsReadFromItsPlaceInTheArnAndNotFromTheRoleName() {
        String named = "{'AWS': 'arn:aws:iam::444455556666:role/for-111122223333'}";
        assertThat(parsed(policy(allow(named))).statements().get(0).principals())
                .isEqualTo(List.of(
                        new Principal.Account("444455556666", "arn:aws:iam::444455556666:role/for-111122223333")));
    }

    @Test
    void anEscapedStarIsAStar() {
        String escaped = json("{'Statement': {'Effect': 'Allow', 'Principal': '\\u002a', 'Action': 'ecr:*'}}");
        assertThat(PolicyAnalysis.of(parsed(escaped), PolicyTexts.OWNER).isPublic())
                .isTrue();
    }

    @Test
    void anUndocumentedPrincipalKindMakesThePolicyUnreadable() {
        assertThat(PolicyParser.parse(policy(allow("{'Google': '*'}")))).isInstanceOf(UnreadablePolicy.class);
    }
}
