package dev.ecrauditor.cli.check;

import dev.ecrauditor.cli.check.revision.BaseFiles;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.iac.DeclarationReader;
import dev.ecrauditor.iac.Declarations;
import dev.ecrauditor.iac.Declarations.UnreadableFile;
import dev.ecrauditor.iac.cloudformation.CloudFormationReader;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.iac.source.SourceFile;
import dev.ecrauditor.iac.source.SourceTree;
import dev.ecrauditor.iac.source.UnreadableSourceException;
import dev.ecrauditor.iac.terraform.TerraformDeclarationReader;
import dev.ecrauditor.iac.waiver.InlineWaivers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files that are checked, read by the reader of each language.
 *
 * @param files every file
 * @param declarations what the readers took from them
 */
record CheckedSources(List<SourceFile> files, Declarations declarations) {

    private static final int MOST_BYTES = 16 * 1024 * 1024;

    /**
     * Reads files and directories.
     *
     * @param ofRegistry the account of the registry whose answers were given
     * @throws UsageException if a path does not exist, or there is nothing to check
     */
    static CheckedSources of(List<Path> paths, PlaceOptions options, Optional<String> ofRegistry) {
        paths.stream().filter(path -> !Files.exists(path)).findFirst().ifPresent(missing -> {
            throw new UsageException(
                    missing + ": no such file or directory; name a template, source or plan, or a directory of them");
        });
        CheckedSources read = read(paths, options, options.variableFiles(), options.place(ofRegistry));
        if (read.declarations().recognized().isEmpty()
                && read.declarations().unreadable().isEmpty()) {
            throw new UsageException(
                    paths.get(0)
                            + ": declares nothing; name a directory with templates of CloudFormation, or with sources or plans of Terraform");
        }
        return read;
    }

    /**
     * Reads the same files and directories as they were at a revision. They are named as the user named them.
     *
     * @param base the files of the revision
     */
    static CheckedSources before(BaseFiles base, List<Path> paths, PlaceOptions options, Optional<String> ofRegistry) {
        CheckedSources read = read(
                paths.stream().map(base::locationOf).filter(Files::exists).toList(),
                options,
                options.variableFiles().stream().map(base::locationOf).toList(),
                options.place(ofRegistry));
        return new CheckedSources(
                read.files().stream()
                        .map(file -> new SourceFile(base.asNamed(file.name()), file.path(), file.isNamed()))
                        .toList(),
                new RenamedDeclarations(base::asNamed).of(read.declarations()));
    }

    private static CheckedSources read(
            List<Path> paths, PlaceOptions options, List<Path> variableFiles, DeploymentPlace place) {
        SourceTree sources = sources(paths);
        Declarations read = Declarations.NONE;
        for (DeclarationReader reader : List.of(
                new CloudFormationReader(options.parameters()), new TerraformDeclarationReader(variableFiles))) {
            read = read.and(reader.read(sources, place));
        }
        return new CheckedSources(sources.files(), read.and(notUnderstood(sources.files(), read)));
    }

    private static SourceTree sources(List<Path> paths) {
        try {
            return SourceTree.under(paths);
        } catch (UnreadableSourceException fault) {
            throw new UsageException(String.valueOf(fault.getMessage()));
        }
    }

    /** Files that the user named and no reader understands. */
    private static Declarations notUnderstood(List<SourceFile> files, Declarations read) {
        List<UnreadableFile> unreadable = files.stream()
                .filter(file -> file.isNamed() && !read.recognized().contains(file.name()))
                .map(file -> new UnreadableFile(new SourcePosition(file.name(), 1), problem(file)))
                .toList();
        return new Declarations(List.of(), Set.of(), unreadable, List.of());
    }

    private static String problem(SourceFile file) {
        try {
            file.text(MOST_BYTES);
            return "is neither a template of CloudFormation, nor a source or plan of Terraform";
        } catch (UnreadableSourceException fault) {
            return String.valueOf(fault.getMessage());
        }
    }

    /**
     * Adds the waivers in files and metadata.
     *
     * @throws UsageException if a file names the stand-in of an unknown account
     */
    void addWaivers(InlineWaivers waivers) {
        boolean isAccountUnknown =
                declarations.units().stream().anyMatch(unit -> !unit.place().isAccountKnown());
        for (SourceFile file : files) {
            if (declarations.recognized().contains(file.name())) {
                String text = textOf(file);
                if (isAccountUnknown && text.contains(DeploymentPlace.UNKNOWN_ACCOUNT)) {
                    throw new UsageException(file.name() + ": names the account " + DeploymentPlace.UNKNOWN_ACCOUNT
                            + ", which stands for an account that is not known; give --account");
                }
                if (!text.stripLeading().startsWith("{")) {
                    waivers.addComments(file.name(), text);
                }
            }
        }
        waivers.addMetadata(declarations);
    }

    private static String textOf(SourceFile file) {
        try {
            return file.text(MOST_BYTES);
        } catch (UnreadableSourceException fault) {
            return ""; // its reader reports it
        }
    }
}
