package dev.ecrauditor.aws.registry;

import dev.ecrauditor.aws.EffectiveScanningReader;
import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.model.BatchGetRepositoryScanningConfigurationRequest;

/**
 * How the repositories of a registry are scanned: without a call where their own flag decides, else with one for 25 of
 * them. A repository that such a call does not answer is asked for alone.
 *
 * <p>Source: BatchGetRepositoryScanningConfiguration, Amazon ECR API Reference (repositoryNames, failures).
 */
final class ScanningAnswers {

    /** The most that one call answers. */
    static final int MOST = 25;

    private final RegistryCalls calls;
    private final EffectiveScanningReader one;
    private final Reading<RegistryScanning> registry;

    ScanningAnswers(RegistryCalls calls, EffectiveScanningReader one, Reading<RegistryScanning> registry) {
        this.calls = calls;
        this.one = one;
        this.registry = registry;
    }

    /** Answers for some repositories; for several threads. */
    final class Group {

        private final Map<String, EffectiveScanning> answers;

        private Group(Map<String, EffectiveScanning> answers) {
            this.answers = Map.copyOf(answers);
        }

        /** How a repository is scanned that has this flag of its own. */
        Reading<EffectiveScanning> of(RepositoryArn repository, boolean scanOnPush) {
            if (registry instanceof Reading.Unreadable<RegistryScanning> denied) {
                return new Reading.Unreadable<>(denied.permission(), EffectiveScanningReader.DENIED, denied.denial());
            }
            if (!(registry instanceof Reading.Known<RegistryScanning> known) || isFlagDecisive()) {
                return new Reading.Known<>(EffectiveScanningReader.byFlag(scanOnPush));
            }
            EffectiveScanning answer = answers.get(repository.name());
            return answer == null ? one.read(repository, known.value()) : new Reading.Known<>(answer);
        }
    }

    /** Asks about at most {@link #MOST} repositories. */
    Group ask(List<RepositoryArn> repositories) {
        if (!(registry instanceof Reading.Known<RegistryScanning> known)
                || isFlagDecisive()
                || repositories.isEmpty()) {
            return new Group(Map.of());
        }
        List<String> names = repositories.stream().map(RepositoryArn::name).toList();
        Map<String, EffectiveScanning> answers = new HashMap<>();
        try {
            calls.call(
                            BatchGetRepositoryScanningConfigurationRequest.builder()
                                    .repositoryNames(names),
                            (ecr, request) -> ecr.batchGetRepositoryScanningConfiguration(request.build()))
                    .scanningConfigurations()
                    .forEach(answer -> answers.put(
                            RegistryCalls.text(answer.repositoryName()),
                            EffectiveScanningReader.byRules(answer, known.value())));
            return new Group(answers);
        } catch (SdkException fault) {
            // One repository can be the reason: deleted, or with a policy that denies the call. Alone each has its own.
            return new Group(Map.of());
        }
    }

    private boolean isFlagDecisive() {
        return registry instanceof Reading.Known<RegistryScanning> known
                && EffectiveScanningReader.isDecidedByFlag(
                        known.value().scanType(), known.value().rules());
    }
}
