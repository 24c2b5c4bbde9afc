package dev.ecrauditor.bench.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Functions under the runtime client, which has native code for Linux only. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {

    @TempDir
    Path directory;

    private ContainerCredentials credentials;
    private Launcher launcher;

    @BeforeEach
    void prepare() throws Exception {
        credentials = new ContainerCredentials();
        launcher = new Launcher(JavaHome.of(Path.of(System.getProperty("java.home"))), directory, credentials);
    }

    @AfterEach
    void close() {
        credentials.close();
    }

    @Test
    void aFunctionWaitsForItsRestoreAndAnswers() throws Exception {
        try (FunctionProcess function =
                launcher.startWithSnapStart(setup("dev.ecrauditor.bench.hello.HelloHandler"), CompilerTier.ONE)) {
            ProcessorTime init = function.awaitInitialized();
            assertThat(init.millisSince(ProcessorTime.NONE)).isPositive();
            function.restore();
            FunctionProcess.Answered answer = function.invoke("{}");
            assertThat(answer.body()).isEqualTo("{\"message\":\"Hello\"}");
            assertThat(answer.processorTime().millisSince(init)).isNotNegative();
            assertThat(function.peakMemoryMegabytes()).isGreaterThan(10);
        }
    }

    @Test
    void anEventThatIsNotAnsweredIsTold() throws Exception {
        try (FunctionProcess function = launcher.start(setup("dev.ecrauditor.Missing"), CompilerTier.ONE)) {
            function.awaitInitialized();
            assertThatThrownBy(() -> function.invoke("{}"))
                    .isInstanceOf(BenchException.class)
                    .hasMessageStartingWith("hello: an event was not answered but: ERROR ")
                    .hasMessageContaining("dev.ecrauditor.Missing");
        }
    }

    private FunctionSetup setup(String handler) throws Exception {
        return new FunctionSetup(
                "hello", handler, TaskDirectory.ofHello(directory.resolve("task")), Map.of(), List.of());
    }
}
