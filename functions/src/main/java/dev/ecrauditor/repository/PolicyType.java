package dev.ecrauditor.repository;

/**
 * The kind of policy that denied a call, as AWS's message names it.
 *
 * <p>Source: "Troubleshoot access denied error messages", IAM User Guide.
 */
public enum PolicyType {
    /** A policy of the calling role or user. */
    IDENTITY,
    /** The policy of the resource: a repository policy, registry policy or key policy. */
    RESOURCE,
    /** A service control policy of the organization. */
    SERVICE_CONTROL,
    /** A resource control policy of the organization. */
    RESOURCE_CONTROL,
    PERMISSIONS_BOUNDARY,
    /** The policy passed when the role was assumed. */
    SESSION,
    VPC_ENDPOINT,
    /** The trust policy of the role to be assumed. */
    ROLE_TRUST,
    /** No policy: AWS rejects the credentials, as it does in a Region that is not enabled in the account. */
    REGION_NOT_ENABLED,
    /** AWS's message names no kind, or one that this version does not know. */
    NOT_SAID
}
