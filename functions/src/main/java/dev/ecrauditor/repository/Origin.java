package dev.ecrauditor.repository;

/** Who made a repository, as far as its CreateRepository event was seen. No call of ECR tells it afterwards. */
public enum Origin {
    /** The event was not seen. */
    NOT_SEEN,
    /** Somebody called CreateRepository. */
    CALLER,
    /** ECR made it: for a pull through cache, for replication, or on push. */
    ECR
}
