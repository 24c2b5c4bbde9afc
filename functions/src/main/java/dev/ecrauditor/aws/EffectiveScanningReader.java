package dev.ecrauditor.aws;

import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.EffectiveScanning.Decider;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.ScanningRule;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchGetRepositoryScanningConfigurationRequest;
import software.amazon.awssdk.services.ecr.model.GetRegistryScanningConfigurationRequest;
import software.amazon.awssdk.services.ecr.model.RegistryScanningConfiguration;

/**
 * Reads how ECR scans a repository. Without registry rules the repository's flag decides and no second call is made.
 * With rules, ECR's own answer for this repository is used; the filters are never evaluated here.
 */
public final class EffectiveScanningReader {

    private final AwsClients clients;
    private final AccountCredentials credentials;

    EffectiveScanningReader(AwsClients clients, AccountCredentials credentials) {
        this.clients = clients;
        this.credentials = credentials;
    }

    Reading<EffectiveScanning> read(RepositoryArn arn, boolean scanOnPush) {
        String asked = "ecr:GetRegistryScanningConfiguration";
        try {
            RegistryScanningConfiguration registry = registry(arn);
            String scanType = registry.scanTypeAsString() == null ? "BASIC" : registry.scanTypeAsString();
            if (scanType.equals("BASIC") && registry.rules().isEmpty()) {
                String frequency = scanOnPush ? "SCAN_ON_PUSH" : "MANUAL";
                return new Reading.Known<>(
                        new EffectiveScanning(scanOnPush, frequency, scanType, Decider.REPOSITORY_FLAG));
            }
            asked = "ecr:BatchGetRepositoryScanningConfiguration";
            return byRules(arn, scanType, rules(registry));
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                return new Reading.Unreadable<>(
                        asked, "ECR denies reading how images are scanned", AwsErrors.denial(fault));
            }
            throw fault;
        }
    }

    private RegistryScanningConfiguration registry(RepositoryArn arn) {
        GetRegistryScanningConfigurationRequest.Builder request = GetRegistryScanningConfigurationRequest.builder();
        credentials.forAccountOf(arn).ifPresent(request::overrideConfiguration);
        EcrClient ecr = clients.ecr(arn.region());
        RegistryScanningConfiguration registry =
                ecr.getRegistryScanningConfiguration(request.build()).scanningConfiguration();
        return registry == null ? RegistryScanningConfiguration.builder().build() : registry;
    }

    /** The rules of the registry, with values that this version does not know as text. */
    public static List<ScanningRule> rules(RegistryScanningConfiguration registry) {
        return registry.rules().stream()
                .map(rule -> new ScanningRule(
                        text(rule.scanFrequencyAsString()),
                        rule.repositoryFilters().stream()
                                .map(filter -> new ScanningRule.Filter(
                                        text(filter.filter()), text(filter.filterTypeAsString())))
                                .toList()))
                .toList();
    }

    private static String text(@Nullable String answered) {
        return answered == null ? "" : answered;
    }

    private Reading<EffectiveScanning> byRules(RepositoryArn arn, String scanType, List<ScanningRule> rules) {
        BatchGetRepositoryScanningConfigurationRequest.Builder request =
                BatchGetRepositoryScanningConfigurationRequest.builder().repositoryNames(arn.name());
        credentials.forAccountOf(arn).ifPresent(request::overrideConfiguration);
        return clients
                .ecr(arn.region())
                .batchGetRepositoryScanningConfiguration(request.build())
                .scanningConfigurations()
                .stream()
                .findFirst()
                .<Reading<EffectiveScanning>>map(answer -> {
                    String frequency =
                            answer.scanFrequencyAsString() == null ? "MANUAL" : answer.scanFrequencyAsString();
                    boolean scanned = EffectiveScanning.isScanOnPush(frequency);
                    return new Reading.Known<>(
                            new EffectiveScanning(scanned, frequency, scanType, Decider.REGISTRY_RULES, rules));
                })
                .orElseGet(Reading.Absent::new);
    }
}
