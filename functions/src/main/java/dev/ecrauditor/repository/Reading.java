package dev.ecrauditor.repository;

/**
 * One fact as it was read from AWS. A fact that could not be read is never treated as absent.
 *
 * @param <T> the type of the fact
 */
public sealed interface Reading<T> {

    /** AWS answered with the fact. */
    record Known<T>(T value) implements Reading<T> {}

    /** AWS answered that there is none. */
    record Absent<T>() implements Reading<T> {}

    /**
     * AWS denied reading it, or it was not asked for.
     *
     * @param permission the IAM action that is denied, such as {@code ecr:GetRepositoryPolicy}
     * @param problem the answer, as fixed text
     * @param denial which kind of policy denies it
     */
    record Unreadable<T>(String permission, String problem, Denial denial) implements Reading<T> {

        /** The problem where no rule that is on needs the fact. */
        public static final String NOT_READ = "it was not read, as no rule that is on needs it";

        /** The kind of policy is not known. */
        public Unreadable(String permission, String problem) {
            this(permission, problem, Denial.NOT_SAID);
        }
    }
}
