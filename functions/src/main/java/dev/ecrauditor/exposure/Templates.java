package dev.ecrauditor.exposure;

import dev.ecrauditor.registry.CreationTemplate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which template ECR creates a repository from: the longest prefix wins, {@code ROOT} covers every other name. Whether
 * ECR considers what templates apply to before or after the longest prefix is not documented, so that two can come into
 * question.
 *
 * <p>Source: "Templates to control repositories created during a pull through cache, create on push, or replication
 * action", Amazon ECR User Guide.
 */
final class Templates {

    static final String CREATE_ON_PUSH = "CREATE_ON_PUSH";
    static final String PULL_THROUGH_CACHE = "PULL_THROUGH_CACHE";
    static final String REPLICATION = "REPLICATION";

    private static final Set<String> KNOWN = Set.of(CREATE_ON_PUSH, PULL_THROUGH_CACHE, REPLICATION);

    private Templates() {}

    /** The templates that ECR may use for a name; an empty one where it may use none. */
    static Set<Optional<CreationTemplate>> candidates(List<CreationTemplate> all, String name, String purpose) {
        Optional<CreationTemplate> afterwards = longest(all, name).filter(template -> appliesTo(template, purpose));
        Optional<CreationTemplate> before = longest(
                all.stream().filter(template -> appliesTo(template, purpose)).toList(), name);
        Set<Optional<CreationTemplate>> candidates = new LinkedHashSet<>();
        candidates.add(before);
        candidates.add(afterwards);
        return candidates;
    }

    private static Optional<CreationTemplate> longest(List<CreationTemplate> all, String name) {
        return all.stream().filter(template -> template.covers(name)).max(Comparator.comparingInt(Templates::length));
    }

    private static int length(CreationTemplate template) {
        return isRoot(template) ? -1 : template.prefix().length();
    }

    static boolean isRoot(CreationTemplate template) {
        return template.prefix().equals(CreationTemplate.ROOT);
    }

    /** True as well if it applies to something that AWS has added since. */
    static boolean appliesTo(CreationTemplate template, String purpose) {
        return template.appliedFor().contains(purpose) || !KNOWN.containsAll(template.appliedFor());
    }

    /** A name that a template covers. */
    static String sample(CreationTemplate template) {
        return isRoot(template) ? "new" : template.prefix() + "/new";
    }
}
