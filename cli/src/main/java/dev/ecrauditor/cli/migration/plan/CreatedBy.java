package dev.ecrauditor.cli.migration.plan;

/** Who created a repository, which decides what mends it. */
public enum CreatedBy {
    /** A call of CreateRepository: the images are copied. */
    CALLER,
    /** ECR, at the first pull below the prefix of a cache rule: the images come back from the upstream. */
    PULL_THROUGH_CACHE,
    /** ECR, for images that another registry sends: they come back with the next push or a backfill. */
    REPLICATION,
    /** ECR, at the first push: the images exist only here, so they are copied. */
    CREATE_ON_PUSH;

    boolean needsTemplate() {
        return this != CALLER;
    }

    boolean needsCopy() {
        return this == CALLER || this == CREATE_ON_PUSH;
    }
}
