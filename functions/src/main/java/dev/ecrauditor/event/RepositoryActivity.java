package dev.ecrauditor.event;

import dev.ecrauditor.repository.RepositoryArn;

/**
 * ECR reports activity in a repository: an image was pushed, cached from an upstream registry, or replicated. It changes
 * no setting. A repository without a record was created without an event, and is evaluated.
 *
 * <p>Source: "Amazon ECR events and EventBridge", Amazon ECR User Guide.
 *
 * @param header which event reports it; without the names of a CloudTrail record
 * @param repository where
 */
public record RepositoryActivity(EventHeader header, RepositoryArn repository) implements Trigger {}
