package dev.ecrauditor.exposure;

import dev.ecrauditor.exposure.path.Exposure;
import dev.ecrauditor.rule.TrustedParties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates every access path into the registries of one account, with the copies between its Regions. */
public final class AccountExposure {

    private AccountExposure() {}

    /**
     * Evaluates the registries of an account.
     *
     * @param registries one for each Region
     * @param trusted the outsiders whose access is information only
     */
    public static List<Exposure> of(List<RegistryAccess> registries, TrustedParties trusted) {
        Map<String, RegistryFacts> regions = new LinkedHashMap<>();
        registries.forEach(access -> regions.put(access.registry().region(), RegistryFacts.of(access)));
        return regions.values().stream()
                .map(registry -> RegistryExposure.of(registry, regions, trusted))
                .toList();
    }
}
