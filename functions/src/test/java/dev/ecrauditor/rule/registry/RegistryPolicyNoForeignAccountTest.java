package dev.ecrauditor.rule.registry;

import static dev.ecrauditor.rule.RegistryBuilder.registry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import dev.ecrauditor.rule.GrantedAccess;
import dev.ecrauditor.rule.RegistryBuilder;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryPolicyNoForeignAccountTest {

    private static final TrustedParties PARTNER = new TrustedParties(Set.of("444455556666"), Set.of("o-a1b2c3d4e5"));

    @Test
    void aRegistryWithoutPolicyIsNotApplicable() {
        assertThat(evaluate(registry())).isEqualTo(new Verdict.NotApplicable("the registry has no policy"));
    }

    @Test
    void theOwnAccountPasses() {
        assertThat(evaluate(registry().policy("V2", allow("111122223333", "ecr:*"))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aTrustedAccountAndATrustedOrganizationPass() {
        assertThat(trusting(registry().policy("V2", allow("444455556666", "ecr:*"))))
                .isEqualTo(new Verdict.Pass());
        assertThat(trusting(registry()
                        .policy(
                                "V2",
                                "{'Statement': {'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*', 'Resource': '*',"
                                        + " 'Condition': {'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}}}")))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void everyAccountBelongsToTheOtherRule() {
        assertThat(
                        evaluate(
                                registry()
                                        .policy(
                                                "V2",
                                                "{'Statement': {'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*', 'Resource': '*'}}")))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void whatOtherRulesReportIsNoAccessByThePolicy() {
        RegistryBuilder own = registry().policy("V2", allow("111122223333", "ecr:*"));
        assertThat(evaluate(own.replicating(RegistryBuilder.replication("444455556666", "eu-west-1"))))
                .isEqualTo(new Verdict.Pass());
        assertThat(evaluate(own.cacheRules(RegistryBuilder.denied("ecr:DescribePullThroughCacheRules"))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aStatementIsReportedUntilAllItsActionsAreWaived() {
        GrantedAccess access =
                ((Verdict.Fail) evaluate(registry().policy("V2", allow("444455556666", "ecr:*")))).access();
        assertThat(access.without(action -> action.action().equals("ecr:BatchGetImage")))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class, left -> assertThat(left.severity()).isEqualTo(Severity.CRITICAL));
        assertThat(access.without(action -> true)).isEqualTo(new Verdict.Pass());
    }

    @ParameterizedTest
    @CsvSource({
        "V2, ecr:BatchGetImage, HIGH, pull images",
        "V2, ecr:PutImage, CRITICAL, change images",
        "V2, ecr:DeleteRepository, CRITICAL, delete images",
        "V2, ecr:SetRepositoryPolicy, CRITICAL, change repository policies",
        "V2, ecr:ReplicateImage, CRITICAL, change images",
        "V1, ecr:ReplicateImage, HIGH, change images",
        "V1, ecr:BatchImportUpstreamImage, HIGH, change images",
        "V2, ecr:CreateRepository, MEDIUM, create repositories",
        "V1, ecr:CreateRepository, MEDIUM, create repositories"
    })
    void anAccountThatIsNotTrustedFails(String scope, String action, Severity severity, String verb) {
        Evidence evidence = failing(severity, registry().policy(scope, allow("444455556666", action)));
        assertThat(evidence.summary())
                .startsWith("The registry policy lets account 444455556666 " + verb
                        + " (3 repositories: payments/api, prod/web, production/db)");
        assertThat(evidence.facts())
                .containsEntry("scope", scope)
                .containsEntry("statement 1 grants access to", "account 444455556666")
                .containsEntry("statement 1 actions", action);
    }

    @Test
    void everyAccountIsNamedInItsOwnFact() {
        Evidence evidence = failing(
                Severity.HIGH,
                registry()
                        .policy(
                                "V2",
                                "{'Statement': {'Effect': 'Allow', 'Principal': {'AWS': ['444455556666', '123456789012']},"
                                        + " 'Action': 'ecr:BatchGetImage', 'Resource': '*'}}"));
        assertThat(evidence.facts())
                .containsEntry("statement 1 grants access to", "account 444455556666")
                .containsEntry("statement 1 (2) grants access to", "account 123456789012");
        assertThat(evidence.summary()).contains("lets account 444455556666, account 123456789012 pull images");
    }

    @ParameterizedTest
    @CsvSource({"5, account 444455556605 pull", "7, account 444455556605 and 2 more pull"})
    void upToFiveAccountsAreNamedInTheSummaryAndTheOthersCounted(int accounts, String words) {
        String principals = IntStream.rangeClosed(1, accounts)
                .mapToObj("'4444555566%02d'"::formatted)
                .collect(Collectors.joining(", "));
        Evidence evidence = failing(
                Severity.HIGH,
                registry()
                        .policy(
                                "V2",
                                "{'Statement': {'Effect': 'Allow', 'Principal': {'AWS': [" + principals
                                        + "]}, 'Action': 'ecr:BatchGetImage', 'Resource': '*'}}"));
        assertThat(evidence.summary()).contains(words);
    }

    @Test
    void aServiceThatActsForAnyAccountIsMedium() {
        Evidence evidence = failing(
                Severity.MEDIUM,
                registry()
                        .policy(
                                "V2",
                                "{'Statement': {'Effect': 'Allow', 'Principal': {'Service': 'lambda.amazonaws.com'},"
                                        + " 'Action': 'ecr:BatchGetImage', 'Resource': '*'}}"));
        assertThat(evidence.summary()).contains("lambda.amazonaws.com on behalf of any account pull images");
    }

    @Test
    void anInactiveGrantIsMedium() {
        Evidence evidence =
                failing(Severity.MEDIUM, registry().policy("V1", allow("444455556666", "ecr:BatchGetImage")));
        assertThat(evidence.summary())
                .startsWith("The registry policy would let account 444455556666 pull images in scope V2");
        assertThat(evidence.fix()).noneMatch(line -> line.contains("put-account-setting"));
    }

    @Test
    void theWildcardOfV1IsOpenAndInactive() {
        Evidence evidence = failing(Severity.HIGH, registry().policy("V1", allow("444455556666", "ecr:*")));
        assertThat(evidence.facts())
                .containsEntry(
                        "statement 1 actions", "ecr:BatchImportUpstreamImage, ecr:CreateRepository, ecr:ReplicateImage")
                .containsKey("statement 1 in scope V2 actions");
    }

    @Test
    void aPolicyThatMayNotBeReadIsUnknown() {
        ScopedRegistryPolicy denied = new ScopedRegistryPolicy(
                RegistryBuilder.<RegistryPolicy>denied("ecr:GetRegistryPolicy"),
                RegistryBuilder.denied("ecr:GetAccountSetting"));
        assertThat(evaluate(registry().policy(denied)))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.denied().orElseThrow().action())
                                .isEqualTo("ecr:GetRegistryPolicy"));
    }

    @Test
    void aPolicyThatCannotBeParsedIsUnknown() {
        assertThat(evaluate(registry()
                        .policy(new ScopedRegistryPolicy(
                                new Reading.Known<>(RegistryPolicy.of("{")), new Reading.Known<>("V2")))))
                .isInstanceOf(Verdict.Unknown.class);
    }

    private static String allow(String account, String action) {
        return "{'Statement': {'Effect': 'Allow', 'Principal': {'AWS': '" + account + "'}, 'Action': '" + action
                + "', 'Resource': '*'}}";
    }

    private static Verdict evaluate(RegistryBuilder registry) {
        return new RegistryPolicyNoForeignAccount(TrustedParties.NOBODY).evaluate(registry.built());
    }

    private static Verdict trusting(RegistryBuilder registry) {
        return new RegistryPolicyNoForeignAccount(PARTNER).evaluate(registry.built());
    }

    private static Evidence failing(Severity severity, RegistryBuilder registry) {
        Verdict.Fail fail = (Verdict.Fail) evaluate(registry);
        assertThat(fail.severity()).isEqualTo(severity);
        return fail.evidence();
    }
}
