package dev.ecrauditor.alert;

import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.policy.PolicyNotPublic;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The corrected policy in each form of an alert. */
class CorrectedPolicyAlertTest {

    private static final String CORRECTED =
            "{'Version':'2012-10-17','Statement':[{'Sid':'AllowAll','Effect':'Allow','Principal':'*','Action':'ecr:BatchGetImage',"
                    + "'Condition':{'StringEquals':{'aws:PrincipalAccount':['111122223333','444455556666']}}}]}";

    private static AlertMessage rendered(AlertBuilder alert) {
        TrustedParties trusted = new TrustedParties(Set.of("444455556666"), Set.of());
        Verdict verdict = new PolicyNotPublic(trusted)
                .evaluate(repository()
                        .policy(
                                "{'Version': '2012-10-17', 'Statement': [{'Sid': 'AllowAll', 'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:BatchGetImage'}]}")
                        .built());
        Verdict.Fail fail = (Verdict.Fail) verdict;
        FindingKey key = new FindingKey(AlertBuilder.NOT_PUBLIC, FindingKey.Kind.VIOLATION);
        return alert.finding(key, fail.severity(), fail.evidence()).rendered();
    }

    @Test
    void theJsonHoldsItAsAnObject() throws MalformedJson {
        Json alert = JsonReader.read(rendered(AlertBuilder.opened()).json());
        assertThat(alert.items("findings").get(0).at("correctedPolicy"))
                .isEqualTo(JsonReader.read(CORRECTED.replace('\'', '"')));
    }

    @Test
    void theEmailHoldsTheCommandsAsTheyStand() {
        assertThat(rendered(AlertBuilder.opened()).email()).contains("""
                What to do (commands that run as they stand)
                  # Keep policy-before.json, it is the way back:
                  aws ecr get-repository-policy --region us-east-1 --repository-name payments/api --query policyText --output text > policy-before.json
                  # Statement 1 (Sid "AllowAll") now requires aws:PrincipalAccount 111122223333,
                  # 444455556666.
                  cat > policy.json <<'EOF'
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "AllowAll",
                      "Effect": "Allow",
                      "Principal": "*",
                      "Action": "ecr:BatchGetImage",
                      "Condition": {
                        "StringEquals": {
                          "aws:PrincipalAccount": [
                            "111122223333",
                            "444455556666"
                          ]
                        }
                      }
                    }
                  ]
                }
                EOF
                  aws ecr set-repository-policy --region us-east-1 --repository-name payments/api --policy-text file://policy.json
                  # Or take the policy away at once:
                  # aws ecr delete-repository-policy --region us-east-1 --repository-name payments/api
                """);
    }

    @Test
    void chatSaysWhereItIs() throws MalformedJson {
        List<String> steps =
                JsonReader.read(rendered(AlertBuilder.opened()).chat()).items("content", "nextSteps").stream()
                        .map(step -> step.text().orElseThrow())
                        .toList();
        assertThat(steps)
                .contains(
                        "Write the corrected policy to the file that the next command names: the JSON alert and the e-mail hold it.")
                .allSatisfy(step -> assertThat(step).hasSizeLessThanOrEqualTo(350));
    }

    @Test
    void aResolvedAlertHoldsNone() throws MalformedJson {
        Json alert =
                JsonReader.read(rendered(AlertBuilder.resolved(Cause.FIXED)).json());
        assertThat(alert.items("findings").get(0).at("correctedPolicy").isAbsent())
                .isTrue();
    }
}
