package dev.ecrauditor.repository;

import java.util.List;

/**
 * Whether a tag of a repository can be moved to another image.
 *
 * <p>Source: PutImageTagMutability, Amazon ECR API Reference.
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
}
