package dev.ecrauditor.rule.registry;

import static dev.ecrauditor.rule.RegistryBuilder.registry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import dev.ecrauditor.rule.RegistryBuilder;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryPolicyNotPublicTest {

    private static final String EVERY_REPOSITORY = "arn:aws:ecr:us-east-1:111122223333:repository/*";

    @Test
    void aRegistryWithoutPolicyIsNotApplicable() {
        assertThat(evaluate(registry())).isEqualTo(new Verdict.NotApplicable("the registry has no policy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"V1", "V2"})
    void aPolicyForNamedAccountsPasses(String scope) {
        assertThat(evaluate(registry()
                        .policy(scope, allow("{'AWS': '444455556666'}", "'ecr:ReplicateImage'", EVERY_REPOSITORY))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void everybodyOfAnOrganizationIsNotEverybody() {
        assertThat(evaluate(registry()
                        .policy(
                                "V2",
                                "{'Statement': {'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*', 'Resource': '*',"
                                        + " 'Condition': {'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}}}")))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aDenyThatSurelyAppliesCloses() {
        String policy =
                "{'Statement': [{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:BatchGetImage', 'Resource': '*'},"
                        + "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Resource': '*'}]}";
        assertThat(evaluate(registry().policy("V2", policy))).isEqualTo(new Verdict.Pass());
        failing(Severity.CRITICAL, registry().policy("V3", policy));
    }

    @Test
    void anAllowOfOtherRegistriesGrantsNothing() {
        assertThat(evaluate(registry()
                        .policy("V2", allow("'*'", "'ecr:*'", "arn:aws:ecr:us-east-1:444455556666:repository/*"))))
                .isEqualTo(new Verdict.Pass());
    }

    @ParameterizedTest
    @CsvSource({
        "ecr:BatchGetImage, pull images",
        "ecr:PutImage, change images",
        "ecr:BatchDeleteImage, delete images",
        "ecr:SetRepositoryPolicy, change repository policies",
        "ecr:ReplicateImage, change images"
    })
    void everyAccountIsCritical(String action, String verb) {
        Evidence evidence =
                failing(Severity.CRITICAL, registry().policy("V2", allow("'*'", "'" + action + "'", EVERY_REPOSITORY)));
        assertThat(evidence.summary())
                .startsWith("The registry policy lets every AWS account " + verb
                        + " (3 repositories: payments/api, prod/web, production/db); for example, ")
                .contains(" may call " + action);
        assertThat(evidence.facts())
                .containsEntry("scope", "V2")
                .containsEntry("statement 1 (Sid \"Open\")", "principal *; resource " + EVERY_REPOSITORY)
                .containsEntry("statement 1 (Sid \"Open\") grants access to", "every AWS account")
                .containsEntry("statement 1 (Sid \"Open\") actions", action);
    }

    @Test
    void onlyRepositoriesThatTheResourceMatchesAreCounted() {
        assertThat(failing(
                                Severity.CRITICAL,
                                registry()
                                        .policy(
                                                "V2",
                                                allow(
                                                        "'*'",
                                                        "'ecr:BatchGetImage'",
                                                        "arn:aws:ecr:us-east-1:111122223333:repository/prod*")))
                        .summary())
                .contains("(2 repositories: prod/web, production/db)");
    }

    @Test
    void replicationByEveryAccountIsCriticalInScopeV1Too() {
        assertThat(failing(
                                Severity.CRITICAL,
                                registry().policy("V1", allow("'*'", "'ecr:ReplicateImage'", EVERY_REPOSITORY)))
                        .facts())
                .containsEntry("scope", "V1");
    }

    @Test
    void creatingRepositoriesAloneIsMedium() {
        failing(Severity.MEDIUM, registry().policy("V2", allow("'*'", "'ecr:CreateRepository'", EVERY_REPOSITORY)));
    }

    @Test
    void anInactiveGrantIsMediumAndV2IsNoFix() {
        Evidence evidence = failing(
                Severity.MEDIUM, registry().policy("V1", allow("'*'", "'ecr:BatchGetImage'", EVERY_REPOSITORY)));
        assertThat(evidence.summary())
                .isEqualTo("The registry policy would let every AWS account pull images in scope V2"
                        + " (3 repositories: payments/api, prod/web, production/db). Its scope is V1: one"
                        + " PutAccountSetting opens this without a change of the policy.");
        assertThat(evidence.facts())
                .containsEntry("statement 1 (Sid \"Open\") in scope V2 actions", "ecr:BatchGetImage");
        assertThat(evidence.fix())
                .contains(
                        "# Do not switch the scope of the registry policy to V2 before that: it opens these statements.")
                .noneMatch(line -> line.contains("put-account-setting"));
    }

    @Test
    void whatIsOpenNowAndWhatIsInactiveAreBothReported() {
        Evidence evidence =
                failing(Severity.CRITICAL, registry().policy("V1", allow("'*'", "'ecr:*'", EVERY_REPOSITORY)));
        assertThat(evidence.summary())
                .contains("lets every AWS account change images", "It would let every AWS account");
        assertThat(evidence.fix()).noneMatch(line -> line.contains("put-account-setting"));
    }

    @Test
    void aScopeThatIsNotKnownCountsAsV2ForAnAllow() {
        ScopedRegistryPolicy hidden = scoped(
                allow("'*'", "'ecr:BatchGetImage'", EVERY_REPOSITORY), RegistryBuilder.denied("ecr:GetAccountSetting"));
        assertThat(failing(Severity.CRITICAL, registry().policy(hidden)).facts())
                .containsEntry("scope", "not known, V2 is assumed for every Allow");
    }

    @Test
    void theFixIsForThisRegistryAndKeepsTheWayBack() {
        Evidence evidence =
                failing(Severity.CRITICAL, registry().policy("V2", allow("'*'", "'ecr:*'", EVERY_REPOSITORY)));
        assertThat(evidence.fix())
                .containsSubsequence(
                        "aws ecr get-registry-policy --region us-east-1 --query policyText --output text > registry-policy.json",
                        "aws ecr put-registry-policy --region us-east-1 --policy-text file://registry-policy-closed.json",
                        "# Or delete the whole policy at once; other accounts then no longer replicate to this registry: aws ecr delete-registry-policy --region us-east-1");
    }

    @Test
    void aPolicyWithADenyIsNotOfferedForDeletion() {
        String policy =
                "{'Statement': [{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:BatchGetImage', 'Resource': '*'},"
                        + "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:PutImage', 'Resource': '*'}]}";
        assertThat(failing(Severity.CRITICAL, registry().policy("V2", policy)).fix())
                .noneMatch(line -> line.contains("delete-registry-policy"));
    }

    @Test
    void aNewRepositoryIsNoOtherState() {
        RegistryBuilder open = registry().policy("V2", allow("'*'", "'ecr:*'", EVERY_REPOSITORY));
        assertThat(failing(Severity.CRITICAL, open).facts())
                .isEqualTo(failing(Severity.CRITICAL, open.repositories("a/first", "prod/web"))
                        .facts());
    }

    @Test
    void anEmptyRegistryFailsForTheRepositoriesToCome() {
        assertThat(failing(
                                Severity.CRITICAL,
                                registry()
                                        .repositories()
                                        .policy("V2", allow("'*'", "'ecr:PutImage'", EVERY_REPOSITORY)))
                        .summary())
                .contains("(no repository at present)");
    }

    @Test
    void repositoriesThatMayNotBeListedHideNothing() {
        assertThat(failing(
                                Severity.CRITICAL,
                                registry()
                                        .repositories(RegistryBuilder.<List<String>>denied("ecr:DescribeRepositories"))
                                        .policy("V2", allow("'*'", "'ecr:PutImage'", EVERY_REPOSITORY)))
                        .summary())
                .contains("(the repositories could not be listed)");
    }

    @Test
    void aPolicyThatMayNotBeReadIsUnknown() {
        ScopedRegistryPolicy denied = new ScopedRegistryPolicy(
                RegistryBuilder.<RegistryPolicy>denied("ecr:GetRegistryPolicy"), new Reading.Known<>("V2"));
        assertThat(evaluate(registry().policy(denied)))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.denied().orElseThrow().action())
                                .isEqualTo("ecr:GetRegistryPolicy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{'Statement': {'Effect': 'perhaps'}}"})
    void aPolicyThatCannotBeParsedIsUnknown(String text) {
        assertThat(evaluate(registry().policy("V2", text))).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void aScopeThatMayNotBeReadIsUnknownWhereNothingIsOpen() {
        String closed = allow("{'AWS': '111122223333'}", "'ecr:*'", EVERY_REPOSITORY);
        assertThat(evaluate(registry().policy(scoped(closed, RegistryBuilder.denied("ecr:GetAccountSetting")))))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.denied().orElseThrow().action())
                                .isEqualTo("ecr:GetAccountSetting"));
    }

    @Test
    void aScopeThatTheRegionDoesNotHaveDecidesNothingWhereNothingIsOpen() {
        String closed = allow("{'AWS': '111122223333'}", "'ecr:*'", EVERY_REPOSITORY);
        assertThat(evaluate(registry().policy(scoped(closed, new Reading.Absent<>()))))
                .isEqualTo(new Verdict.Pass());
        assertThat(evaluate(registry().policy("V3", closed))).isEqualTo(new Verdict.Pass());
    }

    private static ScopedRegistryPolicy scoped(String policy, Reading<String> scope) {
        return new ScopedRegistryPolicy(new Reading.Known<>(RegistryPolicy.of(policy.replace('\'', '"'))), scope);
    }

    private static String allow(String principal, String action, String resource) {
        return "{'Statement': {'Sid': 'Open', 'Effect': 'Allow', 'Principal': " + principal + ", 'Action': " + action
                + ", 'Resource': '" + resource + "'}}";
    }

    private static Verdict evaluate(RegistryBuilder registry) {
        return new RegistryPolicyNotPublic(TrustedParties.NOBODY).evaluate(registry.built());
    }

    private static Evidence failing(Severity severity, RegistryBuilder registry) {
        Verdict.Fail fail = (Verdict.Fail) evaluate(registry);
        assertThat(fail.severity()).isEqualTo(severity);
        return fail.evidence();
    }
}
