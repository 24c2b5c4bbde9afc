package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.Variables;

/**
 * A property that a request needs and that no caller can choose: each one restricts who can make the request.
 *
 * @param kind the kind of property
 * @param value its value: an account id, an organization id, an address range, a unique id
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
        /** The repository's account is in this organization, which its policy does not reveal. */
        OWNER,
        /** The caller, or the resource a service acts for, belongs to this account. */
        ACCOUNT,
        /** The caller is the identity with this unique id; its account is unknown. */
        UNIQUE_ID,
        /** The service acts for this resource, whose account is unknown. */
        RESOURCE
    }

    /** True when the account of whoever has the property is unknown. */
    public boolean isUnknowable() {
        return kind == Kind.UNIQUE_ID || kind == Kind.RESOURCE;
    }
}
