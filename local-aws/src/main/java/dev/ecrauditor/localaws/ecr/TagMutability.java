package dev.ecrauditor.localaws.ecr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Wildcard;
import java.util.List;

/** Whether image tags are mutable, and the filters of the tags that are excepted. */
public record TagMutability(String setting, List<ScanFilter> exclusions) {

    public static final String SETTING = "imageTagMutability";
    public static final String FILTERS = "imageTagMutabilityExclusionFilters";

    private static final String MUTABLE = "MUTABLE";
    private static final String IMMUTABLE = "IMMUTABLE";
    private static final String WITH_EXCLUSION = "_WITH_EXCLUSION";
    private static final List<String> SETTINGS =
            List.of(MUTABLE, IMMUTABLE, MUTABLE + WITH_EXCLUSION, IMMUTABLE + WITH_EXCLUSION);
    private static final int MOST_FILTERS = 5;

    public TagMutability {
        exclusions = List.copyOf(exclusions);
    }

    /** Reads it from the members of CreateRepository, which the account state and templates have too. */
    public static TagMutability read(Fields fields) {
        String setting = fields.oneOf(SETTING, MUTABLE, SETTINGS);
        List<Fields> filters = fields.objects(FILTERS);
        boolean needsFilters = setting.endsWith(WITH_EXCLUSION);
        if (needsFilters && (filters.isEmpty() || filters.size() > MOST_FILTERS)) {
            throw fields.refuse(FILTERS, "must have between 1 and " + MOST_FILTERS + " items with " + setting);
        }
        if (!needsFilters && !filters.isEmpty()) {
            throw fields.refuse(FILTERS, "must not be given with " + setting);
        }
        return new TagMutability(
                setting, filters.stream().map(TagMutability::filter).toList());
    }

    /** Whether a tag that exists cannot move to another image. */
    public boolean isImmutable(String tag) {
        boolean excepted = exclusions.stream().anyMatch(exclusion -> Wildcard.matches(exclusion.filter(), tag));
        return setting.startsWith(IMMUTABLE) != excepted;
    }

    /** Adds the setting, and the filters if there are any. */
    public ObjectNode describe(ObjectNode json) {
        json.put(SETTING, setting);
        if (!exclusions.isEmpty()) {
            json.set(
                    FILTERS,
                    Json.nodes(exclusions.stream().map(ScanFilter::toJson).toList()));
        }
        return json;
    }

    private static ScanFilter filter(Fields fields) {
        fields.onlyKnown("filter", "filterType");
        String filter = fields.text("filter");
        if (!filter.matches("[0-9a-zA-Z._*-]{1,128}")) {
            throw fields.refuse("filter", "must satisfy regular expression '^[0-9a-zA-Z._*-]{1,128}$'");
        }
        return new ScanFilter(filter, fields.oneOf("filterType", List.of("WILDCARD")));
    }
}
