package dev.ecrauditor.rule;

import dev.ecrauditor.repository.RepositorySnapshot;

/** One thing that must be true of a repository. */
public interface AuditRule {

    /** What the rule is about, for people and for reports. */
    RuleMetadata metadata();

    /**
     * Judges a repository; never throws for a strange one, and never passes what it could not see.
     */
    Verdict evaluate(RepositorySnapshot repository);
}
