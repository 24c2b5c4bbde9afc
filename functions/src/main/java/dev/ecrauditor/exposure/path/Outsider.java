package dev.ecrauditor.exposure.path;

import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.rule.TrustedParties;
import java.util.TreeSet;

/**
 * Who outside the owner account uses an access path.
 *
 * @param id an account id, organization ids, a service, networks, or a registry's address; a star for every account
 * @param isTrusted true where the settings trust all of them
 */
public record Outsider(Kind kind, String id, boolean isTrusted) {

    /** The kinds of outsiders. */
    public enum Kind {
        EVERY_ACCOUNT,
        EVERY_ACCOUNT_THROUGH_SERVICE,
        SERVICE,
        NETWORK,
        ORGANIZATION,
        ACCOUNT,
        UNKNOWN_IDENTITY,
        REGISTRY
    }

    /** Every AWS account. */
    public static final Outsider ANYONE = new Outsider(Kind.EVERY_ACCOUNT, "*", false);

    /** One account. */
    public static Outsider account(String id, TrustedParties trusted) {
        return new Outsider(Kind.ACCOUNT, id, trusted.accounts().contains(id));
    }

    /** The registry at an address outside ECR private registries. */
    public static Outsider registry(String url) {
        return new Outsider(Kind.REGISTRY, url, false);
    }

    /** Those whom a grant reaches. */
    public static Outsider of(Grant grant, TrustedParties trusted) {
        boolean isTrusted = trusted.covers(grant);
        GrantScope bound = grant.bound();
        if (bound instanceof GrantScope.Account account) {
            return new Outsider(Kind.ACCOUNT, account.accountId(), isTrusted);
        }
        if (bound instanceof GrantScope.Organization organization) {
            return new Outsider(Kind.ORGANIZATION, String.join(", ", new TreeSet<>(organization.ids())), isTrusted);
        }
        if (bound instanceof GrantScope.Network network) {
            return new Outsider(Kind.NETWORK, String.join(", ", new TreeSet<>(network.networks())), isTrusted);
        }
        if (bound instanceof GrantScope.AnyService) {
            return new Outsider(Kind.SERVICE, grant.principal(), isTrusted);
        }
        if (bound instanceof GrantScope.Unknowable unknowable) {
            return new Outsider(Kind.UNKNOWN_IDENTITY, unknowable.what(), isTrusted);
        }
        return bound instanceof GrantScope.Anyone
                ? ANYONE
                : new Outsider(Kind.EVERY_ACCOUNT_THROUGH_SERVICE, "*", false);
    }

    /** True for every AWS account. */
    public boolean isPublic() {
        return kind == Kind.EVERY_ACCOUNT || kind == Kind.EVERY_ACCOUNT_THROUGH_SERVICE;
    }

    /** In words within a sentence. */
    public String phrase() {
        String words = words();
        return Character.toLowerCase(words.charAt(0)) + words.substring(1);
    }

    /** In words, as the subject of a sentence. */
    public String words() {
        return switch (kind) {
            case EVERY_ACCOUNT -> "Every AWS account";
            case EVERY_ACCOUNT_THROUGH_SERVICE -> "Every AWS account through an AWS service that acts for it";
            case SERVICE -> "The service " + id + " on behalf of any account";
            case NETWORK -> "Every AWS account from the network " + id;
            case ORGANIZATION -> "Every account of organization " + id;
            case ACCOUNT -> "Account " + id;
            case UNKNOWN_IDENTITY -> "An identity of an unknown account (" + id + ")";
            case REGISTRY -> "The owner of " + id;
        };
    }
}
