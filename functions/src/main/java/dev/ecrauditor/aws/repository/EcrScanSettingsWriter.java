package dev.ecrauditor.aws.repository;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.remediation.ScanSettingsWriter;
import dev.ecrauditor.repository.RepositoryArn;
import software.amazon.awssdk.services.ecr.model.ImageScanningConfiguration;
import software.amazon.awssdk.services.ecr.model.PutImageScanningConfigurationRequest;

/** Writes the scanOnPush flag with PutImageScanningConfiguration. */
public final class EcrScanSettingsWriter implements ScanSettingsWriter {

    private final AwsClients clients;
    private final AccountCredentials credentials;

    public EcrScanSettingsWriter(AwsClients clients, AccountCredentials credentials) {
        this.clients = clients;
        this.credentials = credentials;
    }

    @Override
    public void switchScanOnPushOn(RepositoryArn repository) {
        PutImageScanningConfigurationRequest.Builder request = PutImageScanningConfigurationRequest.builder()
                .registryId(repository.account())
                .repositoryName(repository.name())
                .imageScanningConfiguration(
                        ImageScanningConfiguration.builder().scanOnPush(true).build());
        credentials.forAccountOf(repository).ifPresent(request::overrideConfiguration);
        clients.ecr(repository.region()).putImageScanningConfiguration(request.build());
    }
}
