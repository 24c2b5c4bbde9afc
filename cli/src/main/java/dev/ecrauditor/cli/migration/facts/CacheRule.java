package dev.ecrauditor.cli.migration.facts;

/**
 * A pull through cache rule.
 *
 * @param prefix of the repositories that ECR creates for it, without the slash that follows it
 * @param upstream the registry that the images come from
 */
public record CacheRule(String prefix, String upstream) {

    public boolean serves(String repository) {
        return CreationTemplate.isBelow(prefix, repository);
    }
}
