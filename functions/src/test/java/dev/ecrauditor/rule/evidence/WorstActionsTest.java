package dev.ecrauditor.rule.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which action of many is named first. That the policy allows it too is compared by NaiveAgreement of the policy module. */
class WorstActionsTest {

    @Test
    void theWorstActionsComeFirstAndHarmlessOnesAreLeftOut() {
        assertThat(WorstActions.among(List.of("ecr:DescribeImages", "ecr:BatchGetImage", "ecr:PutImage")))
                .containsExactly("ecr:PutImage", "ecr:BatchGetImage");
        assertThat(WorstActions.among(List.of("ecr:DescribeImages"))).isEmpty();
    }

    @Test
    void theExampleHasTheWorstActionAndTheContextOfTheRequestThatWasFound() {
        Grant grant = grant("\"ecr:BatchGetImage\", \"ecr:PutImage\"");
        assertThat(grant.witness().action()).isEqualTo("ecr:BatchGetImage");
        Grant example = WorstActions.example(grant);
        assertThat(example.witness().action()).isEqualTo("ecr:PutImage");
        assertThat(example.witness().principal()).isEqualTo(grant.witness().principal());
        assertThat(example.witness().context())
                .isEqualTo(grant.witness().context())
                .isNotEmpty();
        assertThat(example.actions()).isEqualTo(grant.actions());
    }

    @Test
    void withoutAWorseActionTheRequestThatWasFoundIsTheExample() {
        Grant grant = grant("\"ecr:ListImages\"");
        assertThat(WorstActions.example(grant)).isEqualTo(grant);
    }

    @Test
    void aGrantWithAWorseActionRanksFirst() {
        assertThat(WorstActions.rank(grant("\"ecr:PutImage\"")))
                .isLessThan(WorstActions.rank(grant("\"ecr:BatchGetImage\"")));
        assertThat(WorstActions.rank(grant("\"ecr:BatchGetImage\"")))
                .isLessThan(WorstActions.rank(grant("\"ecr:ListImages\"")));
    }

    private static Grant grant(String actions) {
        Policy policy = (Policy) PolicyParser.parse(
                "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": [" + actions + "]}]}");
        return PolicyAnalysis.of(policy, "111122223333").grants().get(0);
    }
}
