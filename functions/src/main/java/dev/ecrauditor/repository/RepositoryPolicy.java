package dev.ecrauditor.repository;

import dev.ecrauditor.policy.ParsedPolicy;
import dev.ecrauditor.policy.PolicyParser;

/**
 * A repository policy as ECR stores it.
 *
 * @param text the policy text to the letter
 * @param parsed the same, typed; or why it cannot be read
 */
public record RepositoryPolicy(String text, ParsedPolicy parsed) {

    public static RepositoryPolicy of(String text) {
        return new RepositoryPolicy(text, PolicyParser.parse(text));
    }
}
