package dev.ecrauditor.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;

/** What pipelines run. */
@Tag("shell")
class PipelinesTest {

    private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern OPTION = Pattern.compile("(?<=\\s|\\()--[a-z-]+");

    @TempDir
    private Path folder;

    @Test
    void theScriptPrintsATableWritesSarifAndEndsWithTheStatusOfTheCheck() throws Exception {
        Files.writeString(folder.resolve("main.tf"), "resource \"aws_ecr_repository\" \"a\" {\n  name = \"a\"\n}\n");

        Map<String, String> variables = Map.of("FAIL_ON", "medium", "ACCOUNT", "111122223333", "REGION", "");
        assertThat(run(variables)).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("out"))).contains("main.tf:1", "ecr-tag-immutable");
        assertThat(Files.readString(folder.resolve("results.sarif"))).contains("\"2.1.0\"", "ecr-tag-immutable");

        assertThat(run(Map.of("FAIL_ON", "critical"))).isZero();
    }

    @Test
    void withABaseItEndsWithTheStatusOfWhatIsNewAndWritesTheSummary() throws Exception {
        assumeTrue(GitRepositoryFolder.isAvailable(), "skipped: git is not installed");
        GitRepositoryFolder repository = GitRepositoryFolder.in(folder);
        repository.write("main.tf", "resource \"aws_ecr_repository\" \"a\" {\n  name = \"tools\"\n}\n");
        repository.commit();

        Map<String, String> variables = Map.of("FAIL_ON", "low", "BASE", "main", "GITHUB_STEP_SUMMARY", "summary.md");
        assertThat(run(variables)).as("nothing is new").isZero();
        assertThat(Files.readString(folder.resolve("out"))).contains("Compared with main (");
        assertThat(Files.readString(folder.resolve("summary.md"))).startsWith("### ECR Auditor: changes since main");
    }

    @Test
    void everyOptionThatAPipelineGivesExists() throws IOException {
        CommandSpec check = CommandSpec.forAnnotatedObject(CheckCommand.class);
        for (String file : new String[] {"pipelines/check.sh", "pipelines/gitlab.yml"}) {
            Matcher options = OPTION.matcher(Files.readString(CHECKOUT.resolve(file)));
            assertThat(options.results().map(found -> found.group()))
                    .as(file)
                    .hasSizeGreaterThan(2)
                    .allSatisfy(option -> assertThat(check.findOption(option)).isNotNull());
        }
    }

    private int run(Map<String, String> variables) throws Exception {
        Path launcher = Files.writeString(
                folder.resolve("ecr-auditor"),
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                        + System.getProperty("java.class.path") + "' dev.ecrauditor.cli.EcrAuditor \"$@\"\n");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", CHECKOUT.resolve("pipelines/check.sh").toString())
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment()
                .putAll(Map.of("AUDITOR", launcher.toString(), "PATHS", "main.tf", "SARIF", "results.sarif"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readAllLines(folder.resolve("err")))
                .as("the note that SARIF has no place for")
                .allSatisfy(line -> assertThat(line).startsWith("check: The registry is assumed"));
        return process.exitValue();
    }
}
