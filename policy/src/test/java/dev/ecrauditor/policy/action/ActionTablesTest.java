package dev.ecrauditor.policy.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionTablesTest {

    /** Each in a class loader of its own: which one a function initializes first depends on what it handles first. */
    @ParameterizedTest
    @ValueSource(strings = {"EcrActions", "KmsActions", "ActionCatalogue"})
    void eachCanBeInitializedFirst(String name) throws IOException, ReflectiveOperationException {
        URL classes = Path.of("target", "classes").toAbsolutePath().toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            assertThat(Class.forName("dev.ecrauditor.policy.action." + name, true, loader))
                    .isNotNull();
        }
    }

    @Test
    void theTableKeepsTheOrderOfItsLines() {
        assertThat(ActionTable.read("ecr", "READ B A\nWRITE C").keySet()).containsExactly("ecr:B", "ecr:A", "ecr:C");
    }
}
