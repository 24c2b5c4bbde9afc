package dev.ecrauditor.rule;

import dev.ecrauditor.repository.RepositorySnapshot;

/** One thing that must be true of a repository. */
public non-sealed interface RepositoryRule extends AuditRule {

    /** Evaluates a repository. Never throws for an unusual one, and never passes what could not be read. */
    Verdict evaluate(RepositorySnapshot repository);
}
