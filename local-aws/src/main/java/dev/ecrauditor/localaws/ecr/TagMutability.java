package dev.ecrauditor.localaws.ecr;

import dev.ecrauditor.localaws.call.Fields;
import java.util.List;

/** Whether image tags are mutable, and the exceptions. */
record TagMutability(String setting, List<ScanFilter> exclusions) {

    private static final List<String> SETTINGS =
            List.of("MUTABLE", "IMMUTABLE", "MUTABLE_WITH_EXCLUSION", "IMMUTABLE_WITH_EXCLUSION");

    TagMutability {
        exclusions = List.copyOf(exclusions);
    }

    /** Reads it from the members of CreateRepository, which the account state has too. */
    static TagMutability read(Fields fields) {
        return new TagMutability(
                fields.oneOf("imageTagMutability", "MUTABLE", SETTINGS),
                fields.objects("imageTagMutabilityExclusionFilters").stream()
                        .map(filter -> new ScanFilter(filter.text("filter"), filter.text("filterType")))
                        .toList());
    }
}
