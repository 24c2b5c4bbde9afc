package dev.ecrauditor.repository;

/**
 * One fact as it was read from AWS. A fact that could not be read is never taken for its absence.
 *
 * @param <T> the type of the fact
 */
public sealed interface Reading<T> {

    /** AWS answered with the fact. */
    record Known<T>(T value) implements Reading<T> {}

    /** AWS answered that there is none. */
    record Absent<T>() implements Reading<T> {}

    /**
     * AWS did not let us read it.
     *
     * @param permission the IAM action that is missing, such as {@code ecr:GetRepositoryPolicy}
     * @param problem what came back, in our words
     */
    record Unreadable<T>(String permission, String problem) implements Reading<T> {}
}
