package dev.ecrauditor.policy.document;

import java.util.List;

/**
 * The Principal or NotPrincipal of a statement.
 *
 * @param named the principals it names
 * @param allExcept true for NotPrincipal: it covers everyone who is not named
 */
public record PrincipalSet(List<Principal> named, boolean allExcept) {

    public PrincipalSet {
        named = List.copyOf(named);
    }
}
