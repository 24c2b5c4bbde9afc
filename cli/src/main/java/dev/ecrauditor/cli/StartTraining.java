package dev.ecrauditor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs commands that read and write nothing of the user, so that Java can keep their classes in an archive for later
 * starts.
 *
 * <p>Source: JEP 310 (archives of classes), JEP 514 (AOT caches).
 */
final class StartTraining {

    private static final String OPEN_POLICY = """
            {"Version": "2012-10-17", "Statement": [
              {"Sid": "Pull", "Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage",
               "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-exampleorg1"}}}]}
            """;

    private StartTraining() {}

    public static void main(String[] args) throws IOException {
        Path policy = Files.createTempFile("policy", ".json");
        try {
            Files.writeString(policy, OPEN_POLICY);
            for (List<String> command : commands(policy)) {
                PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
                EcrAuditor.run(nowhere, nowhere, command.toArray(String[]::new));
            }
        } finally {
            Files.delete(policy);
        }
    }

    private static List<List<String>> commands(Path policy) {
        return List.of(
                List.of("rules"),
                List.of("rules", "--output", "json"),
                List.of("--help"),
                List.of("audit", "--help"),
                List.of("policy", policy.toString()),
                List.of("policy", policy.toString(), "--output", "json"),
                List.of("unknown"));
    }
}
