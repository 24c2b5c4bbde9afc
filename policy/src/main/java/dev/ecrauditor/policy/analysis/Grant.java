package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.action.AccessLevel;
import dev.ecrauditor.policy.document.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one statement gives to identities outside the owner's account.
 *
 * @param statement the statement
 * @param principal the principal as the statement writes it
 * @param bound who can use it
 * @param actions what it gives, by access level, after Deny
 * @param witness one request that the policy allows
 */
public record Grant(
        Statement statement,
        String principal,
        GrantScope bound,
        Map<AccessLevel, List<String>> actions,
        Witness witness) {

    public Grant {
        actions = Collections.unmodifiableSortedMap(new TreeMap<>(actions));
    }

    /** Who can use a grant, from everybody to one account. */
    public sealed interface GrantScope {

        /** Any identity of any account. */
        record Anyone() implements GrantScope {}

        /** Anybody, through an AWS service that acts for a resource of theirs. */
        record AnyoneThroughService() implements GrantScope {}

        /** An AWS service named as principal, acting for anybody: the confused deputy. */
        record AnyService() implements GrantScope {}

        /**
         * Any account, from these networks only: addresses and ranges, VPCs, endpoints and whose they are, as the policy writes them.
         *
         * @param networks each of which is enough, or, where only several together are, those
         */
        record Network(Set<String> networks) implements GrantScope {}

        /** Any account of these organizations. */
        record Organization(Set<String> ids) implements GrantScope {}

        /**
         * One account.
         *
         * @param accountId the account
         * @param organizations where the account also has to be in one of these
         */
        record Account(String accountId, Set<String> organizations) implements GrantScope {}

        /** One identity or resource whose account cannot be known from the policy. */
        record Unknowable(String what) implements GrantScope {}
    }

    /** True when the grant changes images, tags or permissions. */
    public boolean writes() {
        return actions.keySet().stream().anyMatch(AccessLevel::changesSomething);
    }

    /** True when everybody in the world can use it, by themselves or through a service. */
    public boolean isPublic() {
        return bound instanceof GrantScope.Anyone || bound instanceof GrantScope.AnyoneThroughService;
    }

    /** True when only members of a fixed organization can use it. */
    public boolean needsOrganization() {
        return bound instanceof GrantScope.Organization
                || (bound instanceof GrantScope.Account account
                        && !account.organizations().isEmpty());
    }
}
