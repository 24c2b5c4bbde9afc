package dev.ecrauditor.cli.audit.report;

/** Takes what an audit finds as soon as it is found, so that nothing else has to be kept. */
public interface AuditResults {

    /** Takes the verdicts about a repository, a registry or a key. */
    void evaluated(Evaluated evaluated);

    /** Takes an account, a Region or something in it that is not evaluated. */
    void notRead(CoverageRow row);

    /** Takes what is not evaluated, and was told on standard error already. */
    default void noted(CoverageRow row) {}
}
