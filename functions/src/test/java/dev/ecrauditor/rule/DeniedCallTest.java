package dev.ecrauditor.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A denied call in words, and what would help. */
class DeniedCallTest {

    private static final String ACTION = "ecr:GetRepositoryPolicy";

    private static DeniedCall call(String action, PolicyType type, boolean explicit) {
        return new DeniedCall(action, new Denial(type, explicit));
    }

    private static String advice(DeniedCall call) {
        return String.join("\n", DenialAdvice.of(call, SnapshotBuilder.ARN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IDENTITY | false | missing permission ecr:GetRepositoryPolicy",
                "IDENTITY | true | an identity-based policy of the auditor's role explicitly denies ecr:GetRepositoryPolicy",
                "RESOURCE | false | the repository policy does not allow ecr:GetRepositoryPolicy",
                "RESOURCE | true | the repository policy locks the auditor out, it explicitly denies ecr:GetRepositoryPolicy",
                "SERVICE_CONTROL | false | a service control policy of the organization does not allow ecr:GetRepositoryPolicy",
                "SERVICE_CONTROL | true | a service control policy of the organization explicitly denies ecr:GetRepositoryPolicy",
                "RESOURCE_CONTROL | true | a resource control policy of the organization explicitly denies ecr:GetRepositoryPolicy",
                "PERMISSIONS_BOUNDARY | false | the permissions boundary of the auditor's role does not allow ecr:GetRepositoryPolicy",
                "SESSION | true | the session policy of the auditor's role explicitly denies ecr:GetRepositoryPolicy",
                "VPC_ENDPOINT | true | the policy of the VPC endpoint that the auditor calls through explicitly denies ecr:GetRepositoryPolicy",
                "ROLE_TRUST | false | the trust policy of the role that the auditor assumes does not allow ecr:GetRepositoryPolicy",
                "NOT_SAID | false | AWS denies ecr:GetRepositoryPolicy without saying which kind of policy does",
                "NOT_SAID | true | AWS explicitly denies ecr:GetRepositoryPolicy without saying which kind of policy does"
            })
    void everyKindHasItsOwnWords(PolicyType type, boolean explicit, String words) {
        assertThat(call(ACTION, type, explicit).cause()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kms:DescribeKey | the key policy of the KMS key explicitly denies kms:DescribeKey",
                "sts:AssumeRole | the trust policy of the role that the auditor assumes explicitly denies sts:AssumeRole",
                "ecr:GetRegistryScanningConfiguration | the registry policy explicitly denies ecr:GetRegistryScanningConfiguration",
                "ecr:GetRegistryPolicy | the registry policy explicitly denies ecr:GetRegistryPolicy",
                "ecr:GetAccountSetting | the registry policy explicitly denies ecr:GetAccountSetting",
                "ecr:DescribeRegistry | the registry policy explicitly denies ecr:DescribeRegistry",
                "ecr:DescribeRepositoryCreationTemplates | the registry policy explicitly denies ecr:DescribeRepositoryCreationTemplates",
                "ecr:DescribePullThroughCacheRules | the registry policy explicitly denies ecr:DescribePullThroughCacheRules",
                "ecr:GetSigningConfiguration | the registry policy explicitly denies ecr:GetSigningConfiguration",
                "ecr:GetLifecyclePolicy | the repository policy locks the auditor out, it explicitly denies ecr:GetLifecyclePolicy",
                "ecr:DescribeRepositories | the repository policy locks the auditor out, it explicitly denies ecr:DescribeRepositories"
            })
    void whichResourcePolicyItIsDependsOnTheCall(String action, String words) {
        assertThat(call(action, PolicyType.RESOURCE, true).cause()).isEqualTo(words);
    }

    /** Of every other kind an Allow in IAM would be wasted time. */
    @ParameterizedTest
    @MethodSource("dev.ecrauditor.repository.Denial#all")
    void onlyAMissingPermissionIsHelpedByAnAllow(Denial denial) {
        String advice = advice(new DeniedCall(ACTION, denial));
        boolean isMissing = denial.equals(new Denial(PolicyType.IDENTITY, false));
        assertThat(advice.startsWith("# Allow " + ACTION + " to the role the auditor reads with"))
                .isEqualTo(isMissing);
        assertThat(advice).contains(ACTION);
    }

    @Test
    void aLockoutIsUndoneInTheRepositoryPolicyByWhoeverItDoesNotDeny() {
        assertThat(DenialAdvice.of(call(ACTION, PolicyType.RESOURCE, true), SnapshotBuilder.ARN))
                .containsExactly(
                        "# No IAM Allow helps: the repository policy denies ecr:GetRepositoryPolicy. Change or remove it as a"
                                + " principal that it does not deny, or as the account's root user:",
                        "aws ecr delete-repository-policy --region us-east-1 --repository-name payments/api");
    }

    @Test
    void aPolicyOfTheOrganizationIsChangedByItsManagementAccount() {
        assertThat(advice(call(ACTION, PolicyType.SERVICE_CONTROL, true)))
                .contains("management account", "--target-id 111122223333 --filter SERVICE_CONTROL_POLICY");
        assertThat(advice(call(ACTION, PolicyType.RESOURCE_CONTROL, true)))
                .contains("management account", "--filter RESOURCE_CONTROL_POLICY");
    }

    @Test
    void aKeyPolicyIsChangedAtTheKey() {
        assertThat(advice(call("kms:DescribeKey", PolicyType.RESOURCE, false)))
                .contains("key policy", "aws kms get-key-policy")
                .doesNotContain("repository-policy");
    }

    @Test
    void withoutARepositoryTheRegistrysPolicyIsMeant() {
        assertThat(String.join(
                        "\n",
                        DenialAdvice.of(
                                call("ecr:DescribeRepositories", PolicyType.RESOURCE, true),
                                "111122223333",
                                "eu-west-1")))
                .contains("registry policy", "aws ecr get-registry-policy --region eu-west-1")
                .doesNotContain("delete-repository-policy");
    }

    @ParameterizedTest
    @EnumSource(PolicyType.class)
    void whatIsSaidFitsAStepOfAChatMessage(PolicyType type) {
        for (boolean explicit : List.of(true, false)) {
            List<String> lines = DenialAdvice.of(call(ACTION, type, explicit), SnapshotBuilder.ARN);
            assertThat(String.join(" ", lines).length()).isLessThanOrEqualTo(350);
            assertThat(lines).allMatch(line -> line.startsWith("# ") || line.startsWith("aws "));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ecrauditor.repository.Denial#all")
    void noKindOfDenialIsAPass(Denial denial) {
        Reading<dev.ecrauditor.repository.RepositoryPolicy> denied =
                new Reading.Unreadable<>(ACTION, "ECR denies reading the repository policy", denial);
        RuleCatalog.standard(java.time.Duration.ofMinutes(15))
                .evaluate(SnapshotBuilder.repository().policy(denied).built())
                .forEach((metadata, verdict) -> {
                    if (metadata.setting() == dev.ecrauditor.repository.Setting.POLICY) {
                        assertThat(verdict)
                                .isInstanceOfSatisfying(
                                        Verdict.Unknown.class,
                                        unknown ->
                                                assertThat(unknown.denied()).hasValue(new DeniedCall(ACTION, denial)));
                    }
                });
    }
}
