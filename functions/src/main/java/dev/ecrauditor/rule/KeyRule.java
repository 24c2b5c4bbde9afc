package dev.ecrauditor.rule;

import dev.ecrauditor.key.EncryptionKey;

/** One thing that must be true of a KMS key that encrypts repositories. */
public non-sealed interface KeyRule extends AuditRule {

    /** Evaluates a key. Never throws for an unusual one, and never passes what could not be read. */
    Verdict evaluate(EncryptionKey key);

    /** True for a rule about grants; it can be evaluated only where the grants were read. */
    default boolean needsGrants() {
        return false;
    }
}
