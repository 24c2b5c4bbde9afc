package dev.ecrauditor.repository;

/** The settings that verdicts depend on and that a call can change. */
public enum Setting {
    ENCRYPTION,
    POLICY,
    SCANNING,
    TAG_MUTABILITY,
    LIFECYCLE_POLICY,
    /** Of the registry, about its repositories. */
    SIGNING,
    /** Of the registry. */
    REGISTRY_POLICY,
    /** Of the registry. */
    REPLICATION,
    /** Of the registry. */
    REGISTRY_SCANNING,
    /** Of the registry. */
    CREATION_TEMPLATES,
    /** Of the registry. */
    CACHE_RULES,
    /** Of a KMS key. */
    KEY_STATE,
    /** Of a KMS key. */
    KEY_ROTATION,
    /** Of a KMS key. */
    KEY_POLICY,
    /** Of a KMS key. */
    KEY_GRANTS
}
