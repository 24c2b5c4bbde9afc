package dev.ecrauditor.cli.migration.facts;

import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.util.Map;

/**
 * The repository that is migrated.
 *
 * @param arn which repository
 * @param createdAt when it was created, which tells it from a later one of the same name
 * @param encryption how its images are encrypted
 * @param settings the parameters of its creation
 * @param policy the text of its repository policy
 * @param lifecycle the text of its lifecycle policy
 * @param tags its resource tags, without those of AWS itself
 */
public record SourceRepository(
        RepositoryArn arn,
        Instant createdAt,
        Encryption encryption,
        RepositorySettings settings,
        Reading<String> policy,
        Reading<String> lifecycle,
        Reading<Map<String, String>> tags) {}
