package dev.ecrauditor.iac;

import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.source.SourceTree;

/** Reads what files of one language declare. Never throws for a file: one that cannot be read is reported. */
public interface DeclarationReader {

    /**
     * Reads the files of this language and leaves the others alone.
     *
     * @param sources files and directories as they were named, with every file below
     * @param place where the declarations are deployed, unless the files say so themselves
     */
    Declarations read(SourceTree sources, DeploymentPlace place);
}
