package dev.ecrauditor.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {

    @TempDir
    private Path folder;

    private CommandRun explain(String policy, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("policy.json"), policy.replace('\'', '"'));
        String[] line = new String[options.length + 4];
        System.arraycopy(new String[] {"policy", file.toString(), "--owner", "111122223333"}, 0, line, 0, 4);
        System.arraycopy(options, 0, line, 4, options.length);
        return CommandRun.of(line);
    }

    /** Some guides show this policy as a good example. The output names principals, actions, statement and fix. */
    @Test
    void thePolicyThatSomeGuidesCallCompliantIsExplained() throws IOException {
        CommandRun run = explain("""
                {'Version': '2008-10-17', 'Statement': [{
                  'Sid': 'new policy', 'Effect': 'Allow', 'Principal': '*',
                  'Action': [
                    'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage', 'ecr:BatchCheckLayerAvailability', 'ecr:ListImages',
                    'ecr:PutImage', 'ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload',
                    'ecr:DescribeRepositories', 'ecr:GetRepositoryPolicy', 'ecr:SetRepositoryPolicy',
                    'ecr:DeleteRepositoryPolicy', 'ecr:DeleteRepository', 'ecr:BatchDeleteImage']}]}""");

        assertThat(run.status()).isZero();
        assertThat(run.out().lines())
                .containsSubsequence(
                        "policy.json (repository of account 111122223333): PUBLIC: every AWS account can use it, and principals outside the account can change it.",
                        "  Statement 1 (Sid \"new policy\") allows principal *:",
                        "    Every identity of every AWS account in the world can",
                        "      list: ecr:ListImages",
                        "      read: ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:DescribeRepositories, ecr:GetDownloadUrlForLayer, ecr:GetRepositoryPolicy",
                        "      write: ecr:BatchDeleteImage, ecr:CompleteLayerUpload, ecr:DeleteRepository, ecr:InitiateLayerUpload, ecr:PutImage, ecr:UploadLayerPart",
                        "      permissions: ecr:DeleteRepositoryPolicy, ecr:SetRepositoryPolicy",
                        "    because the statement has no condition (no aws:PrincipalOrgID or aws:PrincipalAccount condition says who may call).",
                        "    Fix: in statement 1 (Sid \"new policy\") name the accounts in Principal, or add the condition StringEquals aws:PrincipalOrgID with the id of your organization, or take the statement out.");
        assertThat(run.out()).contains("    Example request: arn:aws:iam::", " may call ecr:");
    }

    @Test
    void onlyTrustedPrincipalsAreMarked() throws IOException {
        String policy =
                "{'Statement': {'Effect': 'Allow', 'Principal': {'AWS': ['444455556666', '123456789012']}, 'Action': 'ecr:ListImages'}}";

        assertThat(explain(policy, "--trusted-account", "444455556666").out())
                .contains("Account 444455556666 (trusted) can", "Account 123456789012 can");
        assertThat(explain(policy).out()).doesNotContain("(trusted)");
    }

    @Test
    void aMemberOfATrustedOrganizationIsTrusted() throws IOException {
        assertThat(explain(
                                "{'Statement': {'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:ListImages', 'Condition': {'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}}}",
                                "--trusted-organization",
                                "o-a1b2c3d4e5")
                        .out())
                .contains("Every account of organization o-a1b2c3d4e5 (trusted) can");
    }

    @Test
    void controlCharactersOfThePolicyAreReplaced() throws IOException {
        CommandRun run = explain(
                "{'Statement': {'Sid': '\\u001b[2J\\u202egood', 'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:ListImages', 'Condition': {'Bool': {'aws:\\u0007': 'true'}}}}");

        assertThat(run.out()).contains("(Sid \"?[2J?good\")").doesNotContain("\u001b", "\u202e", "\u0007");
    }

    @Test
    void aPolicyThatCannotBeReadIsNeverCalledPrivate() throws IOException {
        assertThat(explain("{").out()).contains("cannot be read, so it is unknown who can use the repository");
    }

    @Test
    void aPolicyThatCannotBeReadSetsTheExitStatus() throws IOException {
        assertThat(explain("{").status()).isEqualTo(3);
        assertThat(explain("{", "--output", "json").status()).isEqualTo(3);
        assertThat(explain("{'Statement': []}").status()).isZero();
    }

    @Test
    void theWholeOutputOfAwsGetsAHint() throws IOException {
        CommandRun run = explain("{'registryId': '111122223333', 'repositoryName': 'bar', 'policyText': '{}'}");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).contains("add --query policyText --output text");
    }

    private CommandRun lines(String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("policies.jsonl"), String.join("\n", lines));
        return CommandRun.of("policy", file.toString());
    }

    private static final String OPEN =
            "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"ecr:*\"}]}";

    private static String line(String id, String policy) {
        return "{\"id\": \"" + id + "\", \"ownerAccount\": \"111122223333\", \"policy\": " + policy + "}";
    }

    @Test
    void linesAreAnalysedInOrderWhetherThePolicyIsAnObjectOrAText() throws IOException {
        String text = "\"" + OPEN.replace("\"", "\\\"") + "\"";
        CommandRun run = lines(line("a", OPEN), "", line("b", text), line("c", "{\"Statement\": []}"));
        assertThat(run.status()).isZero();
        assertThat(run.out().lines().toList())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("{\"id\":\"a\",\"public\":true"),
                        second -> assertThat(second).startsWith("{\"id\":\"b\",\"public\":true"),
                        third -> assertThat(third).startsWith("{\"id\":\"c\",\"public\":false"));
    }

    @Test
    void aPolicyWithADuplicateElementIsAParseErrorAndStopsNoOther() throws IOException {
        String twice =
                "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"ecr:*\", \"Effect\": \"Deny\"}]}";
        String deep = "[".repeat(900) + "]".repeat(900);
        CommandRun run = lines(line("twice", twice), line("deep", deep), line("open", OPEN));
        assertThat(run.status()).isZero();
        assertThat(run.out().lines().toList())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("{\"id\":\"twice\"")
                                .contains("\"parseError\":true"),
                        second -> assertThat(second)
                                .startsWith("{\"id\":\"deep\"")
                                .contains("\"parseError\":true"),
                        third -> assertThat(third).startsWith("{\"id\":\"open\",\"public\":true"));
    }

    @Test
    void aLineThatIsNotJsonIsWrongUseEvenIfAPolicyCannotBeRead() throws IOException {
        assertThat(lines(line("none", "{\"Statement\": 1}"), "[]").status()).isEqualTo(2);
    }

    @Test
    void aLineThatIsNotJsonIsReportedAtTheEndAfterAllOthers() throws IOException {
        CommandRun run = lines("{\"id\": ", line("open", OPEN), "{\"id\": \"x\", \"policy\": {}}", line("last", OPEN));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.err().lines().toList())
                .singleElement()
                .satisfies(
                        line -> assertThat(line).contains("policies.jsonl, line 1: not a JSON object", "1 more lines"));
    }

    @Test
    void theCorrectedPolicyIsPrintedAloneAndItsChangesBesideIt() throws IOException {
        CommandRun run = explain(
                "{'Statement': [{'Sid': 'Pull', 'Effect': 'Allow', 'Principal': {'AWS': ['444455556666', '123456789012']}, 'Action': 'ecr:ListImages'}]}",
                "--fix",
                "--trusted-account",
                "444455556666");

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("""
                {
                  "Statement": [
                    {
                      "Sid": "Pull",
                      "Effect": "Allow",
                      "Principal": {
                        "AWS": [
                          "444455556666"
                        ]
                      },
                      "Action": "ecr:ListImages"
                    }
                  ]
                }
                """);
        assertThat(run.err()).isEqualTo("The Principal of statement 1 (Sid \"Pull\") no longer names 123456789012.\n");
    }

    @Test
    void aPolicyThatNeedsNoChangeIsPrintedAsItIs() throws IOException {
        String policy =
                "{'Statement': {'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:ListImages'}}";
        CommandRun run = explain(policy, "--fix", "--trusted-account", "444455556666");

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo(policy.replace('\'', '"') + "\n");
        assertThat(run.err()).isEqualTo("The policy needs no change: it lets in only those who are trusted.\n");
    }

    @Test
    void theCorrectedPolicyIsOneLineOfJsonOnRequest() throws IOException {
        CommandRun run = explain(
                "{'Statement': {'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:ListImages'}}",
                "--fix",
                "--output",
                "json");

        assertThat(run.out())
                .isEqualTo(
                        "{'Statement':{'Effect':'Allow','Principal':'*','Action':'ecr:ListImages','Condition':{'StringEquals':{'aws:PrincipalAccount':'111122223333'}}}}\n"
                                .replace('\'', '"'));
    }

    @Test
    void aPolicyThatIsToBeDeletedOrEditedByHandIsNotPrinted() throws IOException {
        CommandRun emptied = explain(
                "{'Statement': {'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:ListImages'}}",
                "--fix");
        CommandRun unreadable = explain("{'Statement': 1}", "--fix");

        assertThat(emptied.status()).isEqualTo(3);
        assertThat(emptied.out()).isEmpty();
        assertThat(emptied.err()).contains("No statement is left: delete the policy");
        assertThat(unreadable.status()).isEqualTo(3);
        assertThat(unreadable.out()).isEmpty();
        assertThat(unreadable.err())
                .isEqualTo(
                        "There is no corrected policy, because the policy cannot be read: statement 1 is not an object; edit it by hand.\n");
    }

    @Test
    void aRegistryPolicyIsCorrectedByItsOwnActions() throws IOException {
        CommandRun run = explain(
                "{'Statement': [{'Effect': 'Allow', 'Principal': {'AWS': ['444455556666', '111122223333']}, 'Action': 'ecr:CreateRepository', 'Resource': '*'}]}",
                "--fix",
                "--registry",
                "--output",
                "json");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("[\"111122223333\"]").doesNotContain("444455556666");
        assertThat(explain("{}", "--registry").status()).isEqualTo(2);
    }
}
