package dev.ecrauditor.exposure;

import static dev.ecrauditor.exposure.RegistryFixture.ARN;
import static dev.ecrauditor.exposure.RegistryFixture.FOREIGN;
import static dev.ecrauditor.exposure.RegistryFixture.allow;
import static dev.ecrauditor.exposure.RegistryFixture.deny;
import static dev.ecrauditor.exposure.RegistryFixture.on;
import static dev.ecrauditor.exposure.RegistryFixture.registry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.Outsider;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The names that stand for repositories to come. */
class NamesToComeTest {

    private static Set<String> names(String... statements) {
        return names(List.of(), statements);
    }

    private static Set<String> names(List<String> existing, String... statements) {
        return NamesToCome.of((Policy) PolicyParser.parse(RegistryFixture.policy(statements)), existing);
    }

    private static String pull(String... patterns) {
        return allow(FOREIGN, "ecr:BatchGetImage", on(patterns));
    }

    @Test
    void withoutAPatternThereIsOneNewName() {
        assertThat(names(allow(FOREIGN, "ecr:*"))).containsExactly("new");
        assertThat(names(pull("*"))).containsExactly("new");
        assertThat(names(List.of("new", "new-2"), pull("*"))).containsExactly("new-3");
    }

    @Test
    void wildcardsAreFilled() {
        assertThat(names(pull(ARN + "prod/*"))).containsExactly("new", "prod/new", "prod/prod");
        assertThat(names(pull(ARN + "a?c"))).contains("axc");
        assertThat(names(pull(ARN + "*/api"))).containsExactly("new", "new/api");
    }

    @Test
    void onePatternIsFilledWithTheBeginningsOfTheOthers() {
        assertThat(names(pull(ARN + "*/api"), deny("*", "ecr:*", on(ARN + "prod/*", ARN + "test?"))))
                .contains("prod/api", "test/api", "prod/test", "testx");
        assertThat(names(pull("*"), deny("*", "ecr:*", "'NotResource': '" + ARN + "prod/*'")))
                .contains("prod/new");
    }

    @Test
    void namesThatExistOrAreInvalidAreLeftOut() {
        assertThat(names(List.of("prod"), pull(ARN + "prod", ARN + "Not A Name", ARN + "x")))
                .containsExactly("new");
    }

    @Test
    void aVariableOfAnAccountIsFilledWithAnyAndWithEveryAccountThatThePolicyNames() {
        assertThat(
                        names(
                                pull(ARN + "${aws:PrincipalAccount}/*"),
                                allow(
                                        "arn:aws:iam::222233334444:root",
                                        "ecr:*",
                                        "'Condition': {'ArnLike': {'aws:SourceArn': 'arn:aws:s3:::b', 'aws:PrincipalArn': 'arn:aws:iam::333344445555:role/*'}}")))
                .contains("999999999999/new", FOREIGN + "/new", "222233334444/new", "333344445555/new");
    }

    @Test
    void anotherVariableIsFilledWithTheValuesThatThePolicyComparesAndItsDefault() {
        assertThat(names(
                                pull(ARN + "${aws:PrincipalTag/team, `shared`}/app"),
                                allow(
                                        FOREIGN,
                                        "ecr:*",
                                        "'Condition': {'StringEquals': {'aws:PrincipalTag/team': ['blue', 'red'], 'aws:PrincipalTag/other': 'green'}}"))
                        .stream()
                        .map(name -> name.replace('`', '\''))
                        .toList())
                .contains("new/app", "blue/app", "red/app")
                .doesNotContain("green/app");
    }

    @Test
    void aBraceThatIsNotClosedIsNoVariable() {
        assertThat(names(pull(ARN + "a${b"))).containsExactly("new");
    }

    @Test
    void thereAreFewNamesEvenForManyPatterns() {
        String[] patterns =
                IntStream.range(0, 100).mapToObj(i -> ARN + "team-" + i + "/*").toArray(String[]::new);
        assertThat(names(pull(patterns))).hasSizeLessThanOrEqualTo(100 * 13 + 1).hasSizeGreaterThan(1_000);
    }

    @Test
    void aNameThatStandsForTheNamesOfAllAccountsIsOpenToAll() {
        List<AccessPath> paths = registry()
                .registryPolicy(allow("*", "ecr:ReplicateImage", on(ARN + "${aws:PrincipalAccount}/*")))
                .exposure()
                .paths();
        assertThat(paths).extracting(AccessPath::outsider).containsExactly(Outsider.ANYONE);
    }

    @Test
    void aNameOfANamedAccountIsOpenToItOnly() {
        List<AccessPath> paths = registry()
                .registryPolicy(allow(FOREIGN, "ecr:ReplicateImage", on(ARN + "${aws:PrincipalAccount}/*")))
                .exposure()
                .paths();
        assertThat(paths).extracting(path -> path.outsider().id()).containsExactly(FOREIGN);
    }
}
