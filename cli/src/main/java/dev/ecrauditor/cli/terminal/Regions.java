package dev.ecrauditor.cli.terminal;

import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The Regions of a command: the given ones, else the one of the environment. */
public final class Regions {

    private Regions() {}

    public static List<String> given(List<String> regions) {
        return given(regions, "--region");
    }

    /**
     * The given Regions, or that of the environment.
     *
     * @param option names the Regions in messages
     */
    public static List<String> given(List<String> regions, String option) {
        List<String> chosen = regions.isEmpty() ? ofEnvironment() : regions;
        if (chosen.isEmpty()) {
            throw new UsageException("no Region: give " + option + " us-east-1, or set AWS_REGION");
        }
        chosen.stream()
                .filter(region -> !RepositoryArn.isRegion(region))
                .findFirst()
                .ifPresent(wrong -> {
                    throw new UsageException(option + " " + wrong + ": not a Region; write it like us-east-1");
                });
        return chosen;
    }

    private static List<String> ofEnvironment() {
        return Stream.of(System.getenv("AWS_REGION"), System.getenv("AWS_DEFAULT_REGION"))
                .filter(Objects::nonNull)
                .filter(region -> !region.isBlank())
                .limit(1)
                .toList();
    }
}
