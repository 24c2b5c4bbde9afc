package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.pattern.AccountIds;

/**
 * The caller of a request.
 *
 * @param service true for an AWS service that calls by itself
 * @param principal the identity's ARN, or the service's name
 * @param account the identity's account; empty text for a service
 * @param arn the ARN in {@code aws:PrincipalArn}: for a session it is that of its role; empty text for a service
 * @param provider the identity provider with which the caller signed in; empty text for none
 */
public record Caller(boolean service, String principal, String account, String arn, String provider) {

    Caller(boolean service, String principal, String account, String arn) {
        this(service, principal, account, arn, "");
    }

    public static Caller service(String name) {
        return new Caller(true, name, "", "");
    }

    /** True for a session of a role, or a role that stands for its sessions; only these have an identity provider. */
    boolean canBeSession() {
        int resource = AccountIds.field(principal, 5);
        return resource > 0
                && (principal.startsWith("role/", resource) || principal.startsWith("assumed-role/", resource));
    }
}
