package dev.ecrauditor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs commands that read and write nothing of the user, so that Java can keep their classes in an archive for later
 * starts.
 *
 * <p>Source: JEP 310 (archives of classes).
 */
final class StartTraining {

    private static final String OPEN_POLICY = """
            {"Version": "2012-10-17", "Statement": [
              {"Sid": "Pull", "Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage",
               "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-exampleorg1"}}}]}
            """;

    private static final String TEMPLATE = """
            Resources:
              Images:
                Type: AWS::ECR::Repository
                Properties: {RepositoryName: !Sub "${AWS::StackName}/images", ImageTagMutability: IMMUTABLE}
            """;

    private static final String SOURCE = """
            resource "aws_ecr_repository" "images" {
              for_each = toset(["a", "b"])
              name     = "images/${each.key}"
            }
            """;

    private StartTraining() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("ecr-auditor");
        Map<Path, String> files = Map.of(
                folder.resolve("policy.json"), OPEN_POLICY,
                folder.resolve("template.yaml"), TEMPLATE,
                folder.resolve("main.tf"), SOURCE);
        try {
            for (Map.Entry<Path, String> file : files.entrySet()) {
                Files.writeString(file.getKey(), file.getValue());
            }
            for (List<String> command : commands(folder)) {
                PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
                EcrAuditor.run(nowhere, nowhere, command.toArray(String[]::new));
            }
        } finally {
            for (Path file : files.keySet()) {
                Files.deleteIfExists(file);
            }
            Files.delete(folder);
        }
    }

    private static List<List<String>> commands(Path folder) {
        String policy = folder.resolve("policy.json").toString();
        return List.of(
                List.of("rules"),
                List.of("rules", "--output", "json"),
                List.of("--help"),
                List.of("audit", "--help"),
                List.of("policy", policy),
                List.of("policy", policy, "--output", "json"),
                List.of("check", folder.toString()),
                List.of("check", folder.toString(), "--output", "json"),
                List.of("unknown"));
    }
}
