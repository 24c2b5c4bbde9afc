package dev.ecrauditor.rule.registry;

import static dev.ecrauditor.rule.RegistryBuilder.registry;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryCommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "z", "A", "Z", "0", "9", "ROOT", "docker-hub/library_x.y", "/", ".", "_"})
    void aPrefixOfLettersDigitsAndSeparatorsStandsInTheCommand(String prefix) {
        assertThat(RegistryCommand.prefix(prefix)).isEqualTo(prefix);
    }

    /** Beside what a shell reads: the characters next to the ranges of letters and digits. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "-x", "a b", "a;b", "a$b", "a'b", "a\"b", "a`b", "a{b", "a@b", "a[b", "a:b", "a,b", "é"})
    void everyOtherPrefixIsReplacedByAPlaceholder(String prefix) {
        assertThat(RegistryCommand.prefix(prefix)).isEqualTo("PREFIX");
    }

    @Test
    void aPrefixHasAtMost256Characters() {
        assertThat(RegistryCommand.prefix("a".repeat(256))).hasSize(256);
        assertThat(RegistryCommand.prefix("a".repeat(257))).isEqualTo("PREFIX");
    }

    @Test
    void aCommandWithoutArgumentsEndsWithTheRegion() {
        assertThat(RegistryCommand.aws(registry().built(), "delete-registry-policy", ""))
                .isEqualTo("aws ecr delete-registry-policy --region us-east-1");
    }
}
