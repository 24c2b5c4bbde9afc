package dev.ecrauditor.cli.remediation;

import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.remediation.ExclusionTag;
import dev.ecrauditor.repository.RepositoryArn;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.ImageScanningConfiguration;
import software.amazon.awssdk.services.ecr.model.PutImageScanningConfigurationRequest;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.Tag;
import software.amazon.awssdk.services.ecr.model.TagResourceRequest;

/** Reads and writes one repository for {@code undo}. The deployed auditor never switches anything off. */
final class ScanSwitch {

    private final EcrClient ecr;
    private final RepositoryArn repository;

    ScanSwitch(RepositoryArn repository, Optional<URI> endpoint) {
        this.ecr = TerminalClients.of(EcrClient.builder(), repository.region(), endpoint);
        this.repository = repository;
    }

    /** The repository's own flag; empty if the repository does not exist. */
    Optional<Boolean> isOn() {
        try {
            return ecr
                    .describeRepositories(DescribeRepositoriesRequest.builder()
                            .registryId(repository.account())
                            .repositoryNames(repository.name())
                            .build())
                    .repositories()
                    .stream()
                    .findFirst()
                    .map(found -> found.imageScanningConfiguration() != null
                            && Boolean.TRUE.equals(
                                    found.imageScanningConfiguration().scanOnPush()));
        } catch (RepositoryNotFoundException gone) {
            return Optional.empty();
        }
    }

    /** Tags the repository so that remediation excludes it. */
    void exclude() {
        ecr.tagResource(TagResourceRequest.builder()
                .resourceArn(repository.toString())
                .tags(Tag.builder()
                        .key(ExclusionTag.KEY)
                        .value(ExclusionTag.VALUE)
                        .build())
                .build());
    }

    void switchOff() {
        ecr.putImageScanningConfiguration(PutImageScanningConfigurationRequest.builder()
                .registryId(repository.account())
                .repositoryName(repository.name())
                .imageScanningConfiguration(
                        ImageScanningConfiguration.builder().scanOnPush(false).build())
                .build());
    }
}
