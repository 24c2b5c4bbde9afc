package dev.ecrauditor.rule;

import dev.ecrauditor.registry.RegistrySnapshot;

/** One thing that must be true of the private registry of an account in a Region. */
public non-sealed interface RegistryRule extends AuditRule {

    /** Evaluates a registry. Never throws for an unusual one, and never passes what could not be read. */
    Verdict evaluate(RegistrySnapshot registry);
}
