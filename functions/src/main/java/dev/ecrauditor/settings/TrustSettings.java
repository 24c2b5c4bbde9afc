package dev.ecrauditor.settings;

import dev.ecrauditor.repository.RepositoryArn;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The external principals that are meant to have access to repositories.
 *
 * @param ownOrganization whether the organization of a watched account is trusted
 * @param accounts account ids
 * @param organizations organization ids, among them the watched organization where the own organization is trusted
 */
public record TrustSettings(boolean ownOrganization, Set<String> accounts, Set<String> organizations) {

    /** Source: Organization, AWS Organizations API Reference (Id). */
    private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");

    /** Without readable settings nobody is trusted, so that no access is overlooked. */
    public static final TrustSettings NOBODY = new TrustSettings(false, Set.of(), Set.of());

    /**
     * @throws IllegalArgumentException when an id is not one, and says which
     */
    public TrustSettings {
        accounts = Set.copyOf(accounts);
        organizations = Set.copyOf(organizations);
        refuse(accounts, RepositoryArn::isAccountId, "a trusted account is not a twelve-digit id: ");
        refuse(
                organizations,
                ORGANIZATION.asMatchPredicate(),
                "a trusted organization is not an id like o-a1b2c3d4e5: ");
    }

    private static void refuse(Set<String> ids, Predicate<String> isId, String problem) {
        ids.stream().filter(isId.negate()).findFirst().ifPresent(wrong -> {
            throw new IllegalArgumentException(problem + wrong);
        });
    }
}
