package dev.ecrauditor.iac.terraform;

import dev.ecrauditor.iac.terraform.module.AwsFacts;
import dev.ecrauditor.iac.terraform.module.SourceReader;
import java.nio.file.Path;
import java.util.List;

/** Reads the sources of Terraform and OpenTofu. */
public final class TerraformReader {

    private final SourceReader reader;

    /**
     * A reader.
     *
     * @param facts the account and Region of the deployment, where the user names them
     * @param variableFiles files with values of variables, as for {@code --var-file}; the last one counts
     */
    public TerraformReader(AwsFacts facts, List<Path> variableFiles) {
        this.reader = new SourceReader(facts, variableFiles);
    }

    /** Reads every root module in a directory, or one file by itself. Never throws for what it reads. */
    public TerraformDeclarations read(Path input) {
        SourceReader.Read read = reader.read(input);
        return new TerraformDeclarations(
                read.modules().entrySet().stream()
                        .map(module -> new TerraformDeclarations.RootModule(module.getKey(), module.getValue()))
                        .toList(),
                read.files(),
                read.unread(),
                read.omitted());
    }
}
