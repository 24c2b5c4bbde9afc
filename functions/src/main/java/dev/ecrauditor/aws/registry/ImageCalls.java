package dev.ecrauditor.aws.registry;

import dev.ecrauditor.aws.repository.EffectiveScanningReader;
import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.repository.Reading;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecr.model.GetRegistryScanningConfigurationRequest;

/**
 * Reads how the images of a registry are scanned, and its repositories: GetRegistryScanningConfiguration,
 * DescribeRepositories.
 */
final class ImageCalls {

    private final RegistryCalls calls;

    ImageCalls(RegistryCalls calls) {
        this.calls = calls;
    }

    /** How images are scanned. */
    Reading<RegistryScanning> scanning() {
        return calls.fact(
                RegistryFact.SCANNING,
                () -> new Reading.Known<>(EffectiveScanningReader.scanning(calls.call(
                        GetRegistryScanningConfigurationRequest.builder(),
                        (ecr, request) -> ecr.getRegistryScanningConfiguration(request.build())
                                .scanningConfiguration()))));
    }

    /** The names of the repositories, in the order of the alphabet. */
    Reading<List<String>> repositories() {
        return calls.fact(RegistryFact.REPOSITORIES, () -> {
            List<String> names = new ArrayList<>();
            calls.repositoryPages(
                    page -> page.forEach(repository -> names.add(RegistryCalls.text(repository.repositoryName()))));
            return new Reading.Known<>(names.stream().sorted().toList());
        });
    }
}
