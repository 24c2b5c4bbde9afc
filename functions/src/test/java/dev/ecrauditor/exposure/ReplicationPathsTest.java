package dev.ecrauditor.exposure;

import static dev.ecrauditor.exposure.RegistryFixture.FOREIGN;
import static dev.ecrauditor.exposure.RegistryFixture.OWNER;
import static dev.ecrauditor.exposure.RegistryFixture.allow;
import static dev.ecrauditor.exposure.RegistryFixture.deny;
import static dev.ecrauditor.exposure.RegistryFixture.in;
import static dev.ecrauditor.exposure.RegistryFixture.on;
import static dev.ecrauditor.exposure.RegistryFixture.refused;
import static dev.ecrauditor.exposure.RegistryFixture.registry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.exposure.RegistryAccess.ReplicationHistory;
import dev.ecrauditor.exposure.RegistryAccess.ReplicationHistory.Backfill;
import dev.ecrauditor.exposure.RegistryAccess.ReplicationHistory.Copy;
import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.AccessPath.Certainty;
import dev.ecrauditor.exposure.path.Effect;
import dev.ecrauditor.exposure.path.Example;
import dev.ecrauditor.exposure.path.Exposure;
import dev.ecrauditor.exposure.path.Outsider;
import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.registry.ReplicationRule.Destination;
import dev.ecrauditor.registry.ReplicationRule.Filter;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows 5 to 7, and 12 for replication, of the decision table: what replication rules copy where. */
class ReplicationPathsTest {

    private static final String WEST = "eu-west-1";
    private static final Destination ABROAD = new Destination(FOREIGN, WEST);

    private static AccessPath only(Exposure exposure) {
        assertThat(exposure.paths()).as("%s", exposure).hasSize(1);
        return exposure.paths().get(0);
    }

    // Row 5

    @Test
    void aRuleToAForeignAccountGivesItEveryLaterPush() {
        AccessPath path = only(registry()
                .repositories("prod", "prod/api", "production", "test")
                .replicates(FOREIGN, WEST, "prod")
                .exposure());
        assertThat(path.kind()).isEqualTo(PathKind.REPLICATION);
        assertThat(path.effects()).containsExactly(Effect.READ);
        assertThat(path.outsider()).isEqualTo(new Outsider(Outsider.Kind.ACCOUNT, FOREIGN, false));
        assertThat(path.repositories()).containsExactly("prod", "prod/api", "production");
        assertThat(path.certainty()).isEqualTo(Certainty.CONFIGURED);
        assertThat(path.severity()).contains(Severity.HIGH);
        assertThat(path.origin().source()).isEqualTo("replication rule 1");
        assertThat(path.origin().bound()).isEqualTo("names that begin with prod to account 444455556666 in eu-west-1");
        assertThat(path.example().steps())
                .containsExactly(new Example.Step(
                        "replication.ecr.amazonaws.com",
                        "ecr:ReplicateImage",
                        "arn:aws:ecr:eu-west-1:444455556666:repository/prod",
                        Map.of(
                                "rule", List.of("replication rule 1"),
                                "destination", List.of("444455556666 eu-west-1"))));
    }

    @Test
    void aPrefixWithASlashDoesNotMatchItsOwnName() {
        AccessPath path = only(registry()
                .repositories("prod", "prod/api", "production")
                .replicates(FOREIGN, WEST, "prod/")
                .exposure());
        assertThat(path.repositories()).containsExactly("prod/api");
    }

    @Test
    void filtersOfARuleAreAlternativesAndNoneMeansEveryRepository() {
        assertThat(only(registry()
                                .repositories("a", "b", "c")
                                .replicates(FOREIGN, WEST, "a", "b")
                                .exposure())
                        .repositories())
                .containsExactly("a", "b");
        AccessPath every = only(
                registry().repositories("a", "b", "c").replicates(FOREIGN, WEST).exposure());
        assertThat(every.repositories()).containsExactly("a", "b", "c");
        assertThat(every.origin().bound()).startsWith("every repository to account");
    }

    @Test
    void aRuleThatMatchesNothingYetIsStillAPath() {
        AccessPath path =
                only(registry().repositories("a").replicates(FOREIGN, WEST, "z").exposure());
        assertThat(path.repositories()).isEmpty();
        assertThat(path.example().steps().get(0).resource()).endsWith(":repository/z*");
    }

    @Test
    void noPolicyOfTheSourceClosesReplication() {
        Exposure exposure = registry()
                .repository("app", deny("*", "*"))
                .registryPolicy(deny("*", "*", on("*")))
                .replicates(FOREIGN, WEST)
                .exposure();
        assertThat(only(exposure).kind()).isEqualTo(PathKind.REPLICATION);
    }

    @Test
    void aTrustedDestinationIsInformation() {
        assertThat(only(registry()
                                .repositories("app")
                                .replicates(FOREIGN, WEST)
                                .exposure(new TrustedParties(Set.of(FOREIGN), Set.of())))
                        .severity())
                .isEmpty();
    }

    @Test
    void aCompletedCopyProvesTheRuleThatMatchesIt() {
        assertThat(certainty(new Copy("app", ABROAD))).isEqualTo(Certainty.PROVEN);
        assertThat(certainty(new Copy("other", ABROAD))).isEqualTo(Certainty.CONFIGURED);
        assertThat(certainty(new Copy("app", new Destination(FOREIGN, "us-west-2"))))
                .isEqualTo(Certainty.CONFIGURED);
    }

    private static Certainty certainty(Copy copy) {
        return only(registry()
                        .repositories("app", "other")
                        .replicates(FOREIGN, WEST, "app")
                        .history(new ReplicationHistory(List.of(copy), List.of()))
                        .exposure())
                .certainty();
    }

    // Row 6

    @Test
    void aBackfillShipsStoredImagesAndIsProvenOnceComplete() {
        for (boolean isComplete : new boolean[] {true, false}) {
            List<AccessPath> paths = registry()
                    .repositories("app", "test")
                    .replicates(FOREIGN, WEST, "app")
                    .history(new ReplicationHistory(List.of(), List.of(new Backfill("rb-1", ABROAD, isComplete))))
                    .exposure()
                    .paths(PathKind.REPLICATION_BACKFILL::equals);
            assertThat(paths).singleElement().satisfies(path -> {
                assertThat(path.certainty()).isEqualTo(isComplete ? Certainty.PROVEN : Certainty.CONFIGURED);
                assertThat(path.severity()).contains(Severity.HIGH);
                assertThat(path.effects()).containsExactly(Effect.READ);
                assertThat(path.repositories()).containsExactly("app");
                assertThat(path.origin().source()).isEqualTo("replication backfill rb-1");
                assertThat(path.origin().bound()).isEqualTo("to account 444455556666 in eu-west-1");
                assertThat(path.example().steps().get(0).resource())
                        .isEqualTo("arn:aws:ecr:eu-west-1:444455556666:repository/app");
                assertThat(path.assessment().notes()).containsExactly(ReplicationPaths.STORED_IMAGES);
            });
        }
    }

    @Test
    void aBackfillToAnotherDestinationShipsOnlyWhatItsRulesMatch() {
        Destination other = new Destination(FOREIGN, "us-west-2");
        AccessPath path = registry()
                .repositories("app", "test")
                .replicates(FOREIGN, WEST, "app")
                .history(new ReplicationHistory(
                        List.of(new Copy("test", other), new Copy("app", ABROAD)),
                        List.of(new Backfill("rb-1", other, true))))
                .exposure()
                .paths(PathKind.REPLICATION_BACKFILL::equals)
                .get(0);
        assertThat(path.repositories()).containsExactly("test");
    }

    @Test
    void aBackfillToTheOwnAccountIsNoPathOfItsOwn() {
        assertThat(registry()
                        .history(new ReplicationHistory(
                                List.of(), List.of(new Backfill("rb-1", new Destination(OWNER, WEST), true))))
                        .exposure()
                        .paths())
                .isEmpty();
    }

    // Row 7

    @Test
    void aCopyInAnotherRegionHasThePathsOfItsRepositoryPolicyThere() {
        AccessPath path = only(registry()
                .repositories("app", "test")
                .replicates(OWNER, WEST, "app")
                .beside(in(WEST).repository("app", allow(FOREIGN, "ecr:BatchGetImage"))));
        assertThat(path.kind()).isEqualTo(PathKind.REPLICATED_COPY);
        assertThat(path.outsider().id()).isEqualTo(FOREIGN);
        assertThat(path.repositories()).containsExactly("app");
        assertThat(path.certainty()).isEqualTo(Certainty.CONFIGURED);
        assertThat(path.severity()).contains(Severity.HIGH);
        assertThat(path.origin().source())
                .isEqualTo("replication rule 1, then the repository policy in eu-west-1, statement 1");
        assertThat(path.example().steps()).hasSize(2).satisfies(steps -> {
            assertThat(steps.get(0).action()).isEqualTo("ecr:ReplicateImage");
            assertThat(steps.get(0).resource()).isEqualTo("arn:aws:ecr:eu-west-1:111122223333:repository/app");
            assertThat(steps.get(1).action()).isEqualTo("ecr:BatchGetImage");
            assertThat(steps.get(1).resource()).isEqualTo("arn:aws:ecr:eu-west-1:111122223333:repository/app");
        });
    }

    @Test
    void aCopyHasThePathsOfTheRegistryPolicyThere() {
        AccessPath path = only(registry()
                .repositories("app")
                .replicates(OWNER, WEST)
                .beside(in(WEST).repositories("app").registryPolicy(allow(FOREIGN, "ecr:BatchGetImage", on("*")))));
        assertThat(path.origin().source()).contains("registry policy in eu-west-1");
    }

    @Test
    void aDenyThereClosesTheCopy() {
        assertThat(registry()
                        .repositories("app")
                        .replicates(OWNER, WEST)
                        .beside(in(WEST).repository("app", allow(FOREIGN, "ecr:BatchGetImage"))
                                .registryPolicy(deny("*", "*", on("*"))))
                        .isClosed())
                .isTrue();
    }

    @Test
    void aCopyThatDoesNotExistYetGetsThePolicyOfTheLongestTemplateThere() {
        AccessPath path = only(registry()
                .repositories("prod/api", "production")
                .replicates(OWNER, WEST)
                .beside(in(WEST).template("prod", Set.of("REPLICATION"), allow(FOREIGN, "ecr:BatchGetImage"))
                        .template("ROOT", Set.of("REPLICATION"))));
        assertThat(path.kind()).isEqualTo(PathKind.REPLICATED_COPY);
        assertThat(path.repositories()).containsExactly("prod/api");
        assertThat(path.certainty()).isEqualTo(Certainty.FUTURE);
    }

    @Test
    void aTemplateForSomethingElseIsPassedOver() {
        Exposure exposure = registry()
                .repositories("prod/api")
                .replicates(OWNER, WEST)
                .beside(in(WEST).template("prod", Set.of("CREATE_ON_PUSH"), allow("222233334444", "ecr:BatchGetImage"))
                        .template("ROOT", Set.of("REPLICATION"), allow(FOREIGN, "ecr:BatchGetImage")));
        assertThat(only(exposure).outsider().id()).isEqualTo(FOREIGN);
    }

    @Test
    void whereEcrMayUseNoTemplateItsDenyClosesNothing() {
        RegistryFixture there = in(WEST).registryPolicy(allow(FOREIGN, "ecr:BatchGetImage", on("*")))
                .template("ROOT", Set.of("REPLICATION"), deny("*", "ecr:*"));
        RegistryFixture here = registry().repositories("prod/api").replicates(OWNER, WEST);
        assertThat(here.beside(there).paths()).isEmpty();
        there.template("prod", Set.of("CREATE_ON_PUSH"));
        AccessPath path = only(here.beside(there));
        assertThat(path.certainty()).isEqualTo(Certainty.FUTURE);
        assertThat(path.repositories()).containsExactly("prod/api");
    }

    @Test
    void anAllowThatIsUnclearThereIsUnknownHere() {
        Exposure exposure = registry()
                .repositories("a/b")
                .replicates(OWNER, WEST)
                .beside(in(WEST).repositories("a/b")
                        .registryPolicy(allow(
                                FOREIGN,
                                "ecr:BatchGetImage",
                                on("arn:aws:ecr:*:*:repository/${aws:username}/${aws:PrincipalTag/x}"))));
        assertThat(exposure.unknown()).singleElement().satisfies(unknown -> {
            assertThat(unknown.kind()).isEqualTo(PathKind.REPLICATED_COPY);
            assertThat(unknown.reason()).startsWith("in eu-west-1: statement 1");
        });
    }

    @Test
    void whereTheLongestTemplateAlsoAppliesTheShorterOneDoesNotCount() {
        Exposure exposure = registry()
                .repositories("prod/api")
                .replicates(OWNER, WEST)
                .beside(in(WEST).template("prod", Set.of("REPLICATION"))
                        .template("ROOT", Set.of("REPLICATION"), allow(FOREIGN, "ecr:BatchGetImage")));
        assertThat(exposure.paths()).isEmpty();
    }

    @Test
    void aCopyIsNotCopiedOnward() {
        assertThat(registry()
                        .repositories("app")
                        .replicates(OWNER, WEST)
                        .beside(in(WEST).repositories("app").replicates(FOREIGN, "us-west-2"))
                        .paths())
                .isEmpty();
    }

    @Test
    void aRegionThatWasNotReadIsUnknown() {
        Exposure exposure =
                registry().repositories("app").replicates(OWNER, WEST).exposure();
        assertThat(exposure.paths()).isEmpty();
        assertThat(exposure.unknown()).singleElement().satisfies(unknown -> {
            assertThat(unknown.kind()).isEqualTo(PathKind.REPLICATED_COPY);
            assertThat(unknown.reason()).contains(WEST);
            assertThat(unknown.repositories()).containsExactly("app");
        });
    }

    @Test
    void whatCouldNotBeReadInTheOtherRegionIsUnknownHere() {
        Exposure exposure = registry()
                .repositories("app", "new", "listed")
                .replicates(OWNER, WEST)
                .beside(in(WEST).repository("app", refused("ecr:GetRepositoryPolicy"))
                        .names(refused("ecr:DescribeRepositories"))
                        .registryPolicy(refused("ecr:GetRegistryPolicy")));
        assertThat(exposure.unknown())
                .allSatisfy(unknown -> assertThat(unknown.kind()).isEqualTo(PathKind.REPLICATED_COPY))
                .extracting(unknown -> unknown.denied().orElseThrow().action())
                .containsExactlyInAnyOrder(
                        "ecr:GetRegistryPolicy", "ecr:DescribeRepositories", "ecr:GetRepositoryPolicy");
    }

    @Test
    void refusedTemplatesOfTheOtherRegionAreUnknownForCopiesToCome() {
        Exposure exposure = registry()
                .repositories("app")
                .replicates(OWNER, WEST)
                .beside(in(WEST).templates(refused("ecr:DescribeRepositoryCreationTemplates")));
        assertThat(exposure.unknown()).singleElement().satisfies(unknown -> {
            assertThat(unknown.kind()).isEqualTo(PathKind.REPLICATED_COPY);
            assertThat(unknown.denied().orElseThrow().action()).isEqualTo("ecr:DescribeRepositoryCreationTemplates");
        });
    }

    @Test
    void aCopyThatIsListedButWhosePolicyWasNotReadIsUnknown() {
        Exposure exposure = registry()
                .repositories("app")
                .replicates(OWNER, WEST)
                .beside(in(WEST).names(new Reading.Known<>(List.of("app"))));
        assertThat(exposure.unknown())
                .singleElement()
                .satisfies(unknown -> assertThat(unknown.repositories()).containsExactly("app"));
    }

    @Test
    void aRuleToTheSameRegionOfTheOwnAccountIsNoPath() {
        assertThat(registry()
                        .repository("app", deny("*", "*"))
                        .replicates(OWNER, RegistryFixture.REGION)
                        .exposure()
                        .isClosed())
                .isTrue();
    }

    @Test
    void onlyTheRepositoriesOfTheRuleAreCopied() {
        assertThat(registry()
                        .repositories("app")
                        .replicates(OWNER, WEST)
                        .beside(in(WEST).repository("other", allow("*", "ecr:*")))
                        .paths())
                .isEmpty();
    }

    // Row 12

    @Test
    void refusedReplicationSettingsAreUnknownAndHideNothing() {
        Exposure exposure = registry()
                .repository("app", allow(FOREIGN, "ecr:BatchGetImage"))
                .replication(refused("ecr:DescribeRegistry"))
                .exposure();
        assertThat(exposure.paths()).hasSize(1);
        assertThat(exposure.unknown()).singleElement().satisfies(unknown -> {
            assertThat(unknown.kind()).isEqualTo(PathKind.REPLICATION);
            assertThat(unknown.denied().orElseThrow().action()).isEqualTo("ecr:DescribeRegistry");
        });
    }

    @Test
    void aFilterOfAKindThatAwsHasAddedSinceMayMatchEveryRepository() {
        ReplicationRule rule = new ReplicationRule(List.of(ABROAD), List.of(new Filter("x", "SUFFIX_MATCH")));
        AccessPath path = only(registry()
                .repositories("app")
                .replication(new Reading.Known<>(List.of(rule)))
                .exposure());
        assertThat(path.repositories()).containsExactly("app");
        assertThat(path.origin().bound()).startsWith("SUFFIX_MATCH x");
    }
}
