package dev.ecrauditor.exposure;

import static dev.ecrauditor.exposure.RegistryFixture.ARN;
import static dev.ecrauditor.exposure.RegistryFixture.FOREIGN;
import static dev.ecrauditor.exposure.RegistryFixture.allow;
import static dev.ecrauditor.exposure.RegistryFixture.deny;
import static dev.ecrauditor.exposure.RegistryFixture.in;
import static dev.ecrauditor.exposure.RegistryFixture.on;
import static dev.ecrauditor.exposure.RegistryFixture.refused;
import static dev.ecrauditor.exposure.RegistryFixture.registry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.AccessPath.Certainty;
import dev.ecrauditor.exposure.path.Effect;
import dev.ecrauditor.exposure.path.Exposure;
import dev.ecrauditor.exposure.path.Outsider;
import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows 1 to 4 and 11 of the decision table: what repository and registry policies open and close. */
class PolicyPathsTest {

    private static final String PULL = "ecr:BatchGetImage ecr:GetDownloadUrlForLayer";
    private static final TrustedParties TRUSTED = new TrustedParties(Set.of(FOREIGN), Set.of());

    private static AccessPath only(Exposure exposure) {
        assertThat(exposure.paths()).as("%s", exposure).hasSize(1);
        return exposure.paths().get(0);
    }

    // Row 1

    @Test
    void aRepositoryPolicyThatAllowsAForeignAccountToPullIsHigh() {
        AccessPath path =
                only(registry().repository("prod/api", allow(FOREIGN, PULL)).exposure());
        assertThat(path.kind()).isEqualTo(PathKind.REPOSITORY_POLICY);
        assertThat(path.outsider()).isEqualTo(new Outsider(Outsider.Kind.ACCOUNT, FOREIGN, false));
        assertThat(path.effects()).containsExactly(Effect.READ);
        assertThat(path.severity()).contains(Severity.HIGH);
        assertThat(path.certainty()).isEqualTo(Certainty.PROVEN);
        assertThat(path.origin().source()).isEqualTo("statement 1");
        assertThat(path.example().steps()).singleElement().satisfies(step -> {
            assertThat(step.caller()).contains(FOREIGN);
            assertThat(step.action()).isEqualTo("ecr:BatchGetImage");
            assertThat(step.resource()).isEqualTo(ARN + "prod/api");
        });
    }

    @Test
    void aForeignAccountThatCanPushDeleteOrChangeThePolicyIsCritical() {
        for (String action : Set.of("ecr:PutImage", "ecr:BatchDeleteImage", "ecr:SetRepositoryPolicy")) {
            AccessPath path =
                    only(registry().repository("app", allow(FOREIGN, action)).exposure());
            assertThat(path.severity()).as(action).contains(Severity.CRITICAL);
        }
    }

    @Test
    void aPublicRepositoryPolicyIsCriticalEvenForPulls() {
        AccessPath path = only(registry().repository("app", allow("*", PULL)).exposure());
        assertThat(path.outsider()).isEqualTo(Outsider.ANYONE);
        assertThat(path.severity()).contains(Severity.CRITICAL);
    }

    @Test
    void aTrustedAccountIsInformation() {
        AccessPath path =
                only(registry().repository("app", allow(FOREIGN, "ecr:*")).exposure(TRUSTED));
        assertThat(path.outsider().isTrusted()).isTrue();
        assertThat(path.severity()).isEmpty();
    }

    @Test
    void theOwnAccountIsNoOutsider() {
        assertThat(registry()
                        .repository("app", allow(RegistryFixture.OWNER, "ecr:*"))
                        .exposure()
                        .isClosed())
                .isTrue();
    }

    @Test
    void actionsThatNoRequestOfAnOutsiderReachesAreLeftOut() {
        AccessPath path =
                only(registry().repository("app", allow(FOREIGN, "ecr:*")).exposure());
        assertThat(path.actions())
                .contains("ecr:PutImage", "ecr:ReplicateImage")
                .doesNotContain(
                        "ecr:CreateRepository",
                        "ecr:BatchGetRepositoryScanningConfiguration",
                        "ecr:CreatePullThroughCacheRule",
                        "ecr:PutRegistryPolicy",
                        "ecr:GetAuthorizationToken");
        assertThat(registry()
                        .repository("app", allow(FOREIGN, "ecr:BatchGetRepositoryScanningConfiguration"))
                        .exposure()
                        .paths())
                .isEmpty();
    }

    @Test
    void theExampleShowsTheWorstAction() {
        AccessPath path =
                only(registry().repository("app", allow(FOREIGN, "ecr:*")).exposure());
        assertThat(path.example().steps().get(0).action()).isEqualTo("ecr:DeleteRepositoryPolicy");
    }

    @Test
    void repositoriesWithTheSamePolicyAreOnePath() {
        AccessPath path = only(registry()
                .repository("b", allow(FOREIGN, PULL))
                .repository("a", allow(FOREIGN, PULL))
                .exposure());
        assertThat(path.repositories()).containsExactly("a", "b");
        assertThat(path.firstRepository()).contains("a");
    }

    @Test
    void equalWordsOfDifferentPoliciesAreDifferentPaths() {
        assertThat(registry()
                        .repository("a", allow(FOREIGN, PULL))
                        .repository("b", allow(FOREIGN, PULL), deny("222233334444", "ecr:*"))
                        .exposure()
                        .paths())
                .hasSize(2);
    }

    @Test
    void aServiceThatActsForAnybodyIsMedium() {
        AccessPath path = only(registry()
                .repository(
                        "app",
                        "{'Effect': 'Allow', 'Principal': {'Service': 'lambda.amazonaws.com'}, 'Action': 'ecr:BatchGetImage'}")
                .exposure());
        assertThat(path.outsider().kind()).isEqualTo(Outsider.Kind.SERVICE);
        assertThat(path.outsider().id()).isEqualTo("lambda.amazonaws.com");
        assertThat(path.severity()).contains(Severity.MEDIUM);
    }

    @Test
    void theBoundOfAPathIsWhatTheStatementSays() {
        AccessPath path = only(registry()
                .repository(
                        "app",
                        allow(FOREIGN, PULL, "'Condition': {'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}"))
                .exposure());
        assertThat(path.origin().bound())
                .isEqualTo("principal 444455556666; StringEquals aws:PrincipalOrgID = [o-a1b2c3d4e5]");
        assertThat(only(registry()
                                .repository(
                                        "app",
                                        "{'Effect': 'Allow', 'NotPrincipal': {'AWS': '111122223333'}, 'Action': 'ecr:PutImage'}")
                                .exposure())
                        .origin()
                        .bound())
                .isEqualTo("principal everyone except 111122223333");
        assertThat(only(registry()
                                .repositories("app")
                                .registryPolicy(allow(FOREIGN, PULL, "'NotResource': '" + ARN + "x'"))
                                .exposure())
                        .origin()
                        .bound())
                .isEqualTo("principal 444455556666; every resource except " + ARN + "x");
    }

    @Test
    void outsidersAreNamedByWhatBoundsThem() {
        assertThat(outsider("'Condition': {'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}"))
                .isEqualTo(new Outsider(Outsider.Kind.ORGANIZATION, "o-a1b2c3d4e5", false));
        assertThat(outsider("'Condition': {'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}}"))
                .isEqualTo(new Outsider(Outsider.Kind.NETWORK, "203.0.113.0/24", false));
        assertThat(outsider("'Condition': {'StringLike': {'aws:userid': 'AROAEXAMPLE12345678A:*'}}")
                        .kind())
                .isEqualTo(Outsider.Kind.UNKNOWN_IDENTITY);
        assertThat(outsider("'Condition': {'Bool': {'aws:PrincipalIsAWSService': 'true'}}")
                        .kind())
                .isEqualTo(Outsider.Kind.EVERY_ACCOUNT_THROUGH_SERVICE);
    }

    private static Outsider outsider(String condition) {
        return only(registry().repository("app", allow("*", PULL, condition)).exposure())
                .outsider();
    }

    // Row 2

    @Test
    void aRegistryPolicyOpensRepositoriesWithoutAPolicyUnderV2() {
        AccessPath path = only(registry()
                .repositories("prod/api", "prod/web", "test/x")
                .registryPolicy(allow(FOREIGN, PULL, on(ARN + "prod/*")))
                .exposure());
        assertThat(path.kind()).isEqualTo(PathKind.REGISTRY_POLICY);
        assertThat(path.repositories()).containsExactly("prod/api", "prod/web");
        assertThat(path.severity()).contains(Severity.HIGH);
        assertThat(path.certainty()).isEqualTo(Certainty.PROVEN);
        assertThat(path.origin().bound()).contains(ARN + "prod/*");
        assertThat(path.example().steps().get(0).resource()).isEqualTo(ARN + "prod/api");
    }

    @Test
    void aPatternOfAnotherAccountOrRegionGrantsNothing() {
        assertThat(registry()
                        .repositories("app")
                        .registryPolicy(
                                allow(FOREIGN, PULL, on("arn:aws:ecr:us-east-1:222233334444:repository/*")),
                                allow(FOREIGN, PULL, on("arn:aws:ecr:eu-west-1:111122223333:repository/*")))
                        .exposure()
                        .isClosed())
                .isTrue();
    }

    @Test
    void anAllowWithoutResourceOpensEveryRepositoryAndADenyWithoutResourceNone() {
        Exposure exposure = registry()
                .repositories("app")
                .registryPolicy(allow(FOREIGN, PULL), deny("*", "ecr:*"))
                .exposure();
        assertThat(only(exposure).repositories()).containsExactly("app");
    }

    @Test
    void notResourceOpensTheOthers() {
        AccessPath path = only(registry()
                .repositories("prod/api", "test/x")
                .registryPolicy(allow(FOREIGN, PULL, "'NotResource': '" + ARN + "test/*'"))
                .exposure());
        assertThat(path.repositories()).containsExactly("prod/api");
    }

    @Test
    void aVariableInAResourceIsFilledFromTheCaller() {
        Exposure exposure = registry()
                .repositories("444455556666/app", "222233334444/app", "shared")
                .registryPolicy(allow("*", PULL, on(ARN + "${aws:PrincipalAccount}/*")))
                .exposure();
        assertThat(exposure.paths())
                .filteredOn(path -> path.outsider().id().equals(FOREIGN))
                .singleElement()
                .satisfies(path -> assertThat(path.repositories()).containsExactly("444455556666/app"));
        assertThat(exposure.paths()).flatExtracting(AccessPath::repositories).doesNotContain("shared");
    }

    @Test
    void anActionOfTheRegistryIsGrantedByTheRegistryPolicyOnly() {
        AccessPath path = only(registry()
                .repositories("app")
                .registryPolicy(allow(FOREIGN, "ecr:CreatePullThroughCacheRule ecr:PutRegistryPolicy", on("*")))
                .exposure());
        assertThat(path.actions()).containsExactly("ecr:CreatePullThroughCacheRule");
        assertThat(path.effects()).containsExactly(Effect.ALTER);
    }

    @Test
    void aRegistryPolicyThatMatchesNoRepositoryYetIsAboutNamesToCome() {
        AccessPath path = only(registry()
                .repositories("app")
                .registryPolicy(allow(FOREIGN, PULL, on(ARN + "prod/*")))
                .exposure());
        assertThat(path.repositories()).isEmpty();
        assertThat(path.certainty()).isEqualTo(Certainty.FUTURE);
        assertThat(path.example().steps().get(0).resource()).isEqualTo(ARN + "prod/new");
    }

    @Test
    void aRegistryWhoseRepositoriesAreNotListedIsProvenOpenNevertheless() {
        Exposure exposure = registry()
                .names(refused("ecr:DescribeRepositories"))
                .registryPolicy(allow(FOREIGN, PULL, on("*")))
                .exposure();
        assertThat(only(exposure).certainty()).isEqualTo(Certainty.PROVEN);
        assertThat(exposure.unknown())
                .singleElement()
                .satisfies(unknown -> assertThat(unknown.denied())
                        .hasValueSatisfying(call -> assertThat(call.action()).isEqualTo("ecr:DescribeRepositories")));
    }

    // Row 3

    @Test
    void underV1AForeignAccountThatReplicatesIntoTheRegistryIsHigh() {
        AccessPath path = only(registry()
                .repositories("app")
                .scope("V1")
                .registryPolicy(allow(FOREIGN, "ecr:ReplicateImage ecr:BatchImportUpstreamImage", on("*")))
                .exposure());
        assertThat(path.kind()).isEqualTo(PathKind.REGISTRY_POLICY);
        assertThat(path.effects()).containsExactly(Effect.ALTER);
        assertThat(path.severity()).contains(Severity.HIGH);
    }

    @Test
    void underV1EverybodyWhoReplicatesIntoTheRegistryIsCritical() {
        AccessPath path = only(registry()
                .repositories("app")
                .scope("V1")
                .registryPolicy(allow("*", "ecr:ReplicateImage", on("*")))
                .exposure());
        assertThat(path.severity()).contains(Severity.CRITICAL);
    }

    @Test
    void creatingEmptyRepositoriesAloneIsMediumInBothScopes() {
        for (String scope : Set.of("V1", "V2")) {
            AccessPath path = only(registry()
                    .scope(scope)
                    .registryPolicy(allow("*", "ecr:CreateRepository", on(ARN + "in/*")))
                    .exposure());
            assertThat(path.effects()).containsExactly(Effect.CREATE);
            assertThat(path.severity()).contains(Severity.MEDIUM);
            assertThat(path.certainty()).isEqualTo(Certainty.PROVEN);
            assertThat(path.example().steps().get(0).resource()).isEqualTo(ARN + "in/new");
        }
    }

    // Row 4

    @Test
    void underV1AnAllowOfEveryActionIsInactiveUntilTheScopeChanges() {
        Exposure exposure = registry()
                .repositories("app")
                .scope("V1")
                .registryPolicy(allow(FOREIGN, "ecr:*", on("*")))
                .exposure();
        assertThat(exposure.paths()).hasSize(2);
        AccessPath inactive =
                exposure.paths(PathKind.INACTIVE_REGISTRY_POLICY::equals).get(0);
        assertThat(inactive.certainty()).isEqualTo(Certainty.CONDITIONAL);
        assertThat(inactive.severity()).contains(Severity.MEDIUM);
        assertThat(inactive.actions()).contains("ecr:BatchGetImage").doesNotContain("ecr:ReplicateImage");
        assertThat(inactive.assessment().notes()).singleElement().asString().contains("put-account-setting");
        assertThat(exposure.paths(PathKind.REGISTRY_POLICY::equals).get(0).actions())
                .containsExactly("ecr:BatchImportUpstreamImage", "ecr:CreateRepository", "ecr:ReplicateImage");
    }

    @Test
    void anInactiveGrantForATrustedAccountIsInformation() {
        assertThat(only(registry()
                                .repositories("app")
                                .scope("V1")
                                .registryPolicy(allow(FOREIGN, PULL, on("*")))
                                .exposure(TRUSTED))
                        .severity())
                .isEmpty();
    }

    // Scope that was refused

    @Test
    void whereTheScopeIsRefusedAnAllowCountsAsInV2AndTheScopeIsUnknown() {
        Exposure exposure = registry()
                .repositories("app")
                .scope(refused("ecr:GetAccountSetting"))
                .registryPolicy(allow(FOREIGN, PULL, on("*")))
                .exposure();
        AccessPath path = only(exposure);
        assertThat(path.kind()).isEqualTo(PathKind.REGISTRY_POLICY);
        assertThat(path.certainty()).isEqualTo(Certainty.CONDITIONAL);
        assertThat(path.severity()).contains(Severity.HIGH);
        assertThat(path.assessment().notes()).containsExactly(RegistryPolicyPaths.SCOPE_ASSUMED);
        assertThat(exposure.unknown())
                .singleElement()
                .satisfies(unknown -> assertThat(unknown.denied())
                        .hasValueSatisfying(call -> assertThat(call.action()).isEqualTo("ecr:GetAccountSetting")));
    }

    @Test
    void whereTheScopeIsRefusedADenyClosesTheThreeActionsOfV1Only() {
        Exposure exposure = registry()
                .repository("app", allow(FOREIGN, PULL + " ecr:ReplicateImage"))
                .scope(refused("ecr:GetAccountSetting"))
                .registryPolicy(deny("*", "ecr:*", on("*")))
                .exposure();
        assertThat(only(exposure).actions()).containsExactly("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");
        assertThat(exposure.closed())
                .singleElement()
                .satisfies(closed -> assertThat(closed.actions()).containsExactly("ecr:ReplicateImage"));
    }

    @Test
    void theThreeActionsAreProvenWhateverTheScope() {
        AccessPath path = only(registry()
                .repositories("app")
                .scope(refused("ecr:GetAccountSetting"))
                .registryPolicy(allow(FOREIGN, "ecr:ReplicateImage", on("*")))
                .exposure());
        assertThat(path.certainty()).isEqualTo(Certainty.PROVEN);
        assertThat(path.assessment().notes()).isEmpty();
    }

    @Test
    void withoutARegistryPolicyTheScopeDoesNotMatter() {
        assertThat(registry()
                        .repositories("app")
                        .scope(refused("ecr:GetAccountSetting"))
                        .exposure()
                        .isClosed())
                .isTrue();
    }

    @Test
    void theWordsOfAnOutsiderAreTheSubjectOfASentence() {
        for (Outsider.Kind kind : Outsider.Kind.values()) {
            assertThat(new Outsider(kind, "X", false).words()).matches("[A-Z].*[A-Za-z)]");
        }
        assertThat(Outsider.ANYONE.words()).isEqualTo("Every AWS account");
    }

    @Test
    void whatIsKnownIsWorthMoreThanWhatIsToCome() {
        AccessPath path = only(registry()
                .repositories("prod/api")
                .registryPolicy(allow(FOREIGN, PULL, on(ARN + "prod/*")))
                .exposure());
        assertThat(path.certainty()).isEqualTo(Certainty.PROVEN);
        assertThat(path.example().steps().get(0).resource()).isEqualTo(ARN + "prod/api");
        assertThat(Certainty.PROVEN.and(Certainty.FUTURE)).isEqualTo(Certainty.FUTURE);
        assertThat(Certainty.FUTURE.and(Certainty.PROVEN)).isEqualTo(Certainty.FUTURE);
    }

    // Row 11

    @Test
    void aDenyOfTheRegistryPolicyClosesARepositoryPolicyUnderV2() {
        Exposure exposure = registry()
                .repository("app", allow(FOREIGN, PULL))
                .registryPolicy(deny("*", "ecr:*", "'Sid': 'Shut'", on("*")))
                .exposure();
        assertThat(exposure.isClosed()).isTrue();
        assertThat(exposure.closed()).singleElement().satisfies(closed -> {
            assertThat(closed.closedBy()).isEqualTo("registry policy, statement 1 (Sid \"Shut\")");
            assertThat(closed.repositories()).containsExactly("app");
            assertThat(closed.outsider().id()).isEqualTo(FOREIGN);
            assertThat(closed.actions()).containsExactly("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");
        });
    }

    @Test
    void underV1ADenyOfTheRegistryPolicyLeavesPullsOpen() {
        assertThat(registry()
                        .repository("app", allow(FOREIGN, PULL))
                        .scope("V1")
                        .registryPolicy(deny("*", "ecr:*", on("*")))
                        .exposure()
                        .paths())
                .hasSize(1);
    }

    @Test
    void aDenyOfARepositoryPolicyClosesTheRegistryPolicyThereOnly() {
        Exposure exposure = registry()
                .repositories("open")
                .repository("shut", deny("*", "ecr:*"))
                .registryPolicy(allow(FOREIGN, PULL, on("*")))
                .exposure();
        assertThat(only(exposure).repositories()).containsExactly("open");
        assertThat(exposure.closed()).singleElement().satisfies(closed -> {
            assertThat(closed.closedBy()).isEqualTo("repository policy, statement 1");
            assertThat(closed.repositories()).containsExactly("shut");
        });
    }

    @Test
    void aDenyOfARepositoryPolicyClosesNeitherItsCreationNorSettingsOfTheRegistry() {
        AccessPath path = only(registry()
                .repository("shut", deny("*", "ecr:*"))
                .registryPolicy(allow(
                        FOREIGN, "ecr:PutImage ecr:CreateRepository ecr:CreatePullThroughCacheRule", on(ARN + "shut")))
                .exposure());
        assertThat(path.actions()).containsExactly("ecr:CreatePullThroughCacheRule", "ecr:CreateRepository");
    }

    @Test
    void aDenyBeforeOrAfterTheAllowClosesEqually() {
        String allow = allow(FOREIGN, PULL, on("*"));
        String deny = deny(FOREIGN, "ecr:Batch*", on("*"));
        for (String[] order : new String[][] {{allow, deny}, {deny, allow}}) {
            AccessPath path =
                    only(registry().repositories("app").registryPolicy(order).exposure());
            assertThat(path.actions()).containsExactly("ecr:GetDownloadUrlForLayer");
        }
    }

    @Test
    void aDenyOfAnotherRegionsPatternClosesNothing() {
        assertThat(registry()
                        .repository("app", allow(FOREIGN, PULL))
                        .registryPolicy(deny("*", "ecr:*", on("arn:aws:ecr:eu-west-1:111122223333:repository/*")))
                        .exposure()
                        .paths())
                .hasSize(1);
    }

    @Test
    void aDenyUnderAConditionThatIsNotKnownClosesNothing() {
        assertThat(registry()
                        .repository("app", allow(FOREIGN, PULL))
                        .registryPolicy(
                                deny("*", "ecr:*", on("*"), "'Condition': {'StringFoo': {'aws:Something': 'x'}}"))
                        .exposure()
                        .paths())
                .hasSize(1);
    }

    @Test
    void twoDeniesThatCloseOnlyTogetherAreBothNamed() {
        Exposure exposure = registry()
                .repository("app", allow(FOREIGN, "ecr:BatchGetImage"))
                .registryPolicy(
                        deny("*", "ecr:*", on("*"), "'Condition': {'Bool': {'aws:SecureTransport': 'false'}}"),
                        deny("*", "ecr:*", on("*"), "'Condition': {'Bool': {'aws:SecureTransport': 'true'}}"),
                        deny("*", "ecr:*", on("*"), "'Condition': {'Null': {'aws:SecureTransport': 'true'}}"))
                .exposure();
        assertThat(exposure.isClosed()).isTrue();
        assertThat(exposure.closed().get(0).closedBy())
                .isEqualTo(
                        "registry policy, statement 1 and registry policy, statement 2 and registry policy, statement 3");
    }

    // Row 12

    @Test
    void aRepositoryPolicyThatIsRefusedIsUnknownAndHidesNoOtherPath() {
        Exposure exposure = registry()
                .repository("a", refused("ecr:GetRepositoryPolicy"))
                .repository("b", refused("ecr:GetRepositoryPolicy"))
                .registryPolicy(allow(FOREIGN, PULL, on("*")))
                .exposure();
        assertThat(only(exposure).repositories()).containsExactly("a", "b");
        assertThat(exposure.unknown()).singleElement().satisfies(unknown -> {
            assertThat(unknown.kind()).isEqualTo(PathKind.REPOSITORY_POLICY);
            assertThat(unknown.repositories()).containsExactly("a", "b");
            assertThat(unknown.denied())
                    .hasValueSatisfying(call -> assertThat(call.action()).isEqualTo("ecr:GetRepositoryPolicy"));
        });
        assertThat(exposure.isClosed()).isFalse();
    }

    @Test
    void textThatIsNoPolicyIsUnknown() {
        Exposure exposure = registry()
                .repository("app", new Reading.Known<>(RepositoryPolicy.of("{")))
                .registryPolicy(new Reading.Known<>(RegistryPolicy.of("no policy")))
                .exposure();
        assertThat(exposure.paths()).isEmpty();
        assertThat(exposure.unknown())
                .extracting(unknown -> unknown.kind())
                .containsExactly(PathKind.REGISTRY_POLICY, PathKind.REPOSITORY_POLICY);
        assertThat(exposure.unknown())
                .allSatisfy(unknown -> assertThat(unknown.denied()).isEmpty());
    }

    @Test
    void aRegistryPolicyThatIsRefusedLeavesRepositoryPoliciesOpen() {
        Exposure exposure = registry()
                .repository("app", allow(FOREIGN, PULL))
                .registryPolicy(refused("ecr:GetRegistryPolicy"))
                .exposure();
        assertThat(exposure.paths()).hasSize(1);
        assertThat(exposure.unknown()).extracting(unknown -> unknown.kind()).containsExactly(PathKind.REGISTRY_POLICY);
    }

    @Test
    void anAllowWhoseResourceHasTwoVariablesIsUnknown() {
        Exposure exposure = registry()
                .repositories("a/b")
                .registryPolicy(allow("*", PULL, on(ARN + "${aws:PrincipalTag/team}/${aws:username}")))
                .exposure();
        assertThat(exposure.paths()).isEmpty();
        assertThat(exposure.unknown())
                .singleElement()
                .satisfies(unknown -> assertThat(unknown.reason()).startsWith("statement 1"));
    }

    @Test
    void aScopeThatAwsHasAddedSinceIsUnknown() {
        Exposure exposure = registry()
                .repositories("app")
                .scope("V3")
                .registryPolicy(allow(FOREIGN, PULL, on("*")))
                .exposure();
        assertThat(only(exposure).certainty()).isEqualTo(Certainty.CONDITIONAL);
        assertThat(exposure.unknown()).hasSize(1);
    }

    @Test
    void theRegionDecidesThePartitionOfTheArn() {
        AccessPath path = only(in("cn-north-1")
                .repositories("app")
                .registryPolicy(allow(FOREIGN, PULL, on("arn:aws-cn:ecr:cn-north-1:111122223333:repository/app")))
                .exposure());
        assertThat(path.repositories()).containsExactly("app");
    }

    // Size

    @Test
    void tenThousandRepositoriesAreOnePathForEachStatement() {
        RegistryFixture registry = registry();
        for (int i = 0; i < 10_000; i++) {
            registry.repositories("team-" + i % 100 + "/service-" + i);
        }
        String[] statements = IntStream.range(0, 30)
                .mapToObj(i -> allow(FOREIGN, PULL, on(ARN + "team-" + i + "/*", ARN + "*/service-" + i)))
                .toArray(String[]::new);
        Exposure exposure = registry.registryPolicy(statements).exposure();
        assertThat(exposure.paths())
                .hasSize(30)
                .allSatisfy(path -> assertThat(path.repositories()).hasSizeBetween(100, 101));
    }

    @Test
    void repositoriesWithADenyOfTheirOwnAreOnePathAsWell() {
        RegistryFixture registry = registry();
        for (int i = 0; i < 2_000; i++) {
            registry.repository("service-" + i, deny("*", "ecr:Put*", "'Sid': 'S" + i + "'"));
        }
        Exposure exposure =
                registry.registryPolicy(allow(FOREIGN, PULL, on("*"))).exposure();
        assertThat(only(exposure).repositories()).hasSize(2_000);
    }
}
