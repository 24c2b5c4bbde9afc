package dev.ecrauditor.rule.evidence;

import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.TagMutability;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The commands that make the tags of a repository immutable and keep the exclusions that name single tags. A filter
 * that was meant for immutable tags is not kept: with the new setting it would mean the opposite.
 *
 * <p>Source: PutImageTagMutability and ImageTagMutabilityExclusionFilter, Amazon ECR API Reference.
 */
public final class TagMutabilityFix {

    private static final int LONGEST_FILTER = 128;

    private static final List<String> PULL_THROUGH_CACHE = List.of(
            "# Not for a pull through cache: immutable tags keep ECR from updating its images. Waive the finding there.");

    private TagMutabilityFix() {}

    /**
     * The commands with their explanation.
     *
     * @param general the fix of a repository without filters
     */
    public static List<String> of(RepositorySnapshot repository, List<String> general) {
        boolean mayBeCached = repository.origin() != Origin.CALLER
                && !(repository.registry().cachePrefixes() instanceof Reading.Known);
        List<String> lines = new ArrayList<>(mayBeCached ? PULL_THROUGH_CACHE : List.of());
        lines.addAll(here(repository, general));
        if (repository.origin() == Origin.ECR) {
            lines.addAll(CreationTemplateFix.tags(repository.arn()));
        }
        return lines;
    }

    private static List<String> here(RepositorySnapshot repository, List<String> general) {
        TagMutability tags = repository.images().tags();
        List<String> kept = tags.value().equals("IMMUTABLE_WITH_EXCLUSION")
                ? tags.exclusionFilters().stream()
                        .filter(filter -> isSafe(filter) && !TagMutability.matchesEveryTag(filter))
                        .toList()
                : List.of();
        return kept.isEmpty() ? general : List.of(put(repository, kept));
    }

    private static String put(RepositorySnapshot repository, List<String> filters) {
        return "aws ecr put-image-tag-mutability --region "
                + repository.arn().region() + " --repository-name "
                + repository.arn().name()
                + " --image-tag-mutability IMMUTABLE_WITH_EXCLUSION --image-tag-mutability-exclusion-filters "
                + filters.stream()
                        .map(filter -> "'filterType=WILDCARD,filter=" + filter + "'")
                        .collect(Collectors.joining(" "));
    }

    /** Nothing in it can end the quotes of a shell or the shorthand of the AWS CLI; ECR allows no more in a filter. */
    private static boolean isSafe(String filter) {
        return !filter.isEmpty()
                && filter.length() <= LONGEST_FILTER
                && filter.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || "*._-".indexOf(c) >= 0);
    }
}
