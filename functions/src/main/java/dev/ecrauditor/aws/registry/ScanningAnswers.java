package dev.ecrauditor.aws.registry;

import dev.ecrauditor.aws.repository.EffectiveScanningReader;
import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import java.util.Map;

/**
 * How the repositories of a registry are scanned: without a call where their own flag decides, else with one for 25 of
 * them. A repository that such a call does not answer is asked for alone.
 *
 * <p>Source: BatchGetRepositoryScanningConfiguration, Amazon ECR API Reference (repositoryNames, failures).
 */
final class ScanningAnswers {

    private final EffectiveScanningReader reader;
    private final Reading<RegistryScanning> registry;

    ScanningAnswers(EffectiveScanningReader reader, Reading<RegistryScanning> registry) {
        this.reader = reader;
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
            EffectiveScanning answer = answers.get(repository.name());
            return answer == null ? reader.read(repository, scanOnPush, registry) : new Reading.Known<>(answer);
        }
    }

    /** Asks about at most {@link EffectiveScanningReader#MOST_TOGETHER} repositories. */
    Group ask(List<RepositoryArn> repositories) {
        if (!(registry instanceof Reading.Known<RegistryScanning> known)
                || EffectiveScanningReader.isDecidedByFlag(known.value())) {
            return new Group(Map.of());
        }
        return new Group(reader.readTogether(repositories, known.value()));
    }
}
