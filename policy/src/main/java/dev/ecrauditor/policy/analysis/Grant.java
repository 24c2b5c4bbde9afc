package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.action.AccessLevel;
import dev.ecrauditor.policy.document.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The access that one statement grants to identities outside the owner's account.
 *
 * @param statement the statement
 * @param principal the principal as the statement writes it
 * @param bound who can use it
 * @param actions what it allows, by access level, after Deny
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

        /** Anybody, through an AWS service that acts for one of their resources. */
        record AnyoneThroughService() implements GrantScope {}

        /** An AWS service named as principal, acting for anybody: the confused deputy. */
        record AnyService() implements GrantScope {}

        /**
         * Any account, from these networks only: addresses and ranges, VPCs, endpoints and their owners, as the policy
         * writes them.
         *
         * @param networks each of them suffices, or, where only several together suffice, those
         */
        record Network(Set<String> networks) implements GrantScope {}

        /** Any account of these organizations. */
        record Organization(Set<String> ids) implements GrantScope {}

        /**
         * One account.
         *
         * @param accountId the account
         * @param organizations organizations, one of which must contain the account
         */
        record Account(String accountId, Set<String> organizations) implements GrantScope {}

        /** One identity or resource whose account the policy does not reveal. */
        record Unknowable(String what) implements GrantScope {}
    }

    /** True when the grant changes images, tags or permissions. */
    public boolean writes() {
        return actions.keySet().stream().anyMatch(AccessLevel::changesSomething);
    }

    /** True when every AWS account can use it, directly or through a service. */
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
