package dev.ecrauditor.cli.migration.plan;

import dev.ecrauditor.cli.migration.facts.MigrationFacts;
import dev.ecrauditor.cli.migration.facts.SourceRepository;
import dev.ecrauditor.repository.RepositoryArn;
import java.net.URI;
import java.util.Optional;

/**
 * What a plan is computed from.
 *
 * @param facts what was read
 * @param target the repository to copy to
 * @param key the ARN of the key to use; empty to create one
 * @param createdBy who created the source
 * @param endpoint called instead of AWS; empty for AWS itself
 */
public record MigrationRequest(
        MigrationFacts facts, RepositoryArn target, Optional<String> key, CreatedBy createdBy, Optional<URI> endpoint) {

    SourceRepository source() {
        return facts.source();
    }
}
