package dev.ecrauditor.cli.terminal;

import dev.ecrauditor.repository.RepositoryArn;

/** Checks a name of a repository before anything is read. */
public final class RepositoryNames {

    private RepositoryNames() {}

    /**
     * Rejects a name that ECR would reject.
     *
     * @param given the option or parameter that the message begins with
     * @throws UsageException if no repository can have the name
     */
    public static void require(String given, String name) {
        if (RepositoryArn.of("aws", "us-east-1", "111122223333", name).isEmpty()) {
            throw new UsageException(
                    given + " " + name + ": not a repository name; write it like team/service, in lower case");
        }
    }
}
