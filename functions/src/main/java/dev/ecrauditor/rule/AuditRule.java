package dev.ecrauditor.rule;

import dev.ecrauditor.repository.RepositorySnapshot;

/** One thing that must be true of a repository. */
public interface AuditRule {

    /** What the rule is about, for people and for reports. */
    RuleMetadata metadata();

    /** Evaluates a repository. Never throws for an unusual one, and never passes what could not be read. */
    Verdict evaluate(RepositorySnapshot repository);
}
