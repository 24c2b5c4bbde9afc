package dev.ecrauditor.rule.registry;

import static dev.ecrauditor.rule.RegistryBuilder.registry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.GrantedAccess;
import dev.ecrauditor.rule.RegistryBuilder;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PullThroughCacheNoForeignAccountTest {

    private static final String FOREIGN_UPSTREAM = "444455556666.dkr.ecr.eu-west-1.amazonaws.com";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public.ecr.aws",
                "registry-1.docker.io",
                "quay.io",
                "ghcr.io",
                "444455556666.azurecr.io",
                "111122223333.dkr.ecr.eu-west-1.amazonaws.com"
            })
    void aPublicRegistryAndTheOwnAccountPass(String upstream) {
        assertThat(evaluate(registry().cacheRule("cache", upstream))).isEqualTo(new Verdict.Pass());
    }

    @Test
    void aTrustedAccountPasses() {
        TrustedParties partner = new TrustedParties(Set.of("444455556666"), Set.of());
        assertThat(new PullThroughCacheNoForeignAccount(partner)
                        .evaluate(
                                registry().cacheRule("cache", FOREIGN_UPSTREAM).built()))
                .isEqualTo(new Verdict.Pass());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FOREIGN_UPSTREAM,
                "https://444455556666.dkr.ecr.eu-west-1.amazonaws.com",
                "444455556666.dkr.ecr.cn-north-1.amazonaws.com.cn",
                "444455556666.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
                "444455556666.dkr-ecr.eu-west-1.on.aws",
                "HTTPS://444455556666.DKR.ECR.eu-west-1.amazonaws.com"
            })
    void aPrivateRegistryOfAnotherAccountFails(String upstream) {
        assertThat(failing(registry().cacheRule("cache", upstream)).facts()).containsEntry("rule cache", upstream);
    }

    @Test
    void theRepositoriesUnderThePrefixAreNamed() {
        Evidence evidence = failing(registry().cacheRule("prod", FOREIGN_UPSTREAM));
        assertThat(evidence.summary())
                .isEqualTo(
                        "Images under `prod` (1 repository: prod/web) come from private registries that are not trusted:"
                                + " account 444455556666.");
        assertThat(evidence.fix())
                .contains("aws ecr delete-pull-through-cache-rule --region us-east-1 --ecr-repository-prefix prod");
    }

    @Test
    void theRuleForEveryNameIsAboutEveryRepository() {
        assertThat(failing(registry().cacheRule("ROOT", FOREIGN_UPSTREAM)).summary())
                .contains("(3 repositories: payments/api, prod/web, production/db)");
    }

    @Test
    void ofSeveralRulesOnlyForeignOnesAreReported() {
        Evidence evidence = failing(registry()
                .cacheRules(new Reading.Known<>(List.of(
                        new PullThroughCacheRule("hub", "registry-1.docker.io", Optional.empty()),
                        new PullThroughCacheRule("partner", FOREIGN_UPSTREAM, Optional.of("base"))))));
        assertThat(evidence.facts())
                .containsOnlyKeys("rule partner")
                .containsEntry("rule partner", FOREIGN_UPSTREAM + ", upstream prefix base");
    }

    /** ECR allows no such prefix; a command must hold it even less. */
    @Test
    void aPrefixThatIsNoWordIsNotInTheCommand() {
        assertThat(failing(registry().cacheRule("x; rm -rf /", FOREIGN_UPSTREAM))
                        .fix())
                .contains("aws ecr delete-pull-through-cache-rule --region us-east-1 --ecr-repository-prefix PREFIX");
    }

    @Test
    void aRegistryWithoutCacheRuleIsNotApplicable() {
        assertThat(evaluate(registry())).isInstanceOf(Verdict.NotApplicable.class);
        assertThat(evaluate(registry().cacheRules(new Reading.Absent<>()))).isInstanceOf(Verdict.NotApplicable.class);
    }

    @Test
    void rulesThatMayNotBeReadAreUnknown() {
        assertThat(evaluate(registry()
                        .cacheRules(RegistryBuilder.<List<PullThroughCacheRule>>denied(
                                "ecr:DescribePullThroughCacheRules"))))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.denied().orElseThrow().action())
                                .isEqualTo("ecr:DescribePullThroughCacheRules"));
    }

    @Test
    void withoutTheAccessOfOneUpstreamTheOtherIsLeft() {
        GrantedAccess access = ((Verdict.Fail) evaluate(registry()
                        .cacheRule("partner", FOREIGN_UPSTREAM)
                        .cacheRule("other", FOREIGN_UPSTREAM.replace("444455556666", "123456789012"))))
                .access();
        assertThat(access.actions()).hasSize(2);
        assertThat(access.without(action -> action.holder().endsWith("444455556666")))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class,
                        left -> assertThat(left.evidence().facts()).containsOnlyKeys("rule other"));
        assertThat(access.without(action -> true)).isEqualTo(new Verdict.Pass());
    }

    @Test
    void aPrefixOfEveryCharacterThatEcrAllowsIsInTheCommand() {
        String prefix = "az09/b.c_d-AZ";
        assertThat(failing(registry().cacheRule(prefix, FOREIGN_UPSTREAM)).fix())
                .contains(
                        "aws ecr delete-pull-through-cache-rule --region us-east-1 --ecr-repository-prefix " + prefix);
    }

    private static Verdict evaluate(RegistryBuilder registry) {
        return new PullThroughCacheNoForeignAccount(TrustedParties.NOBODY).evaluate(registry.built());
    }

    private static Evidence failing(RegistryBuilder registry) {
        Verdict.Fail fail = (Verdict.Fail) evaluate(registry);
        assertThat(fail.severity()).isEqualTo(Severity.MEDIUM);
        return fail.evidence();
    }
}
