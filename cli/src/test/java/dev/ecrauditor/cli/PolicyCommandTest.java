package dev.ecrauditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {

    @TempDir
    private Path folder;

    private Run explain(String policy, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("policy.json"), policy.replace('\'', '"'));
        String[] line = new String[options.length + 4];
        System.arraycopy(new String[] {"policy", file.toString(), "--owner", "111122223333"}, 0, line, 0, 4);
        System.arraycopy(options, 0, line, 4, options.length);
        return Run.of(line);
    }

    /** Some guides show this policy as the good example. Who, which actions, which statement, what to change: all of it is there. */
    @Test
    void thePolicyThatSomeGuidesCallCompliantIsExplained() throws IOException {
        Run run = explain("""
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
                        "policy.json (repository of account 111122223333): PUBLIC: every AWS account can use it, and outsiders can change it.",
                        "  Statement 1 (Sid \"new policy\") allows principal *:",
                        "    Every identity of every AWS account in the world can",
                        "      list: ecr:ListImages",
                        "      read: ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:DescribeRepositories, ecr:GetDownloadUrlForLayer, ecr:GetRepositoryPolicy",
                        "      write: ecr:BatchDeleteImage, ecr:CompleteLayerUpload, ecr:DeleteRepository, ecr:InitiateLayerUpload, ecr:PutImage, ecr:UploadLayerPart",
                        "      permissions: ecr:DeleteRepositoryPolicy, ecr:SetRepositoryPolicy",
                        "    because the statement has no condition.",
                        "    To close it: in Sid \"new policy\" name the accounts in Principal, or add the condition StringEquals aws:PrincipalOrgID with the id of your organization, or take the statement out.");
        assertThat(run.out()).contains("    Proof: arn:aws:iam::", " may call ecr:");
    }

    @Test
    void whoIsTrustedIsMarkedAndNobodyElse() throws IOException {
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
                                "--organization",
                                "o-a1b2c3d4e5")
                        .out())
                .contains("Every account of organization o-a1b2c3d4e5 (trusted) can");
    }

    @Test
    void textOfThePolicySteersNoTerminal() throws IOException {
        Run run = explain(
                "{'Statement': {'Sid': '\\u001b[2J\\u202egood', 'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:ListImages', 'Condition': {'Bool': {'aws:\\u0007': 'true'}}}}");

        assertThat(run.out()).contains("(Sid \"?[2J?good\")").doesNotContain("\u001b", "\u202e", "\u0007");
    }

    @Test
    void aPolicyThatCannotBeReadIsNeverCalledPrivate() throws IOException {
        assertThat(explain("{").out()).contains("cannot be read, so nobody knows who can use the repository");
    }
}
