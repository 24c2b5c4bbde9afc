package dev.ecrauditor.settings;

import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;

/**
 * Some repositories of some accounts.
 *
 * @param accounts account ids, in which {@code *} stands for any text and {@code ?} for one character
 * @param repositories repository names, likewise
 */
public record Scope(List<String> accounts, List<String> repositories) {

    public Scope {
        accounts = List.copyOf(accounts);
        repositories = List.copyOf(repositories);
    }

    boolean contains(RepositoryArn repository) {
        return matches(accounts, repository.account()) && matches(repositories, repository.name());
    }

    /** True only where every repository of the account is meant. */
    boolean containsAllOf(String account) {
        return matches(accounts, account) && repositories.contains("*");
    }

    static boolean matches(List<String> globs, String text) {
        return globs.stream().anyMatch(glob -> Wildcard.matches(glob, text));
    }
}
