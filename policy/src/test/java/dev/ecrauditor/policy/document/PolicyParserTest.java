package dev.ecrauditor.policy.document;

import static dev.ecrauditor.policy.analysis.PolicyTexts.OWNER;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allow;
import static dev.ecrauditor.policy.analysis.PolicyTexts.json;
import static dev.ecrauditor.policy.analysis.PolicyTexts.parsed;
import static dev.ecrauditor.policy.analysis.PolicyTexts.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ecrauditor.policy.action.ActionSet;
import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.analysis.PolicyTexts;
import dev.ecrauditor.policy.condition.Condition;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text becomes a policy or a reason why it is none; never an exception, and never a part of a policy. */
class PolicyParserTest {

    private static final String REST = "'Principal': '*', 'Action': 'ecr:*'";

    static Stream<Arguments> notPolicies() {
        return Stream.of(
                arguments("empty text", "", "empty text"),
                arguments("blanks", "  \n ", "empty text"),
                arguments("text that is not JSON", "allow everyone", "not valid JSON"),
                arguments("half a policy", "{'Statement': [", "not valid JSON"),
                arguments("something after it", policy(allow("'*'")) + " {}", "something follows"),
                arguments("a second policy", policy() + policy(), "something follows"),
                arguments("a byte order mark", "\uFEFF" + policy(), "not valid JSON"),
                arguments("comments", "{'Statement': [] /* none */}", "not valid JSON"),
                arguments("a trailing comma", "{'Statement': [],}", "not valid JSON"),
                arguments("a policy twice as deep as any", "[".repeat(65) + "]".repeat(65), "not valid JSON"),
                arguments("hundred thousand brackets", "[".repeat(100_000), "not valid JSON"),
                arguments("a list", "[]", "not an object of Version, Id and Statement"),
                arguments("a string", "'Allow'", "not an object of Version, Id and Statement"),
                arguments("null", "null", "not an object of Version, Id and Statement"),
                arguments("an element of no policy", "{'Statement': [], 'Comment': 'x'}", "not an object of Version"),
                arguments("elements in lower case", "{'statement': []}", "not an object of Version"),
                arguments("no statement", "{'Version': '2012-10-17'}", "there is no Statement"),
                arguments("a statement of text", "{'Statement': 'Allow'}", "statement 1 is not an object"),
                arguments("a list of lists", "{'Statement': [[]]}", "statement 1 is not an object"),
                arguments(
                        "the same element twice",
                        "{'Statement': {'Effect': 'Deny', 'Effect': 'Allow', " + REST + "}}",
                        "duplicate member name"),
                arguments(
                        "the same condition key twice",
                        policy(
                                "{'Effect': 'Allow', " + REST
                                        + ", 'Condition': {'StringEquals': {'aws:PrincipalOrgID': 'o-1', 'aws:PrincipalOrgID': 'o-2'}}}"),
                        "duplicate member name"),
                arguments(
                        "the same element twice, once escaped",
                        "{'Statement': [], '\\u0053tatement': []}",
                        "duplicate member name"),
                arguments("an effect with a blank", one("'Effect': 'Deny ', " + REST), "Effect other than"),
                arguments("no effect", one(REST), "statement 1 has no Effect"),
                arguments("an effect that is no text", one("'Effect': true, " + REST), "Effect other than"),
                arguments("both principals", one("'Effect': 'Allow', 'NotPrincipal': '*', " + REST), "both Principal"),
                arguments(
                        "NotPrincipal null",
                        one("'Effect': 'Deny', 'NotPrincipal': null, 'Action': '*'"),
                        "names nobody"),
                arguments(
                        "a principal number",
                        one("'Effect': 'Allow', 'Principal': 1, 'Action': '*'"),
                        "Principal of unknown"),
                arguments(
                        "a principal flag",
                        one("'Effect': 'Allow', 'Principal': true, 'Action': '*'"),
                        "Principal of unknown"),
                arguments(
                        "a principal of objects",
                        one("'Effect': 'Allow', 'Principal': {'AWS': {'ID': '*'}}, 'Action': '*'"),
                        "Principal of unknown"),
                arguments(
                        "a principal in lower case",
                        one("'Effect': 'Allow', 'Principal': {'aws': '*'}, 'Action': '*'"),
                        "statement 1 has a Principal of unknown form: the kind \"aws\", which AWS writes \"AWS\""),
                arguments(
                        "both actions",
                        one("'Effect': 'Allow', 'NotAction': 's3:*', " + REST),
                        "either Action or NotAction"),
                arguments("no action", one("'Effect': 'Allow', 'Principal': '*'"), "either Action or NotAction"),
                arguments(
                        "action null",
                        one("'Effect': 'Allow', 'Principal': '*', 'Action': null"),
                        "Action that is not text"),
                arguments(
                        "an action object",
                        one("'Effect': 'Allow', 'Principal': '*', 'Action': {}"),
                        "Action that is not text"),
                arguments(
                        "actions in lists in lists",
                        one("'Effect': 'Allow', 'Principal': '*', 'Action': [['ecr:*']]"),
                        "Action that is not text"),
                arguments("a condition of text", one("'Effect': 'Allow', 'Condition': 'no', " + REST), "not an object"),
                arguments("a condition null", one("'Effect': 'Deny', 'Condition': null, " + REST), "not an object"),
                arguments("a list of conditions", one("'Effect': 'Allow', 'Condition': [], " + REST), "not an object"),
                arguments(
                        "an operator without keys",
                        one("'Effect': 'Allow', 'Condition': {'StringEquals': 'x'}, " + REST),
                        "operator without keys"),
                arguments(
                        "a value that is an object",
                        one("'Effect': 'Allow', 'Condition': {'StringEquals': {'aws:PrincipalOrgID': {}}}, " + REST),
                        "value that is not text"),
                arguments(
                        "a value that is null",
                        one("'Effect': 'Allow', 'Condition': {'StringEquals': {'aws:PrincipalOrgID': null}}, " + REST),
                        "value that is not text"));
    }

    private static String one(String elements) {
        return policy("{" + elements + "}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notPolicies")
    void textThatIsNoPolicyIsUnreadableAndSaysWhy(String name, String text, String reason) {
        assertThat(PolicyParser.parse(json(text)))
                .isInstanceOfSatisfying(
                        UnreadablePolicy.class,
                        unreadable -> assertThat(unreadable.reason()).contains(reason));
    }

    @Test
    void theReasonQuotesNothingOfTheText() {
        ParsedPolicy parsed = PolicyParser.parse("{\"<!channel>\": 1, \"<!channel>\": 2}");
        assertThat(parsed)
                .isInstanceOfSatisfying(
                        UnreadablePolicy.class,
                        unreadable -> assertThat(unreadable.reason()).doesNotContain("channel"));
    }

    @Test
    void theSecondStatementIsCountedAsTheSecond() {
        assertThat(PolicyParser.parse(policy(allow("'*'"), "{'Effect': 'Maybe', " + REST + "}")))
                .isEqualTo(new UnreadablePolicy("statement 2 has an Effect other than Allow or Deny"));
    }

    @Test
    void everyElementOfAStatementIsRead() {
        Policy policy = parsed(
                json(
                        "{'Version': '2012-10-17', 'Id': 'pull', 'Statement': {"
                                + "'Sid': 'PullFromOrg', 'Effect': 'Allow', 'Principal': {'AWS': '*'}, 'Action': ['ecr:BatchGetImage'],"
                                + "'Condition': {'StringEquals': {'aws:PrincipalOrgID': ['o-1', 'o-2']}, 'Bool': {'aws:SecureTransport': true}}}}"));
        assertThat(policy)
                .isEqualTo(new Policy(
                        "2012-10-17",
                        List.of(new Statement(
                                new Statement.Id(1, Optional.of("PullFromOrg")),
                                Statement.Effect.ALLOW,
                                new PrincipalSet(List.of(new Principal.Anyone("*")), false),
                                new ActionSet(List.of("ecr:BatchGetImage"), false),
                                ResourceSet.ABSENT,
                                List.of(
                                        new Condition("StringEquals", "aws:PrincipalOrgID", List.of("o-1", "o-2")),
                                        new Condition("Bool", "aws:SecureTransport", List.of("true"))),
                                true))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'Effect': 'allow', ", "'Effect': 'Allow', 'Comment': 'x', ", "'Effect': 'ALLOW', "})
    void anAllowAwsWouldRefuseIsStillReadAsAnAllow(String oddly) {
        Policy policy = parsed(one(oddly + REST));
        assertThat(policy.statements()).singleElement().satisfies(statement -> {
            assertThat(statement.effect()).isEqualTo(Statement.Effect.ALLOW);
            assertThat(statement.asDocumented()).isFalse();
        });
        assertThat(PolicyAnalysis.of(policy, OWNER).isPublic()).isTrue();
    }

    @Test
    void anElementInAnotherCaseHidesNothing() {
        String lower = one("'Effect': 'Allow', " + REST).replace("Principal", "principal");
        assertThat(PolicyAnalysis.of(parsed(lower), OWNER).isPublic()).isTrue();
        assertThat(PolicyParser.parse(one("'effect': 'Deny', 'Effect': 'Allow', " + REST)))
                .isEqualTo(new UnreadablePolicy("statement 1 has an element twice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'Effect': 'deny', ", "'Effect': 'Deny', 'Comment': 'x', "})
    void aDenyAwsWouldRefuseIsNotReliedOn(String oddly) {
        Policy policy = parsed(policy(allow("'*'"), "{" + oddly + REST + "}"));
        assertThat(PolicyAnalysis.of(policy, OWNER).isPublic()).isTrue();
    }

    @Test
    void oneStatementMayStandAloneAndVersionAndSidMayBeMissing() {
        Policy policy = parsed(json("{'Statement': {'Effect': 'Deny', " + REST + "}}"));
        assertThat(policy.version()).isEmpty();
        assertThat(policy.statements()).singleElement().satisfies(statement -> {
            assertThat(statement.label()).isEqualTo("statement 1");
            assertThat(statement.effect()).isEqualTo(Statement.Effect.DENY);
        });
    }

    @Test
    void theOldVersionOfTheLanguageIsEvaluatedLikeTheNewOne() {
        Policy policy = parsed(json("{'Version': '2008-10-17', 'Statement': [" + allow("'*'") + "]}"));
        assertThat(PolicyAnalysis.of(policy, OWNER).isPublic()).isTrue();
    }

    @Test
    void aPolicyWithoutStatementsGrantsNothing() {
        assertThat(PolicyAnalysis.of(parsed(policy()), OWNER).grants()).isEmpty();
    }

    @Test
    void theLargestPolicyEcrTakesIsRead() {
        StringBuilder accounts = new StringBuilder("'444455556666'");
        while (policy(allow("{'AWS': [" + accounts + "]}")).length() < 10_200) {
            accounts.append(",'444455556666'");
        }
        assertThat(PolicyAnalysis.of(parsed(policy(allow("{'AWS': [" + accounts + "]}"))), OWNER)
                        .crossAccounts())
                .containsExactly("444455556666");
    }

    @Test
    void noDamageToAPolicyMakesTheParserThrow() {
        long seed = 20261120;
        Random random = new Random(seed);
        String sound = policy(
                allow("{'AWS': ['*', 'arn:aws:iam::111122223333:root'], 'Service': 'lambda.amazonaws.com'}"),
                PolicyTexts.allowIf("{'StringLike': {'aws:PrincipalArn': ['arn:aws:iam::*:role/x']}}"),
                PolicyTexts.denyIf("{'NotIpAddress': {'aws:SourceIp': '203.0.113.0/24'}}"));
        String debris = "{}[]\",:*?\\u0 nulltrue1.e/\0\uD83D";
        for (int i = 0; i < Integer.getInteger("ecrauditor.tries", 20_000); i++) {
            StringBuilder damaged = new StringBuilder(sound);
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                int at = random.nextInt(damaged.length());
                int kind = random.nextInt(3);
                if (kind == 0) {
                    damaged.setCharAt(at, debris.charAt(random.nextInt(debris.length())));
                } else if (kind == 1) {
                    damaged.deleteCharAt(at);
                } else {
                    damaged.insert(at, debris.charAt(random.nextInt(debris.length())));
                }
            }
            ParsedPolicy parsed = PolicyParser.parse(damaged.toString());
            if (parsed instanceof Policy policy) {
                assertThat(PolicyAnalysis.of(policy, OWNER))
                        .as("seed %d, policy %s", seed, damaged)
                        .isNotNull();
            }
        }
    }
}
