package dev.ecrauditor.policy.document;

import dev.ecrauditor.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * The resources a statement covers, as it writes them.
 *
 * <p>Source: "IAM JSON policy elements: Resource" and "NotResource", IAM User Guide.
 *
 * @param patterns ARNs in which {@code *} and {@code ?} are wildcards and, by the policy's version, variables occur
 */
public record ResourceSet(List<String> patterns, Form form) {

    /** A statement without Resource and NotResource. */
    public static final ResourceSet ABSENT = new ResourceSet(List.of(), Form.ABSENT);

    private static final ResourceSet EVERYTHING = new ResourceSet(List.of("*"), Form.EVERYTHING);
    private static final ResourceSet UNDOCUMENTED = new ResourceSet(List.of(), Form.UNDOCUMENTED);

    /** How a statement names its resources. */
    public enum Form {
        /** Not at all. */
        ABSENT,
        /** By a star alone. */
        EVERYTHING,
        /** Those that match a pattern of a list. */
        LISTED,
        /** NotResource: those that match no pattern. */
        ALL_EXCEPT,
        /** In a form that AWS does not document. */
        UNDOCUMENTED
    }

    public ResourceSet {
        patterns = List.copyOf(patterns);
    }

    static ResourceSet of(Json.Obj statement) {
        boolean allExcept = statement.members().containsKey("NotResource");
        Json resource = statement.at("Resource");
        if (!allExcept && resource.isAbsent()) {
            return ABSENT;
        }
        if (!allExcept && resource.equals(Json.of("*"))) {
            return EVERYTHING;
        }
        Optional<List<String>> patterns = JsonStrings.of(allExcept ? statement.at("NotResource") : resource);
        if (patterns.isEmpty() || patterns.get().isEmpty() || (allExcept && !resource.isAbsent())) {
            return UNDOCUMENTED;
        }
        return new ResourceSet(patterns.get(), allExcept ? Form.ALL_EXCEPT : Form.LISTED);
    }

    /** True where every resource is covered, without a Resource or by a star alone. */
    public boolean isEverything() {
        return form == Form.ABSENT || form == Form.EVERYTHING;
    }
}
