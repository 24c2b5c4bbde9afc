package dev.ecrauditor.cli.check;

import dev.ecrauditor.cli.terminal.InputText;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.iac.registry.RegistryAnswers;
import dev.ecrauditor.iac.source.UnreadableSourceException;
import java.nio.file.Path;

/** Reads the file of the option {@code --registry}. */
final class RegistryArgument {

    private RegistryArgument() {}

    static RegistryAnswers read(Path file) {
        try {
            return RegistryAnswers.of(
                    InputText.of(file, "name a file with the output of aws ecr get-registry-scanning-configuration"));
        } catch (UnreadableSourceException fault) {
            throw new UsageException(file + ": " + fault.getMessage());
        }
    }
}
