package dev.ecrauditor.exposure;

import static dev.ecrauditor.exposure.RegistryFixture.ARN;
import static dev.ecrauditor.exposure.RegistryFixture.FOREIGN;
import static dev.ecrauditor.exposure.RegistryFixture.OWNER;
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
import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows 8 to 10, and 12 for their settings, of the decision table: creation templates and pull through caches. */
class TemplateAndCachePathsTest {

    private static final String OPEN = allow(FOREIGN, "ecr:BatchGetImage");
    private static final Set<String> PUSH = Set.of("CREATE_ON_PUSH");
    private static final Set<String> CACHE = Set.of("PULL_THROUGH_CACHE");
    private static final Set<String> REPLICATION = Set.of("REPLICATION");

    private static AccessPath template(RegistryFixture registry, RegistryFixture... others) {
        List<AccessPath> paths = registry.beside(others).paths(PathKind.CREATION_TEMPLATE::equals);
        assertThat(paths).hasSize(1);
        return paths.get(0);
    }

    // Row 8

    @Test
    void anOpenTemplateThatPushesUseIsHigh() {
        AccessPath path = template(registry().template("prod", PUSH, OPEN));
        assertThat(path.severity()).contains(Severity.HIGH);
        assertThat(path.certainty()).isEqualTo(Certainty.FUTURE);
        assertThat(path.outsider().id()).isEqualTo(FOREIGN);
        assertThat(path.repositories()).isEmpty();
        assertThat(path.origin().source()).isEqualTo("creation template prod, statement 1");
        assertThat(path.origin().bound()).endsWith("; applied for CREATE_ON_PUSH");
        assertThat(path.example().steps().get(0).resource()).isEqualTo(ARN + "prod/new");
        assertThat(path.assessment().notes()).containsExactly(TemplatePaths.LIVE);
    }

    @Test
    void anOpenTemplateOfEveryOtherNameHasAnExampleWithoutPrefix() {
        assertThat(template(registry().template("ROOT", PUSH, OPEN))
                        .example()
                        .steps()
                        .get(0)
                        .resource())
                .isEqualTo(ARN + "new");
    }

    @Test
    void anOpenTemplateThatNothingUsesIsMedium() {
        AccessPath path = template(registry().template("prod", CACHE, OPEN));
        assertThat(path.severity()).contains(Severity.MEDIUM);
        assertThat(path.assessment().notes()).containsExactly(TemplatePaths.NOT_LIVE);
        assertThat(template(registry().template("prod", REPLICATION, OPEN)).severity())
                .contains(Severity.MEDIUM);
    }

    @Test
    void aTrustedAccountInATemplateIsInformation() {
        assertThat(registry()
                        .template("prod", PUSH, OPEN)
                        .exposure(new TrustedParties(Set.of(FOREIGN), Set.of()))
                        .paths(PathKind.CREATION_TEMPLATE::equals)
                        .get(0)
                        .severity())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "prod, prod, HIGH",
        "prod, prod/hub, HIGH",
        "prod/hub, prod, HIGH",
        "prod, production, MEDIUM",
        "production, prod, MEDIUM",
        "ROOT, hub, HIGH",
        "prod, ROOT, HIGH"
    })
    void aCacheRuleUsesTheTemplatesOfItsNames(String template, String prefix, Severity severity) {
        assertThat(template(registry().template(template, CACHE, OPEN).caches(prefix, "public.ecr.aws"))
                        .severity())
                .contains(severity);
    }

    @Test
    void cacheRulesThatAreRefusedCountAsUsingTheTemplate() {
        assertThat(template(registry()
                                .template("prod", CACHE, OPEN)
                                .cacheRules(refused("ecr:DescribePullThroughCacheRules")))
                        .severity())
                .contains(Severity.HIGH);
    }

    @Test
    void anIncomingAllowOfTheRegistryPolicyUsesTemplatesForReplication() {
        RegistryFixture template = registry().template("prod", REPLICATION, OPEN);
        assertThat(template(template.registryPolicy(allow(FOREIGN, "ecr:ReplicateImage", on(ARN + "prod/*"))))
                        .severity())
                .contains(Severity.HIGH);
        assertThat(template(template.registryPolicy(allow(FOREIGN, "ecr:ReplicateImage", on(ARN + "test/*"))))
                        .severity())
                .contains(Severity.MEDIUM);
        assertThat(template(template.registryPolicy(allow(FOREIGN, "ecr:CreateRepository", on("*"))))
                        .severity())
                .contains(Severity.MEDIUM);
        assertThat(template(template.registryPolicy(refused("ecr:GetRegistryPolicy")))
                        .severity())
                .contains(Severity.HIGH);
    }

    @ParameterizedTest
    @CsvSource({
        "prod, prod, HIGH",
        "prod, prod/, HIGH",
        "prod, prod/api, HIGH",
        "prod, pr, HIGH",
        "prod, production, MEDIUM",
        "ROOT, anything, HIGH"
    })
    void aRuleOfAnotherRegionOfTheOwnAccountUsesTemplatesForReplication(
            String template, String filter, Severity severity) {
        assertThat(template(
                                registry().template(template, REPLICATION, OPEN),
                                in("eu-west-1").replicates(OWNER, RegistryFixture.REGION, filter))
                        .severity())
                .contains(severity);
    }

    @Test
    void aRuleOfAnotherRegionToSomewhereElseUsesNoTemplateHere() {
        RegistryFixture template = registry().template("prod", REPLICATION, OPEN);
        assertThat(template(template, in("eu-west-1").replicates(OWNER, "us-west-2"))
                        .severity())
                .contains(Severity.MEDIUM);
        assertThat(template(template, in("eu-west-1").replicates(FOREIGN, RegistryFixture.REGION))
                        .severity())
                .contains(Severity.MEDIUM);
        assertThat(template(template, in("eu-west-1").replicates(OWNER, RegistryFixture.REGION))
                        .severity())
                .contains(Severity.HIGH);
    }

    @Test
    void whatATemplateAppliesToSinceThisVersionCountsAsUse() {
        assertThat(template(registry().template("prod", Set.of("CREATE_ON_PULL"), OPEN))
                        .severity())
                .contains(Severity.HIGH);
    }

    @Test
    void aDenyOfTheRegistryPolicyClosesATemplate() {
        Exposure exposure = registry()
                .template("prod", CACHE, OPEN)
                .registryPolicy(deny("*", "ecr:*", on(ARN + "prod/*")))
                .exposure();
        assertThat(exposure.isClosed()).isTrue();
        assertThat(exposure.closed()).singleElement().satisfies(closed -> {
            assertThat(closed.origin().kind()).isEqualTo(PathKind.CREATION_TEMPLATE);
            assertThat(closed.closedBy()).isEqualTo("registry policy, statement 1");
            assertThat(closed.actions()).containsExactly("ecr:BatchGetImage");
        });
    }

    @Test
    void aDenyOfTheTemplateItselfIsNamedAsSuch() {
        assertThat(registry()
                        .template("prod", CACHE, OPEN, deny("*", "ecr:*"))
                        .exposure()
                        .closed())
                .singleElement()
                .satisfies(closed -> assertThat(closed.closedBy()).isEqualTo("policy of the template, statement 2"));
    }

    @Test
    void aTemplatePolicyThatCannotBeParsedIsUnknown() {
        CreationTemplate first =
                registry().template("prod", CACHE, OPEN).snapshot().access().templates()
                                instanceof Reading.Known<List<CreationTemplate>> known
                        ? known.value().get(0)
                        : null;
        assertThat(first).isNotNull();
        CreationTemplate broken = new CreationTemplate(
                "prod", CACHE, first.encryption(), first.tags(), Optional.of(RepositoryPolicy.of("{")));
        Exposure exposure =
                registry().templates(new Reading.Known<>(List.of(broken))).exposure();
        assertThat(exposure.unknown()).singleElement().satisfies(unknown -> {
            assertThat(unknown.kind()).isEqualTo(PathKind.CREATION_TEMPLATE);
            assertThat(unknown.reason()).startsWith("creation template prod: ");
        });
    }

    // Row 9

    @Test
    void aCacheRuleWithAForeignEcrRegistryLetsItsOwnerAlterImages() {
        AccessPath path = registry()
                .repositories("hub/nginx", "hub", "other")
                .caches("hub", FOREIGN + ".dkr.ecr.us-east-1.amazonaws.com")
                .exposure()
                .paths()
                .get(0);
        assertThat(path.kind()).isEqualTo(PathKind.PULL_THROUGH_CACHE);
        assertThat(path.effects()).containsExactly(Effect.ALTER);
        assertThat(path.outsider()).isEqualTo(new Outsider(Outsider.Kind.ACCOUNT, FOREIGN, false));
        assertThat(path.severity()).contains(Severity.MEDIUM);
        assertThat(path.certainty()).isEqualTo(Certainty.CONFIGURED);
        assertThat(path.repositories()).containsExactly("hub/nginx");
        assertThat(path.origin().source()).isEqualTo("pull through cache rule hub");
        assertThat(path.example().steps().get(0).resource()).isEqualTo(ARN + "hub/nginx");
    }

    @Test
    void aPublicUpstreamIsInformation() {
        AccessPath path =
                registry().caches("hub", "public.ecr.aws").exposure().paths().get(0);
        assertThat(path.severity()).isEmpty();
        assertThat(path.outsider().kind()).isEqualTo(Outsider.Kind.REGISTRY);
        assertThat(path.example().steps().get(0).resource()).isEqualTo(ARN + "hub/*");
    }

    @Test
    void aTrustedUpstreamIsInformation() {
        assertThat(registry()
                        .caches("hub", FOREIGN + ".dkr.ecr.us-east-1.amazonaws.com")
                        .exposure(new TrustedParties(Set.of(FOREIGN), Set.of()))
                        .paths()
                        .get(0)
                        .severity())
                .isEmpty();
    }

    @Test
    void anUpstreamOfTheOwnAccountIsNoPath() {
        assertThat(registry()
                        .caches("hub", OWNER + ".dkr.ecr.eu-west-1.amazonaws.com")
                        .exposure()
                        .paths())
                .isEmpty();
    }

    @Test
    void aRuleForEveryNameIsAboutEveryRepository() {
        AccessPath path = registry()
                .repositories("a", "b/c")
                .caches("ROOT", "quay.io")
                .exposure()
                .paths()
                .get(0);
        assertThat(path.repositories()).containsExactly("a", "b/c");
    }

    @ParameterizedTest
    @CsvSource({
        "444455556666.dkr.ecr.us-east-1.amazonaws.com, 444455556666",
        "https://444455556666.dkr.ecr.us-east-1.amazonaws.com, 444455556666",
        "444455556666.dkr-ecr.us-east-1.on.aws, 444455556666",
        "public.ecr.aws, ",
        "444455556666.example.com.org, ",
        "4444.dkr.ecr.us-east-1.amazonaws.com, ",
        "registry-1.docker.io, "
    })
    void theAccountOfAnUpstreamIsInItsAddress(String url, String account) {
        assertThat(new PullThroughCacheRule("p", url, Optional.empty()).upstreamAccount())
                .isEqualTo(Optional.ofNullable(account));
    }

    // Row 10

    @Test
    void aTemplateForPushesLetsOutsidersCreateEmptyRepositories() {
        AccessPath path = registry()
                .template("prod", PUSH)
                .exposure()
                .paths(PathKind.CREATE_ON_PUSH::equals)
                .get(0);
        assertThat(path.severity()).contains(Severity.LOW);
        assertThat(path.certainty()).isEqualTo(Certainty.REPORTED);
        assertThat(path.effects()).containsExactly(Effect.CREATE);
        assertThat(path.outsider()).isEqualTo(Outsider.ANYONE);
        assertThat(path.example().steps().get(0).resource()).isEqualTo(ARN + "prod/new");
        assertThat(registry().template("prod", CACHE).exposure().paths()).isEmpty();
    }

    // Row 12

    @Test
    void refusedSettingsAreUnknownOneForEachPath() {
        Exposure exposure = registry()
                .templates(refused("ecr:DescribeRepositoryCreationTemplates"))
                .cacheRules(refused("ecr:DescribePullThroughCacheRules"))
                .exposure();
        assertThat(exposure.unknown())
                .extracting(unknown -> unknown.denied().orElseThrow().action())
                .containsExactly("ecr:DescribeRepositoryCreationTemplates", "ecr:DescribePullThroughCacheRules");
        assertThat(exposure.unknown())
                .extracting(unknown -> unknown.kind())
                .containsExactly(PathKind.CREATION_TEMPLATE, PathKind.PULL_THROUGH_CACHE);
    }

    // The registry alone, as the rules about registries see it

    @Test
    void theRegistryAloneHasEveryPathOfItsSettings() {
        Exposure exposure = RegistryExposure.of(
                registry()
                        .repositories("prod/api")
                        .repository("own", allow(FOREIGN, "ecr:*"))
                        .registryPolicy(allow(FOREIGN, "ecr:BatchGetImage", on("*")))
                        .replicates(FOREIGN, "eu-west-1")
                        .replicates(OWNER, "eu-west-1")
                        .template("prod", PUSH, OPEN)
                        .caches("hub", "public.ecr.aws")
                        .snapshot(),
                TrustedParties.NOBODY);
        assertThat(exposure.paths())
                .extracting(AccessPath::kind)
                .containsExactly(
                        PathKind.REGISTRY_POLICY,
                        PathKind.REPLICATION,
                        PathKind.CREATION_TEMPLATE,
                        PathKind.CREATE_ON_PUSH,
                        PathKind.PULL_THROUGH_CACHE);
        assertThat(exposure.paths().get(0).repositories()).containsExactly("own", "prod/api");
        assertThat(exposure.unknown()).isEmpty();
        assertThat(exposure.account()).isEqualTo(OWNER);
        assertThat(exposure.region()).isEqualTo(RegistryFixture.REGION);
    }

    @Test
    void whatIsUnknownAboutRepositoriesIsNoMatterOfTheRegistryAlone() {
        assertThat(RegistryExposure.of(
                                registry()
                                        .names(refused("ecr:DescribeRepositories"))
                                        .snapshot(),
                                TrustedParties.NOBODY)
                        .unknown())
                .isEmpty();
    }

    @Test
    void aRegistryWithoutRepositoriesIsListed() {
        assertThat(registry().names(new Reading.Absent<>()).exposure().isClosed())
                .isTrue();
    }

    @Test
    void aRuleOfTheRegistryToItselfUsesNoTemplate() {
        assertThat(template(registry().template("prod", REPLICATION, OPEN).replicates(OWNER, RegistryFixture.REGION))
                        .severity())
                .contains(Severity.MEDIUM);
    }
}
