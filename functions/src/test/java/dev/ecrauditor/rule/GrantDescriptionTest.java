package dev.ecrauditor.rule;

import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.rule.evidence.Evidence;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How the rules about access describe to whom a policy grants access. */
class GrantDescriptionTest {

    private static Evidence failing(String ruleId, String statements) {
        return repository().policy("{'Statement': [" + statements + "]}").failing(ruleId);
    }

    @Test
    void aNetworkIsNamedWithTheProofAndWithoutInTheSummary() {
        Evidence evidence = failing(
                "ecr-policy-no-foreign-account",
                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:ListImages',"
                        + " 'Condition': {'StringEquals': {'aws:SourceVpce': 'vpce-0a1b2c3d4e5f67890'}}}");
        assertThat(evidence.summary()).contains("every AWS account from some network");
        assertThat(evidence.facts().get("statement 1 grants access to"))
                .startsWith("every AWS account from the network ")
                .contains("vpce-0a1b2c3d4e5f67890");
    }

    @Test
    void anUnknownAccountIsReportedAsUnknown() {
        Evidence evidence = failing(
                "ecr-policy-no-foreign-account",
                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:ListImages',"
                        + " 'Condition': {'StringLike': {'aws:userid': 'AROAEXAMPLEROLEID12345:*'}}}");
        assertThat(evidence.summary()).contains("a principal whose account the policy does not name");
        assertThat(evidence.facts().get("statement 1 grants access to"))
                .contains("of an account that the policy does not name");
    }

    @Test
    void onlyADenyAboutTheProvenActionIsNamedAsNotStopping() {
        String allow = "{'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:ListImages'}";
        String deny = "{'Sid': 'Tls', 'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:%s',"
                + " 'Condition': {'Bool': {'aws:SecureTransport': 'false'}}}";
        assertThat(failing("ecr-policy-no-foreign-account", allow + "," + deny.formatted("ListImages"))
                        .facts())
                .containsKey("statement 1 not stopped by");
        assertThat(failing("ecr-policy-no-foreign-account", allow + "," + deny.formatted("PutImage"))
                        .facts())
                .doesNotContainKey("statement 1 not stopped by");
    }

    @Test
    void aDenyOfEverythingIsNoWildcardThatAllows() {
        String deny = "{'Effect': 'Deny', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:*'}";
        Evidence evidence = failing(
                "ecr-policy-no-wildcard-action",
                deny + ", {'Effect': 'Allow', 'Principal': {'AWS': '111122223333'}, 'Action': 'ecr:Get*'}");
        assertThat(evidence.facts().keySet()).noneMatch(name -> name.startsWith("statement 1"));
        assertThat(evidence.facts().keySet()).anyMatch(name -> name.startsWith("statement 2"));
    }

    @Test
    void asManyAreNamedAsThereIsRoomForAndTheOthersAreCounted() {
        int most = IntStream.rangeClosed(1, 50)
                .filter(count -> !foreignSummary(count + 1).contains(account(count)))
                .findFirst()
                .orElseThrow();
        assertThat(foreignSummary(most)).contains(account(most - 1)).doesNotContain(" more");
        assertThat(foreignSummary(most + 1)).contains(account(most - 1)).contains(" and 1 more");
        assertThat(foreignSummary(most + 7)).contains(" and 7 more");
    }

    private static String foreignSummary(int accounts) {
        String all = IntStream.range(0, accounts)
                .mapToObj(i -> "'" + account(i) + "'")
                .collect(Collectors.joining(", "));
        return failing(
                        "ecr-policy-no-foreign-account",
                        "{'Effect': 'Allow', 'Principal': {'AWS': [" + all + "]}, 'Action': 'ecr:ListImages'}")
                .summary();
    }

    private static String account(int number) {
        return Integer.toString(444_455_000 + number) + "666";
    }

    @Test
    void oneThatNeverWasOutweighsThoseThatWereDeleted() {
        String deleted =
                "{'Effect': 'Allow', 'Principal': {'AWS': 'AIDAJ45Q7YFFAREXAMPLE'}, 'Action': 'ecr:ListImages'}";
        String unknown =
                "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::987654321:root'}, 'Action': 'ecr:ListImages'}";
        String onlyDeleted = failing("ecr-policy-readable", deleted).summary();
        String onlyUnknown = failing("ecr-policy-readable", unknown).summary();
        assertThat(onlyDeleted).isNotEqualTo(onlyUnknown);
        for (String both : List.of(deleted + "," + unknown, unknown + "," + deleted)) {
            assertThat(failing("ecr-policy-readable", both).summary()).isEqualTo(onlyUnknown);
        }
    }

    @Test
    void theFixIsWrittenForThisVeryRepository() {
        RuleMetadata metadata = RuleMetadata.of("id")
                .title("title")
                .problem("problem")
                .why("why")
                .fix("a {repository} {region}", "b {account} {domain} {repository}")
                .severity(Severity.LOW)
                .setting(dev.ecrauditor.repository.Setting.POLICY)
                .build();
        assertThat(metadata.fixFor(SnapshotBuilder.ARN))
                .containsExactly(
                        "a payments/api us-east-1", "b 111122223333 " + SnapshotBuilder.ARN.domain() + " payments/api");
    }
}
