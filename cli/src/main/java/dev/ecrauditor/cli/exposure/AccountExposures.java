package dev.ecrauditor.cli.exposure;

import dev.ecrauditor.exposure.path.Exposure;
import java.util.List;

/**
 * What was found in one account.
 *
 * @param exposures one for each Region that was read
 * @param gaps what could not be read
 */
record AccountExposures(List<RegistryView> exposures, List<ReadGap> gaps) {

    AccountExposures {
        exposures = List.copyOf(exposures);
        gaps = List.copyOf(gaps);
    }

    /**
     * The exposure of one registry.
     *
     * @param repositories the number of its repositories; negative where they could not be listed
     */
    record RegistryView(Exposure exposure, int repositories) {}
}
