package dev.ecrauditor.policy.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import dev.ecrauditor.policy.document.ResourceSet;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.resource.ScopedPolicy.AtResource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which statements of a policy about many resources apply to one, and under which conditions. */
class ResourceStatementsTest {

    private static final String HERE = "arn:aws:ecr:us-east-1:111122223333:repository/";

    private static Policy policy(String version, String... statements) {
        String text = "{'Version': '" + version + "', 'Statement': [" + String.join(", ", statements) + "]}";
        return (Policy) PolicyParser.parse(text.replace('\'', '"').replace('`', '\''));
    }

    private static String statement(String effect, String resource) {
        return "{'Effect': '" + effect + "', 'Principal': '*', 'Action': 'ecr:*'"
                + (resource.isEmpty() ? "" : ", " + resource) + "}";
    }

    private static AtResource at(String name, String effect, String resource) {
        return new ScopedPolicy(policy("2012-10-17", statement(effect, resource)), RegistryScope.V2).at(HERE + name);
    }

    private static boolean applies(String name, String effect, String resource) {
        AtResource at = at(name, effect, resource);
        return !(effect.equals("Allow") ? at.allows() : at.denies()).isEmpty();
    }

    private static List<String> conditions(AtResource at) {
        List<Statement> statements = at.allows().isEmpty() ? at.denies() : at.allows();
        return statements.stream()
                .map(statement -> statement.conditions().stream()
                        .map(Condition::written)
                        .toList()
                        .toString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "prod/api, repository/prod/*, true",
        "production, repository/prod/*, false",
        "production, repository/prod*, true",
        "prod, repository/prod*, true",
        "prod/api, repository/prod?api, true",
        "prod/api, repository/*/api, true",
        "prod/api, repository/prod, false",
        "prod/api, *, true"
    })
    void aResourceCoversTheNamesThatMatch(String name, String pattern, boolean expected) {
        String resource =
                "'Resource': '" + (pattern.equals("*") ? pattern : HERE.replace("repository/", "") + pattern) + "'";
        assertThat(applies(name, "Allow", resource)).isEqualTo(expected);
        assertThat(applies(name, "Deny", resource)).isEqualTo(expected);
        String except = resource.replace("Resource", "NotResource");
        assertThat(applies(name, "Allow", except)).isEqualTo(!expected);
        assertThat(applies(name, "Deny", except)).isEqualTo(!expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:ecr:eu-west-1:111122223333:repository/*",
                "arn:aws:ecr:us-east-1:222233334444:repository/*",
                "arn:aws-cn:ecr:us-east-1:111122223333:repository/*",
                "arn:aws:s3:us-east-1:111122223333:repository/*",
                "arn:aws:ecr:us-east-1:111122223333:registry/*"
            })
    void aPatternOfAnotherRegistryCoversNothingHere(String pattern) {
        assertThat(applies("app", "Allow", "'Resource': '" + pattern + "'")).isFalse();
        assertThat(applies("app", "Deny", "'Resource': ['" + pattern + "']")).isFalse();
    }

    @Test
    void withoutResourceAnAllowCoversEverythingAndADenyNothing() {
        for (String resource : List.of(
                "", "'Resource': []", "'Resource': {}", "'NotResource': []", "'NotResource': 7, 'Resource': '*'")) {
            assertThat(applies("app", "Allow", resource)).as(resource).isTrue();
            assertThat(applies("app", "Deny", resource)).as(resource).isFalse();
        }
    }

    @Test
    void everyPatternOfAListCounts() {
        String both = "'Resource': ['" + HERE + "a', '" + HERE + "b']";
        assertThat(applies("a", "Deny", both)).isTrue();
        assertThat(applies("b", "Deny", both)).isTrue();
        assertThat(applies("c", "Deny", both)).isFalse();
        assertThat(applies("b", "Deny", both.replace("Resource", "NotResource")))
                .isFalse();
        assertThat(applies("c", "Deny", both.replace("Resource", "NotResource")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"arn:aws:ecr", "arn:aws:ecr:us-east-1", "arn:*", "arn:aws:ecr:*", "*:repository/app", "*app"})
    void anIncompleteArnOpensButNeverCloses(String pattern) {
        assertThat(applies("app", "Allow", "'Resource': '" + pattern + "'")).isTrue();
        assertThat(applies("app", "Deny", "'Resource': '" + pattern + "'")).isFalse();
        assertThat(applies("app", "Allow", "'NotResource': '" + pattern + "'")).isTrue();
        assertThat(applies("app", "Deny", "'NotResource': '" + pattern + "'")).isFalse();
    }

    @Test
    void anIncompleteArnOfAnotherServiceOpensNothing() {
        assertThat(applies("app", "Allow", "'Resource': 'arn:aws:s3'")).isFalse();
    }

    @Test
    void aVariableBecomesAConditionOnItsKey() {
        assertThat(conditions(at("team-a/app", "Allow", "'Resource': '" + HERE + "${aws:PrincipalTag/team}/*'")))
                .containsExactly("[StringEquals aws:PrincipalTag/team = [team-a]]");
        assertThat(conditions(at("a/b/c", "Deny", "'Resource': '" + HERE + "${aws:PrincipalTag/team}/*'")))
                .containsExactly("[StringEquals aws:PrincipalTag/team = [a, a/b]]");
        assertThat(conditions(at("a/b", "Deny", "'NotResource': '" + HERE + "${aws:PrincipalTag/team}/*'")))
                .containsExactly("[StringNotEquals aws:PrincipalTag/team = [a]]");
    }

    @Test
    void aTagCanBeEmptyAndAnotherKeyCannot() {
        assertThat(conditions(at("app", "Allow", "'Resource': '" + HERE + "app${aws:PrincipalTag/team}'")))
                .containsExactly("[StringEquals aws:PrincipalTag/team = []]");
        assertThat(at("app", "Allow", "'Resource': '" + HERE + "app${aws:username}'")
                        .allows())
                .isEmpty();
    }

    @Test
    void aVariableOfAnAccountHasTwelveDigits() {
        String own = "'Resource': '" + HERE + "${aws:PrincipalAccount}/*'";
        assertThat(conditions(at("444455556666/a/b", "Allow", own)))
                .containsExactly("[StringEquals aws:PrincipalAccount = [444455556666]]");
        assertThat(at("team-a/app", "Allow", own).allows()).isEmpty();
        assertThat(at("44445555666a/app", "Allow", own).allows()).isEmpty();
        assertThat(at("4444555566667/app", "Allow", own).allows()).isEmpty();
    }

    @Test
    void aVariableInAnotherFieldIsFilledFromThatField() {
        assertThat(conditions(
                        at("app", "Deny", "'Resource': 'arn:aws:ecr:us-east-1:${aws:ResourceAccount}:repository/*'")))
                .containsExactly("[StringEquals aws:ResourceAccount = [111122223333]]");
        assertThat(conditions(at(
                        "app", "Deny", "'Resource': 'arn:aws:ecr:${aws:RequestedRegion}:111122223333:repository/app'")))
                .containsExactly("[StringEquals aws:RequestedRegion = [us-east-1]]");
    }

    @Test
    void aWildcardBeforeAVariableLeavesEveryValueThatMatches() {
        assertThat(conditions(at("x/ab", "Deny", "'Resource': '" + HERE + "*/${aws:username}'")))
                .containsExactly("[StringEquals aws:username = [ab]]");
        assertThat(conditions(at("ab", "Deny", "'Resource': '" + HERE + "*${aws:username}'")))
                .containsExactly("[StringEquals aws:username = [ab, b]]");
    }

    @Test
    void theSameVariableTwiceHasOneValue() {
        String twice = "'Resource': '" + HERE + "${aws:username}/${aws:username}'";
        assertThat(conditions(at("a/a", "Deny", twice))).containsExactly("[StringEquals aws:username = [a]]");
        assertThat(at("a/b", "Deny", twice).denies()).isEmpty();
    }

    @Test
    void aDefaultCountsWhereTheKeyHasNoValue() {
        String team = "'Resource': '" + HERE + "${aws:PrincipalTag/team, `shared`}'";
        assertThat(conditions(at("shared", "Allow", team)))
                .containsExactly(
                        "[StringEquals aws:PrincipalTag/team = [shared]]", "[Null aws:PrincipalTag/team = [true]]");
        assertThat(conditions(at("other", "Allow", team)))
                .containsExactly("[StringEquals aws:PrincipalTag/team = [other]]");
        assertThat(conditions(at("shared", "Deny", team.replace("Resource", "NotResource"))))
                .containsExactly(
                        "[StringNotEquals aws:PrincipalTag/team = [shared], Null aws:PrincipalTag/team = [false]]");
        assertThat(conditions(at("shared", "Allow", team.replace("`", "")))).hasSize(2);
    }

    @Test
    void aLiteralCharacterMatchesNoName() {
        for (String literal : List.of("${*}", "${?}", "${$}", "${}")) {
            assertThat(at("app", "Allow", "'Resource': '" + HERE + literal + "'")
                            .allows())
                    .isEmpty();
            assertThat(at("app", "Deny", "'NotResource': '" + HERE + literal + "'")
                            .denies())
                    .hasSize(1);
        }
    }

    @Test
    void variablesThatCannotBeEvaluatedAreUnclearInAnAllowAndNotReliedOnInADeny() {
        for (String pattern : List.of(
                HERE + "${aws:username}/${aws:PrincipalTag/team}",
                HERE + "${aws:PrincipalOrgPaths}/*",
                "arn:aws:ecr:${aws:username}")) {
            for (String element : List.of("'Resource': '", "'NotResource': '")) {
                AtResource allow = at("a/b", "Allow", element + pattern + "'");
                assertThat(allow.allows()).as(pattern).isEmpty();
                assertThat(allow.unclear()).as(pattern).hasSize(1);
                AtResource deny = at("a/b", "Deny", element + pattern + "'");
                assertThat(deny.denies()).as(pattern).isEmpty();
                assertThat(deny.unclear()).as(pattern).isEmpty();
            }
        }
    }

    @Test
    void unclearPatternsThatCannotMatchDoNotCount() {
        String other = "arn:aws:ecr:eu-west-1:111122223333:repository/${aws:username}/${aws:PrincipalTag/team}";
        assertThat(at("a/b", "Allow", "'Resource': '" + other + "'").unclear()).isEmpty();
        assertThat(applies("a/b", "Deny", "'NotResource': '" + other + "'")).isTrue();
    }

    @Test
    void aPlainPatternBesideAVariableDecides() {
        String both = "'Resource': ['" + HERE + "${aws:username}', '" + HERE + "*']";
        assertThat(conditions(at("app", "Deny", both))).containsExactly("[]");
        assertThat(conditions(at("app", "Allow", both))).containsExactly("[]");
    }

    @Test
    void theOldLanguageHasNoVariables() {
        ScopedPolicy old = new ScopedPolicy(
                policy("2008-10-17", statement("Allow", "'Resource': '" + HERE + "${aws:username}'")),
                RegistryScope.V2);
        assertThat(old.at(HERE + "app").allows()).isEmpty();
        assertThat(old.at(HERE + "app").hasVariables()).isFalse();
    }

    @Test
    void aBraceThatIsNotClosedIsText() {
        assertThat(at("app", "Allow", "'Resource': '" + HERE + "${aws:username'")
                        .allows())
                .isEmpty();
    }

    @Test
    void theStatementKeepsItsNumberAndConditionsAndLosesItsResource() {
        Statement written = policy("2012-10-17", statement("Allow", "'Resource': '" + HERE + "*'"))
                .statements()
                .get(0);
        assertThat(written.asDocumented()).isFalse();
        Statement here =
                at("app", "Allow", "'Resource': '" + HERE + "*'").allows().get(0);
        assertThat(here.number()).isEqualTo(1);
        assertThat(here.resources()).isEqualTo(ResourceSet.ABSENT);
        assertThat(here.asDocumented()).isTrue();
    }

    @Test
    void resourcesThatAPolicyTreatsAlikeAreEqual() {
        ScopedPolicy policy = new ScopedPolicy(
                policy("2012-10-17", statement("Allow", "'Resource': '" + HERE + "prod*'")), RegistryScope.V2);
        assertThat(policy.at(HERE + "prod")).isEqualTo(policy.at(HERE + "production"));
        assertThat(policy.at(HERE + "prod")).isNotEqualTo(policy.at(HERE + "test"));
    }
}
