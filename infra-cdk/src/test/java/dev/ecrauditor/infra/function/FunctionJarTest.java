package dev.ecrauditor.infra.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.infra.settings.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionJarTest {

    @TempDir
    private Path directory;

    @Test
    void theJarOfSecurityHubIsBesideIt() throws IOException {
        FunctionJar functions = new FunctionJar(directory.resolve("ecr-auditor-functions-1.2.3-lambda.jar"));
        assertThatThrownBy(functions::ofSecurityHub)
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("no jar of the function for Security Hub CSPM in infra-cdk/");
        Path jar = Files.createFile(directory.resolve("ecr-auditor-security-hub-1.2.3-lambda.jar"));
        assertThat(functions.ofSecurityHub().file()).isEqualTo(jar);
    }

    @Test
    void theOneJarIsFoundWhateverItsVersion() throws IOException {
        Path jar = Files.createFile(directory.resolve("ecr-auditor-functions-1.2.3-lambda.jar"));
        Files.createFile(directory.resolve("ecr-auditor-functions-1.2.3.jar"));
        assertThat(FunctionJar.in(directory).file()).isEqualTo(jar);
    }

    @Test
    void aMissingJarIsReportedInOneLineWithTheCommandThatMakesIt() {
        assertThatThrownBy(() -> FunctionJar.in(directory.resolve("nowhere")))
                .isInstanceOf(UsageException.class)
                .message()
                .contains("mvn -DskipTests package")
                .hasLineCount(1);
    }

    @Test
    void twoVersionsAreNotChosenFrom() throws IOException {
        Files.createFile(directory.resolve("ecr-auditor-functions-1.2.3-lambda.jar"));
        Files.createFile(directory.resolve("ecr-auditor-functions-1.2.4-lambda.jar"));
        assertThatThrownBy(() -> FunctionJar.in(directory))
                .isInstanceOf(UsageException.class)
                .message()
                .hasLineCount(1);
    }
}
