package dev.ecrauditor.repository;

/** Who created a repository, if the auditor received its CreateRepository event. No ECR call returns it later. */
public enum Origin {
    /** The auditor did not receive the event. */
    UNKNOWN,
    /** A principal called CreateRepository. */
    CALLER,
    /** ECR created it: for a pull through cache, for replication, or on push. */
    ECR
}
