package dev.ecrauditor.cli.check;

import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.repository.RepositoryArn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what is known of a deployment. */
final class PlaceOptions {

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            description =
                    "the account that is deployed to; default: not known, or as a cloud assembly or the file of --registry says")
    private Optional<String> account = Optional.empty();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "the Region that is deployed to; default: not known, or as a cloud assembly says")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description =
                    "a parameter of CloudFormation templates, can be repeated; default: the default in the template")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--var-file",
            paramLabel = "FILE",
            description =
                    "a file with values of Terraform variables, can be repeated; default: terraform.tfvars and *.auto.tfvars beside the sources, and the defaults of the variables")
    private List<Path> variableFiles = new ArrayList<>();

    /**
     * Files with values of Terraform variables.
     *
     * @throws UsageException if one does not exist
     */
    List<Path> variableFiles() {
        variableFiles.stream()
                .filter(file -> !Files.isRegularFile(file))
                .findFirst()
                .ifPresent(missing -> {
                    throw new UsageException(
                            "--var-file " + missing + ": no such file; name a .tfvars or .tfvars.json file");
                });
        return variableFiles;
    }

    Map<String, String> parameters() {
        return parameters;
    }

    /**
     * Where the input is deployed.
     *
     * @param ofRegistry the account of the registry whose answers were given
     * @throws UsageException if an option has the wrong form
     */
    DeploymentPlace place(Optional<String> ofRegistry) {
        account.filter(id -> !RepositoryArn.isAccountId(id)).ifPresent(wrong -> {
            throw new UsageException(
                    "--account " + wrong + ": not a twelve-digit account id; write it like 111122223333");
        });
        region.filter(code -> !RepositoryArn.isRegion(code)).ifPresent(wrong -> {
            throw new UsageException("--region " + wrong + ": not a Region; write it like us-east-1");
        });
        return DeploymentPlace.of(account.or(() -> ofRegistry.filter(RepositoryArn::isAccountId)), region);
    }
}
