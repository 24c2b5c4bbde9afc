package dev.ecrauditor.aws.repository;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.EffectiveScanning.Decider;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.ScanningRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.model.BatchGetRepositoryScanningConfigurationRequest;
import software.amazon.awssdk.services.ecr.model.GetRegistryScanningConfigurationRequest;
import software.amazon.awssdk.services.ecr.model.RegistryScanningConfiguration;
import software.amazon.awssdk.services.ecr.model.RepositoryScanningConfiguration;

/**
 * Reads how ECR scans a repository. Without registry rules the repository's flag decides and no second call is made.
 * With rules, ECR's own answer for this repository is used; the filters are never evaluated here.
 */
public final class EffectiveScanningReader {

    /** The problem where the account's policies deny a call. */
    private static final String DENIED = "ECR denies reading how images are scanned";

    /** The most repositories that one call answers. */
    public static final int MOST_TOGETHER = 25;

    private static final String BASIC = "BASIC";

    private final AwsClients clients;
    private final AccountCredentials credentials;

    public EffectiveScanningReader(AwsClients clients, AccountCredentials credentials) {
        this.clients = clients;
        this.credentials = credentials;
    }

    /** How images are scanned, for a repository with this flag of its own, where the registry has been read before. */
    public Reading<EffectiveScanning> read(RepositoryArn arn, boolean scanOnPush, Reading<RegistryScanning> registry) {
        if (registry instanceof Reading.Unreadable<RegistryScanning> denied) {
            return new Reading.Unreadable<>(denied.permission(), denied.problem(), denied.denial());
        }
        return registry instanceof Reading.Known<RegistryScanning> known && !isDecidedByFlag(known.value())
                ? read(arn, known.value())
                : new Reading.Known<>(byFlag(scanOnPush));
    }

    /** The scanning configuration of the registry of a repository. */
    Reading<RegistryScanning> registry(RepositoryArn arn) {
        GetRegistryScanningConfigurationRequest.Builder request = GetRegistryScanningConfigurationRequest.builder();
        try {
            credentials.forAccountOf(arn).ifPresent(request::overrideConfiguration);
            RegistryScanningConfiguration registry = clients.ecr(arn.region())
                    .getRegistryScanningConfiguration(request.build())
                    .scanningConfiguration();
            return new Reading.Known<>(scanning(registry));
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                return new Reading.Unreadable<>(
                        "ecr:GetRegistryScanningConfiguration", DENIED, AwsErrors.denial(fault));
            }
            throw fault;
        }
    }

    /** Whether a registry leaves it to the repository's own flag. */
    public static boolean isDecidedByFlag(RegistryScanning registry) {
        return registry.scanType().equals(BASIC) && registry.rules().isEmpty();
    }

    /** How images are scanned where the repository's own flag decides. */
    private static EffectiveScanning byFlag(boolean scanOnPush) {
        return new EffectiveScanning(
                scanOnPush, scanOnPush ? "SCAN_ON_PUSH" : "MANUAL", BASIC, Decider.REPOSITORY_FLAG);
    }

    /** How images are scanned where the registry decides, by ECR's answer for the repository. */
    private static EffectiveScanning byRules(RepositoryScanningConfiguration answer, RegistryScanning registry) {
        String frequency = answer.scanFrequencyAsString() == null ? "MANUAL" : answer.scanFrequencyAsString();
        return new EffectiveScanning(
                EffectiveScanning.isScanOnPush(frequency),
                frequency,
                registry.scanType(),
                Decider.REGISTRY_RULES,
                registry.rules());
    }

    /** A registry that ECR answers without scan type has the default, BASIC. */
    public static RegistryScanning scanning(@Nullable RegistryScanningConfiguration answer) {
        return answer == null
                ? new RegistryScanning(BASIC, List.of())
                : new RegistryScanning(Objects.requireNonNullElse(answer.scanTypeAsString(), BASIC), rules(answer));
    }

    /** The rules of the registry, with values that this version does not know as text. */
    private static List<ScanningRule> rules(RegistryScanningConfiguration registry) {
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

    private Reading<EffectiveScanning> byRules(RepositoryArn arn, RegistryScanning registry) {
        BatchGetRepositoryScanningConfigurationRequest.Builder request =
                BatchGetRepositoryScanningConfigurationRequest.builder().repositoryNames(arn.name());
        credentials.forAccountOf(arn).ifPresent(request::overrideConfiguration);
        return clients
                .ecr(arn.region())
                .batchGetRepositoryScanningConfiguration(request.build())
                .scanningConfigurations()
                .stream()
                .findFirst()
                .<Reading<EffectiveScanning>>map(answer -> new Reading.Known<>(byRules(answer, registry)))
                .orElseGet(Reading.Absent::new);
    }

    /**
     * How some repositories of a registry are scanned, by name, with one call.
     *
     * @param repositories at most {@link #MOST_TOGETHER}, of one account and Region
     * @param registry its scanning configuration, by which the flags of repositories do not decide
     * @return without those that ECR does not answer together: one that was deleted, or whose policy denies the call, can
     *     be the reason, so each has to be asked for alone
     */
    public Map<String, EffectiveScanning> readTogether(List<RepositoryArn> repositories, RegistryScanning registry) {
        Map<String, EffectiveScanning> answers = new HashMap<>();
        if (repositories.isEmpty()) {
            return answers;
        }
        RepositoryArn any = repositories.get(0);
        BatchGetRepositoryScanningConfigurationRequest.Builder request =
                BatchGetRepositoryScanningConfigurationRequest.builder()
                        .repositoryNames(
                                repositories.stream().map(RepositoryArn::name).toList());
        try {
            credentials.forAccountOf(any).ifPresent(request::overrideConfiguration);
            clients.ecr(any.region())
                    .batchGetRepositoryScanningConfiguration(request.build())
                    .scanningConfigurations()
                    .forEach(answer -> answers.put(text(answer.repositoryName()), byRules(answer, registry)));
            return answers;
        } catch (SdkException fault) {
            return new HashMap<>();
        }
    }

    /**
     * How a repository is scanned, where the registry has been read before.
     *
     * @param registry its scanning configuration, by which the repository's flag does not decide
     */
    private Reading<EffectiveScanning> read(RepositoryArn arn, RegistryScanning registry) {
        try {
            return byRules(arn, registry);
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                return new Reading.Unreadable<>(
                        "ecr:BatchGetRepositoryScanningConfiguration", DENIED, AwsErrors.denial(fault));
            }
            throw fault;
        }
    }
}
