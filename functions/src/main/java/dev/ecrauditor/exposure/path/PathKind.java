package dev.ecrauditor.exposure.path;

/** What opens an access path. */
public enum PathKind {
    /** The policy of a repository. */
    REPOSITORY_POLICY,
    /** The registry's own policy. */
    REGISTRY_POLICY,
    /** The registry's own policy, once its scope is switched from V1 to V2. */
    INACTIVE_REGISTRY_POLICY,
    /** A replication rule: every later push is copied to another account. */
    REPLICATION,
    /** A replication backfill: stored images were copied to another account. */
    REPLICATION_BACKFILL,
    /** A replication rule to another Region of the own account, where the copy has access paths of its own. */
    REPLICATED_COPY,
    /** A creation template: the policy of repositories to come. */
    CREATION_TEMPLATE,
    /** A pull through cache rule: the upstream decides what repositories contain. */
    PULL_THROUGH_CACHE,
    /** A creation template for pushes: it is reported that other accounts can create empty repositories. */
    CREATE_ON_PUSH
}
