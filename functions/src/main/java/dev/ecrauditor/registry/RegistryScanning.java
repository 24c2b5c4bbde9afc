package dev.ecrauditor.registry;

import dev.ecrauditor.repository.ScanningRule;
import java.util.List;

/**
 * The registry's scanning configuration.
 *
 * <p>Source: GetRegistryScanningConfiguration, Amazon ECR API Reference.
 *
 * @param scanType {@code BASIC} or {@code ENHANCED}
 * @param rules its scanning rules
 */
public record RegistryScanning(String scanType, List<ScanningRule> rules) {

    public RegistryScanning {
        rules = List.copyOf(rules);
    }
}
