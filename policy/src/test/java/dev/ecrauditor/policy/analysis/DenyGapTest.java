package dev.ecrauditor.policy.analysis;

import static dev.ecrauditor.policy.analysis.PolicyTexts.allow;
import static dev.ecrauditor.policy.analysis.PolicyTexts.denyIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a Deny beside a public Allow does not stop the example request. */
class DenyGapTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'StringNotEquals': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}} | NO_SET_OPERATOR | true",
                "{'StringEquals': {'aws:SourceIp': []}} | NO_VALUES | true",
                "{'StringMatches': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}} | NOT_DOCUMENTED | true",
                "{'ForAnyValue:StringNotEquals': {'aws:TagKeys': 'a'}} | NEGATED_FOR_ANY_VALUE | true",
                "{'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}} | NOT_MET | false"
            })
    void aConditionThatLetsTheRequestPastIsNamedWithItsCause(String condition, DenyGap.Cause cause, boolean fault) {
        DenyGap gap = onlyGap(denyIf(condition));

        assertThat(gap.cause()).isEqualTo(cause);
        assertThat(gap.isFault()).isEqualTo(fault);
        assertThat(gap.condition()).map(Condition::operator).isPresent();
        assertThat(gap.deny().number()).isEqualTo(2);
    }

    @Test
    void aFaultyConditionIsNamedBeforeOneThatIsNotMet() {
        DenyGap gap = onlyGap(denyIf("{'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'aws:SourceVpc': []}}"));

        assertThat(gap.cause()).isEqualTo(DenyGap.Cause.NO_VALUES);
        assertThat(gap.condition().map(Condition::key)).contains(ConditionKey.SOURCE_VPC);
    }

    @Test
    void theFirstConditionThatIsNotMetIsNamed() {
        DenyGap gap = onlyGap(denyIf(
                "{'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'aws:PrincipalAccount': '111122223333'}}"));

        assertThat(gap.cause()).isEqualTo(DenyGap.Cause.NOT_MET);
        assertThat(gap.condition().map(Condition::key)).contains(ConditionKey.PRINCIPAL_ORGANIZATION);
    }

    @Test
    void aDenyForOthersNamesNoCondition() {
        DenyGap gap = onlyGap("{'Effect': 'Deny', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:*'}");

        assertThat(gap.cause()).isEqualTo(DenyGap.Cause.OTHER_CALLERS);
        assertThat(gap.isFault()).isFalse();
        assertThat(gap.condition()).isEmpty();
    }

    @Test
    void aStatementThatAwsRefusesIsAFault() {
        DenyGap gap = onlyGap(
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Resource': 'arn:aws:ecr:eu-west-1:111122223333:repository/a'}");

        assertThat(gap.cause()).isEqualTo(DenyGap.Cause.STATEMENT_NOT_RELIED_ON);
        assertThat(gap.isFault()).isTrue();
    }

    @Test
    void aDenyOfOtherActionsIsNotAskedAbout() {
        assertThat(gaps("{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:PutImage'}"))
                .isEmpty();
    }

    private static DenyGap onlyGap(String deny) {
        List<DenyGap> gaps = gaps(deny);
        assertThat(gaps).hasSize(1);
        return gaps.get(0);
    }

    private static List<DenyGap> gaps(String deny) {
        Policy policy = (Policy) PolicyParser.parse(policy(allow("'*'"), deny));
        AccessFacts facts = PolicyAnalysis.of(policy, "111122223333");
        return DenyGap.of(policy, facts.grants().get(0));
    }
}
