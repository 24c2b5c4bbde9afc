package dev.ecrauditor.finding;

import dev.ecrauditor.repository.RepositoryArn;

/**
 * What a record is about. A repository for now; registries, keys and coverage have records of their own when their rules come.
 *
 * @param repository the repository
 */
public record Subject(RepositoryArn repository) {

    /** The partition key of its record: one account in one Region. */
    public String partitionKey() {
        return repository.account() + "#" + repository.region();
    }

    /** The sort key of its record. */
    public String sortKey() {
        return "repository#" + repository.name();
    }

    @Override
    public String toString() {
        return repository.toString();
    }
}
