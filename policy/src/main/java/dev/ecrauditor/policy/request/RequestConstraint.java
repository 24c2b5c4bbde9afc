package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.Variables;

/**
 * What a request has to have that nobody can choose: the more of it a request needs, the fewer can make it.
 *
 * @param kind what kind of thing it is
 * @param value which one: an account id, an organization id, an address range, a unique id
 */
public record RequestConstraint(Kind kind, String value) {

    public RequestConstraint {
        value = Variables.plain(value);
    }

    public enum Kind {
        /** The caller is in this network. */
        NETWORK,
        /** The caller's account is in this organization. */
        ORGANIZATION,
        /** The repository's account is in this organization, which its policy does not tell. */
        OWNER,
        /** The caller, or the resource a service acts for, is of this account. */
        ACCOUNT,
        /** The caller is the identity with this unique id; its account cannot be known. */
        UNIQUE_ID,
        /** The service acts for this resource, whose account cannot be known. */
        RESOURCE
    }
}
