package dev.ecrauditor.rule;

import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.analysis.DenyGap;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.explain.DenyGapDescription;
import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong with a policy, and who denies a call, in words that fit the case. */
class PolicyFaultDescriptionTest {

    private static final String DELETED =
            "{'Effect': 'Allow', 'Principal': {'AWS': 'AIDAJ45Q7YFFAREXAMPLE'}," + " 'Action': 'ecr:ListImages'}";
    private static final String NOBODY =
            "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::987654321:root'}," + " 'Action': 'ecr:ListImages'}";
    private static final String WILDCARD =
            "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::111122223333:role/team-*'},"
                    + " 'Action': 'ecr:ListImages'}";

    private static Evidence failing(String ruleId, String statements) {
        return repository().policy("{'Statement': [" + statements + "]}").failing(ruleId);
    }

    @Test
    void anUndocumentedPrincipalFormIsNotADeletedPrincipal() {
        assertThat(failing("ecr-policy-readable", DELETED).summary())
                .isEqualTo("The policy names identities that no longer exist.");
        assertThat(failing("ecr-policy-readable", NOBODY).summary())
                .isEqualTo("The policy names a principal that does not exist.");
        assertThat(failing("ecr-policy-readable", WILDCARD).summary())
                .isEqualTo("The policy has a form that AWS does not document, so it may not mean what it says.");
    }

    @Test
    void aDeletedPrincipalIsReportedBeforeAnUndocumentedForm() {
        for (String both : List.of(WILDCARD + "," + NOBODY, NOBODY + "," + WILDCARD, WILDCARD + "," + DELETED)) {
            assertThat(failing("ecr-policy-readable", both).summary())
                    .isEqualTo("The policy names a principal that does not exist.");
        }
    }

    @Test
    void anUnknownActionIsNamedWithTheNearestRealOneInItsOwnStatement() {
        String unknown = "{'Effect': 'Allow', 'Principal': {'AWS': '444455556666'},"
                + " 'Action': ['ecr:ListImages', 'ecr:PutImagee', 'ecr:ZzzQqqXxx']}";
        String other = "{'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:PutImage'}";
        Evidence evidence = failing("ecr-policy-no-foreign-account", other + "," + unknown);
        assertThat(evidence.facts().get("statement 2 unknown actions"))
                .isEqualTo("ecr:PutImagee (perhaps ecr:PutImage), ecr:ZzzQqqXxx");
        assertThat(evidence.facts()).doesNotContainKey("statement 1 unknown actions");
        assertThat(failing("ecr-policy-no-foreign-account", other).facts())
                .doesNotContainKey("statement 1 unknown actions");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PERMISSIONS_BOUNDARY | The permissions boundary of the auditor's role",
                "SESSION | The session policy passed when the auditor's role was assumed",
                "VPC_ENDPOINT | The policy of the VPC endpoint that the auditor calls through",
                "SERVICE_CONTROL | A service control policy of the organization",
                "RESOURCE_CONTROL | A resource control policy of the organization",
                "ROLE_TRUST | The trust policy of the role that the auditor assumes"
            })
    void anExplicitDenyAndAMissingAllowAreDistinguished(PolicyType type, String subject) {
        assertThat(advice("sts:AssumeRole", type, true).get(0)).contains(subject + " denies sts:AssumeRole.");
        assertThat(advice("sts:AssumeRole", type, false).get(0)).contains(subject + " does not allow sts:AssumeRole.");
    }

    @Test
    void whereAwsDoesNotSayWhoDeniesAnExplicitDenyIsNotCalledAMissingPermission() {
        assertThat(advice("ecr:GetRepositoryPolicy", PolicyType.NOT_SAID, true).get(0))
                .contains("explicitly", "No IAM Allow helps")
                .doesNotContain("may be missing");
        assertThat(advice("ecr:GetRepositoryPolicy", PolicyType.NOT_SAID, false).get(0))
                .contains("may be missing")
                .doesNotContain("explicitly");
    }

    @Test
    void whoMayAssumeTheRoleIsChangedAtTheRole() {
        assertThat(advice("sts:AssumeRole", PolicyType.RESOURCE, false))
                .hasSize(2)
                .last()
                .asString()
                .contains("aws iam get-role", "AssumeRolePolicyDocument");
    }

    private static List<String> advice(String action, PolicyType type, boolean explicit) {
        return DenialAdvice.of(new DeniedCall(action, new Denial(type, explicit)), SnapshotBuilder.ARN);
    }

    @Test
    void whatIsUnknownIsSaidWithWhoDeniesIt() {
        DeniedCall call = new DeniedCall("ecr:GetRepositoryPolicy", new Denial(PolicyType.IDENTITY, false));
        assertThat(new Verdict.Unknown("ECR denies it", Optional.of(call)).sentence())
                .isEqualTo("ECR denies it; " + call.cause());
        assertThat(new Verdict.Unknown("ECR gave no answer", Optional.empty()).sentence())
                .isEqualTo("ECR gave no answer");
    }

    @ParameterizedTest
    @EnumSource(DenyGap.Cause.class)
    void everyFaultOfADenyHasItsOwnWordsAndItsOwnChange(DenyGap.Cause cause) {
        DenyGap gap = gap(cause);
        assertThat(DenyGapDescription.fault(gap)).isNotBlank();
        assertThat(DenyGapDescription.change(gap)).isNotBlank();
        assertThat(DenyGapDescription.of(gap))
                .isEqualTo(gap.isFault() ? ", and is not relied on: " + DenyGapDescription.fault(gap) : "");
        for (DenyGap.Cause other : DenyGap.Cause.values()) {
            if (other != cause) {
                assertThat(DenyGapDescription.fault(gap(other))).isNotEqualTo(DenyGapDescription.fault(gap));
            }
        }
    }

    @Test
    void theChangeNamesTheOperatorToWrite() {
        assertThat(DenyGapDescription.change(gap(DenyGap.Cause.NEGATED_FOR_ANY_VALUE)))
                .isEqualTo("write ForAllValues:StringNotLike for aws:PrincipalOrgPaths");
        assertThat(DenyGapDescription.fault(gap(DenyGap.Cause.NO_SET_OPERATOR))).contains("aws:PrincipalOrgPaths");
        assertThat(DenyGapDescription.fault(gap(DenyGap.Cause.NO_VALUES))).contains("aws:PrincipalOrgPaths");
        assertThat(DenyGapDescription.fault(gap(DenyGap.Cause.NOT_DOCUMENTED)))
                .contains("ForAnyValue:StringNotLike on aws:PrincipalOrgPaths");
    }

    private static DenyGap gap(DenyGap.Cause cause) {
        Policy policy = (Policy) PolicyParser.parse(
                ("{'Statement': [{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Condition':"
                                + " {'ForAnyValue:StringNotLike': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}}}]}")
                        .replace('\'', '"'));
        Statement deny = policy.statements().get(0);
        Condition condition = deny.conditions().get(0);
        return new DenyGap(deny, Optional.of(condition), cause);
    }
}
