package dev.ecrauditor.delivery;

import dev.ecrauditor.json.Json;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which events a trail records: whether writing calls of ECR are among them, and calls of KMS.
 *
 * <p>Source: "GetEventSelectors" and "AdvancedFieldSelector", AWS CloudTrail API Reference.
 *
 * @param basic whether it has basic selectors of management events: only these can be replaced without harm
 * @param advanced whether it has advanced selectors
 */
public record EventSelectors(boolean ecrWrites, boolean kms, boolean basic, boolean advanced) {

    /** A trail without selectors of its own records all management events. */
    public static final EventSelectors ALL_MANAGEMENT_EVENTS = new EventSelectors(true, true, true, false);

    /** What a trail with advanced selectors has to have. */
    public static final String MISSING =
            "no advanced event selector has eventCategory Management for writing calls (readOnly false) of ecr.amazonaws.com";

    /** The basic selectors that record everything that is needed. */
    public static final String ALL = "'[{\"ReadWriteType\":\"All\",\"IncludeManagementEvents\":true}]'";

    private static final String ECR = "ecr.amazonaws.com";
    private static final String KMS = "kms.amazonaws.com";
    private static final Set<String> KNOWN_FIELDS = Set.of("eventCategory", "readOnly", "eventSource");

    /** Reads the answer of GetEventSelectors. */
    public static EventSelectors read(Json answer) {
        List<Json> basic = answer.items("EventSelectors");
        List<Json> advanced = answer.items("AdvancedEventSelectors");
        return new EventSelectors(
                basic.stream().anyMatch(one -> isBasicOf(one, ECR))
                        || advanced.stream().anyMatch(one -> isAdvancedOf(one, ECR)),
                basic.stream().anyMatch(one -> isBasicOf(one, KMS))
                        || advanced.stream().anyMatch(one -> isAdvancedOf(one, KMS)),
                basic.stream()
                        .anyMatch(one -> one.bool("IncludeManagementEvents").orElse(true)),
                !advanced.isEmpty());
    }

    private static boolean isBasicOf(Json selector, String source) {
        boolean management = selector.bool("IncludeManagementEvents").orElse(true);
        boolean writes = !selector.text("ReadWriteType").orElse("All").equals("ReadOnly");
        return management
                && writes
                && !texts(selector, "ExcludeManagementEventSources").contains(source);
    }

    /** A selector with a field that is not understood may record anything less, so it does not count. */
    private static boolean isAdvancedOf(Json selector, String source) {
        List<Json> fields = selector.items("FieldSelectors");
        return fields.stream().allMatch(field -> isKnown(field) && matches(field, source))
                && fields.stream().anyMatch(field -> name(field).equals("eventCategory"));
    }

    private static boolean isKnown(Json field) {
        return KNOWN_FIELDS.contains(name(field))
                && field instanceof Json.Obj members
                && Set.of("Field", "Equals", "NotEquals")
                        .containsAll(members.members().keySet());
    }

    private static boolean matches(Json field, String source) {
        String value = switch (name(field)) {
            case "eventCategory" -> "Management";
            case "readOnly" -> "false";
            default -> source;
        };
        Set<String> equal = texts(field, "Equals");
        return (equal.isEmpty() || equal.contains(value))
                && !texts(field, "NotEquals").contains(value);
    }

    private static String name(Json field) {
        return field.text("Field").orElse("");
    }

    private static Set<String> texts(Json parent, String name) {
        return parent.items(name).stream().flatMap(item -> item.text().stream()).collect(Collectors.toSet());
    }
}
