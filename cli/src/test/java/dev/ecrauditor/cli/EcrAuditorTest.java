package dev.ecrauditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

/** The list of commands. */
class EcrAuditorTest {

    @Test
    void eachCommandIsListedByItsName() {
        EcrAuditor.COMMANDS.forEach((name, command) ->
                assertThat(CommandSpec.forAnnotatedObject(command).name()).isEqualTo(name));
    }

    @Test
    void theHelpListsAllCommands() {
        CommandRun help = CommandRun.of("--help");
        EcrAuditor.COMMANDS.keySet().forEach(name -> assertThat(help.out()).containsPattern("(?m)^  " + name + "\\b"));
    }
}
