package dev.ecrauditor.repository;

import java.util.List;
import java.util.Optional;

/**
 * Whether a tag of a repository can be moved to another image.
 *
 * <p>Source: PutImageTagMutability, Amazon ECR API Reference; "Preventing image tags from being overwritten in Amazon
 * ECR", Amazon ECR User Guide.
 *
 * @param value {@code MUTABLE}, {@code IMMUTABLE}, {@code MUTABLE_WITH_EXCLUSION}, {@code IMMUTABLE_WITH_EXCLUSION}, or
 *     one AWS adds later
 * @param exclusionFilters patterns of the tags for which the opposite holds, in which {@code *} stands for any text
 */
public record TagMutability(String value, List<String> exclusionFilters) {

    /** Every tag is immutable. */
    public static final TagMutability IMMUTABLE = new TagMutability("IMMUTABLE", List.of());

    /** Every tag is mutable, as ECR creates repositories. */
    public static final TagMutability MUTABLE = new TagMutability("MUTABLE", List.of());

    public TagMutability {
        exclusionFilters = List.copyOf(exclusionFilters);
    }

    /** Which tags can be moved to another image. */
    public enum MovableTags {
        NONE,
        /** Those that a filter names. */
        SOME,
        /** All, or all but those that a filter names. */
        MOST
    }

    /** Which tags can be moved; empty for a value that this version does not know. */
    public Optional<MovableTags> movableTags() {
        return switch (value) {
            case "IMMUTABLE" -> Optional.of(MovableTags.NONE);
            case "MUTABLE" -> Optional.of(MovableTags.MOST);
            case "IMMUTABLE_WITH_EXCLUSION" ->
                Optional.of(
                        excludesEveryTag()
                                ? MovableTags.MOST
                                : exclusionFilters.isEmpty() ? MovableTags.NONE : MovableTags.SOME);
            case "MUTABLE_WITH_EXCLUSION" -> Optional.of(excludesEveryTag() ? MovableTags.NONE : MovableTags.MOST);
            default -> Optional.empty();
        };
    }

    /** True if a filter matches every tag. */
    public static boolean matchesEveryTag(String filter) {
        return !filter.isEmpty() && filter.chars().allMatch(c -> c == '*');
    }

    /** Equal for settings that differ only in the order of their filters. */
    String comparable() {
        return value + " " + exclusionFilters.stream().sorted().toList();
    }

    private boolean excludesEveryTag() {
        return exclusionFilters.stream().anyMatch(TagMutability::matchesEveryTag);
    }
}
