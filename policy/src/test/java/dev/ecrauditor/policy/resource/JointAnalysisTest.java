package dev.ecrauditor.policy.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.resource.ScopedPolicy.AtResource;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A repository policy and a registry policy together: an Allow in either opens, a Deny in either closes. */
class JointAnalysisTest {

    private static final String OWNER = "111122223333";
    private static final String FOREIGN = "444455556666";
    private static final String ARN = "arn:aws:ecr:us-east-1:111122223333:repository/app";

    private static Policy policy(String... statements) {
        return of("2012-10-17", statements);
    }

    private static Policy of(String version, String... statements) {
        String text = "{'Version': '" + version + "', 'Statement': [" + String.join(", ", statements) + "]}";
        return (Policy) PolicyParser.parse(text.replace('\'', '"'));
    }

    private static String allow(String actions) {
        return "{'Effect': 'Allow', 'Principal': {'AWS': '" + FOREIGN + "'}, 'Action': [" + actions
                + "], 'Resource': '*'}";
    }

    private static String deny(String actions) {
        return "{'Effect': 'Deny', 'Principal': '*', 'Action': [" + actions + "], 'Resource': '*'}";
    }

    private static String denyIf(String actions, String condition) {
        return deny(actions).replaceFirst("}$", ", 'Condition': {" + condition + "}}");
    }

    private static AtResource registry(RegistryScope scope, String... statements) {
        return new ScopedPolicy(policy(statements), scope).at(ARN);
    }

    private static List<String> actions(AccessFacts facts) {
        return facts.grants().stream()
                .map(Grant::actions)
                .flatMap(levels -> levels.values().stream())
                .flatMap(Collection::stream)
                .sorted()
                .toList();
    }

    private static JointAnalysis ofRegistry(AtResource registry, Policy repository) {
        return JointAnalysis.ofRegistryPolicy(registry, repository.statements(), repository.hasVariables(), OWNER);
    }

    private static JointAnalysis ofRegistry(AtResource registry) {
        return JointAnalysis.ofRegistryPolicy(registry, List.of(), false, OWNER);
    }

    @Test
    void aDenyOfTheRegistryPolicyClosesByItsScope() {
        Policy repository = policy(allow("'ecr:PutImage', 'ecr:ReplicateImage'"));
        for (RegistryScope scope : RegistryScope.values()) {
            AtResource registry = registry(scope, deny("'ecr:*'"));
            List<String> left = scope == RegistryScope.V2 ? List.of() : List.of("ecr:PutImage");
            JointAnalysis analysis = JointAnalysis.ofRepositoryPolicy(repository, registry, OWNER);
            assertThat(actions(analysis.facts())).as("%s", scope).isEqualTo(left);
            assertThat(actions(JointAnalysis.factsOfRepositoryPolicy(repository, registry, OWNER)))
                    .isEqualTo(left);
            assertThat(analysis.closed()).singleElement().satisfies(closed -> {
                assertThat(closed.actions()).contains("ecr:ReplicateImage");
                assertThat(closed.by()).singleElement().satisfies(by -> {
                    assertThat(by.isOfOtherPolicy()).isTrue();
                    assertThat(by.deny().number()).isEqualTo(1);
                });
            });
        }
    }

    @Test
    void aDenyOfTheRegistryPolicyAboutOtherActionsDecidesNothingInV1() {
        assertThat(registry(RegistryScope.V1, deny("'ecr:PutImage'")).decidesNothing())
                .isTrue();
        assertThat(registry(RegistryScope.V2, deny("'ecr:PutImage'")).decidesNothing())
                .isFalse();
        assertThat(registry(RegistryScope.V1, deny("'ecr:CreateRepository'")).decidesNothing())
                .isFalse();
        assertThat(AtResource.NOTHING.decidesNothing()).isTrue();
    }

    @Test
    void anAllowOfTheRegistryPolicyIsNoneOfTheRepositoryPolicy() {
        AtResource registry = registry(RegistryScope.V2, allow("'ecr:PutImage'"));
        assertThat(JointAnalysis.ofRepositoryPolicy(policy(deny("'s3:*'")), registry, OWNER)
                        .facts()
                        .grants())
                .isEmpty();
    }

    @Test
    void anAllowOfTheRegistryPolicyOpensAsInV2WhateverItsScope() {
        for (RegistryScope scope : RegistryScope.values()) {
            assertThat(actions(
                            ofRegistry(registry(scope, allow("'ecr:PutImage'"))).facts()))
                    .containsExactly("ecr:PutImage");
        }
    }

    @Test
    void aRegistryPolicyGrantsOnlyWhatARequestToAnotherRegistryCanReach() {
        AtResource registry = registry(
                RegistryScope.V2,
                allow(
                        "'ecr:CreatePullThroughCacheRule', 'ecr:PutRegistryPolicy', 'ecr:GetAuthorizationToken', 'ecr:BatchGetRepositoryScanningConfiguration', 'ecr:NewAction'"));
        assertThat(actions(ofRegistry(registry).facts()))
                .containsExactly("ecr:CreatePullThroughCacheRule", "ecr:NewAction");
    }

    @Test
    void aDenyOfTheRepositoryPolicyClosesActionsOnTheRepository() {
        AtResource registry = registry(
                RegistryScope.V2,
                allow("'ecr:PutImage', 'ecr:CreateRepository', 'ecr:CreatePullThroughCacheRule', 'ecr:NewAction'"));
        JointAnalysis analysis = ofRegistry(registry, policy(allow("'ecr:*'"), deny("'ecr:*'")));
        assertThat(actions(analysis.facts())).containsExactly("ecr:CreatePullThroughCacheRule", "ecr:CreateRepository");
        assertThat(analysis.closed()).singleElement().satisfies(closed -> {
            assertThat(closed.actions()).containsExactlyInAnyOrder("ecr:PutImage", "ecr:NewAction");
            assertThat(closed.by()).singleElement().satisfies(by -> {
                assertThat(by.isOfOtherPolicy()).isTrue();
                assertThat(by.deny().number()).isEqualTo(2);
            });
        });
    }

    @Test
    void aDenyOfTheRegistryPolicyItselfClosesWhereTheScopeIsKnown() {
        String[] both = {allow("'ecr:PutImage', 'ecr:ReplicateImage'"), deny("'ecr:*'")};
        assertThat(actions(ofRegistry(registry(RegistryScope.V2, both)).facts()))
                .isEmpty();
        assertThat(actions(ofRegistry(registry(RegistryScope.V1, both)).facts()))
                .isEmpty();
        JointAnalysis unknown = ofRegistry(registry(RegistryScope.UNKNOWN, both));
        assertThat(actions(unknown.facts())).containsExactly("ecr:PutImage");
        assertThat(unknown.closed())
                .singleElement()
                .satisfies(closed -> assertThat(closed.by()).singleElement().satisfies(by -> {
                    assertThat(by.isOfOtherPolicy()).isFalse();
                    assertThat(by.deny().number()).isEqualTo(2);
                }));
    }

    @Test
    void theDenyThatSufficesIsNamedAndNotTheOthers() {
        Policy repository = policy(
                allow("'ecr:PutImage'"),
                denyIf("'ecr:*'", "'StringEquals': {'aws:PrincipalTag/x': 'y'}"),
                deny("'ecr:PutImage'"),
                deny("'ecr:BatchGetImage'"));
        assertThat(JointAnalysis.ofRepositoryPolicy(repository, AtResource.NOTHING, OWNER)
                        .closed())
                .singleElement()
                .satisfies(closed -> assertThat(closed.by())
                        .extracting(by -> by.deny().number())
                        .containsExactly(3));
    }

    @Test
    void deniesThatOnlyTogetherCloseAreAllNamed() {
        Policy repository = policy(
                allow("'ecr:PutImage'"),
                denyIf("'ecr:*'", "'Null': {'aws:PrincipalTag/x': 'true'}"),
                denyIf("'ecr:*'", "'Null': {'aws:PrincipalTag/x': 'false'}"));
        assertThat(JointAnalysis.ofRepositoryPolicy(repository, AtResource.NOTHING, OWNER)
                        .closed())
                .singleElement()
                .satisfies(closed -> assertThat(closed.by())
                        .extracting(by -> by.deny().number())
                        .containsExactly(2, 3));
    }

    @Test
    void closedActionsOfDifferentDeniesAreApart() {
        Policy repository = policy(
                allow("'ecr:PutImage', 'ecr:BatchGetImage'"), deny("'ecr:PutImage'"), deny("'ecr:BatchGetImage'"));
        assertThat(JointAnalysis.ofRepositoryPolicy(repository, AtResource.NOTHING, OWNER)
                        .closed())
                .extracting(ClosedGrant::actions)
                .containsExactlyInAnyOrder(List.of("ecr:PutImage"), List.of("ecr:BatchGetImage"));
    }

    @Test
    void aDenyThatLeavesSomebodyClosesNothing() {
        Policy repository =
                policy(allow("'ecr:PutImage'"), denyIf("'ecr:*'", "'StringEquals': {'aws:PrincipalTag/x': 'y'}"));
        assertThat(JointAnalysis.ofRepositoryPolicy(repository, AtResource.NOTHING, OWNER)
                        .closed())
                .isEmpty();
    }

    @Test
    void withoutADenyNothingIsClosed() {
        assertThat(JointAnalysis.ofRepositoryPolicy(policy(allow("'ecr:PutImage'")), AtResource.NOTHING, OWNER)
                        .closed())
                .isEmpty();
    }

    @Test
    void manyDeniesAreNamedTogetherWithoutATrialOfEach() {
        String[] statements = IntStream.range(0, 26)
                .mapToObj(i -> i == 0 ? allow("'ecr:PutImage'") : deny("'ecr:PutImage'"))
                .toArray(String[]::new);
        assertThat(JointAnalysis.ofRepositoryPolicy(policy(statements), AtResource.NOTHING, OWNER)
                        .closed())
                .singleElement()
                .satisfies(closed -> assertThat(closed.by()).hasSize(25));
    }

    @Test
    void anUnclearResourceIsUnclear() {
        AtResource registry = new ScopedPolicy(
                        policy(allow("'ecr:PutImage'")
                                .replace("'*'}", "'arn:aws:ecr:*:*:repository/${aws:username}${aws:PrincipalTag/x}'}")),
                        RegistryScope.V2)
                .at(ARN);
        AccessFacts facts = ofRegistry(registry).facts();
        assertThat(facts.grants()).isEmpty();
        assertThat(facts.unclear())
                .containsExactly("statement 1 names resources by policy variables that cannot be evaluated");
    }

    @Test
    void aPolicyWithoutVariablesKeepsItsTextBesideOneWithVariables() {
        Policy old = of(
                "2008-10-17",
                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:PutImage', 'Condition': {'StringEquals': {'aws:PrincipalTag/x': '${aws:username}'}}}");
        AtResource registry = registry(RegistryScope.V2, deny("'ecr:BatchGetImage'"));
        Grant grant = JointAnalysis.ofRepositoryPolicy(old, registry, OWNER)
                .facts()
                .grants()
                .get(0);
        assertThat(grant.witness().context()).containsEntry("aws:principaltag/x", List.of("${aws:username}"));
    }

    @Test
    void aPolicyWithVariablesKeepsThemBesideOneWithout() {
        Policy current = policy(
                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:PutImage', 'Condition': {'StringEquals': {'aws:PrincipalTag/x': '${aws:PrincipalAccount}'}}}");
        AtResource registry = new ScopedPolicy(of("2008-10-17", deny("'ecr:BatchGetImage'")), RegistryScope.V2).at(ARN);
        Grant grant = JointAnalysis.ofRepositoryPolicy(current, registry, OWNER)
                .facts()
                .grants()
                .get(0);
        assertThat(grant.witness().context().get("aws:principaltag/x"))
                .isEqualTo(grant.witness().context().get("aws:PrincipalAccount"));
        AtResource allows = new ScopedPolicy(current, RegistryScope.V2).at(ARN);
        Grant ofRegistry = JointAnalysis.ofRegistryPolicy(
                        allows, of("2008-10-17", deny("'ecr:BatchGetImage'")).statements(), false, OWNER)
                .facts()
                .grants()
                .get(0);
        assertThat(ofRegistry.witness().context().get("aws:principaltag/x"))
                .isEqualTo(ofRegistry.witness().context().get("aws:PrincipalAccount"));
    }

    @Test
    void statementsOfAGrantAreThoseOfThePolicyWithTheAllow() {
        Policy repository = policy(deny("'ecr:PutImage'"), allow("'ecr:BatchGetImage'"));
        AtResource registry = registry(RegistryScope.V2, allow("'s3:*'"), deny("'ecr:DescribeImages'"));
        Grant grant = JointAnalysis.ofRepositoryPolicy(repository, registry, OWNER)
                .facts()
                .grants()
                .get(0);
        Statement allow = grant.statement();
        assertThat(allow.number()).isEqualTo(2);
        assertThat(allow.effect()).isEqualTo(Statement.Effect.ALLOW);
    }

    @Test
    void theScopeIsThatOfTheAccountSetting() {
        assertThat(RegistryScope.of("V1")).isEqualTo(RegistryScope.V1);
        assertThat(RegistryScope.of("V2")).isEqualTo(RegistryScope.V2);
        assertThat(RegistryScope.of("V3")).isEqualTo(RegistryScope.UNKNOWN);
    }
}
